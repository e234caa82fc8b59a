// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Host.Http;

namespace Ledger.Host.Access;

/// <summary>Declares at a route who may call it. A route that declares nothing lets nobody in.</summary>
public static class RouteAccess
{
    private static readonly object _key = new();

    /// <summary>A route that needs no key.</summary>
    public static TBuilder Open<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(AccessRule.Public);

    /// <summary>A route for keys of those callers with that scope.</summary>
    /// <param name="objects">Of which objects, in words for the OpenAPI document.</param>
    /// <param name="roles">The roles of which a party's key must have one.</param>
    public static RouteHandlerBuilder For(
        this RouteHandlerBuilder route, Callers who, AccessScopes scope, string? objects = null, params PoolRole[] roles) => route
        .WithMetadata(new AccessRule(who, scope, roles, objects))
        .Produces<ProblemView>(StatusCodes.Status401Unauthorized, Answer.ProblemJson)
        .Produces<ProblemView>(StatusCodes.Status403Forbidden, Answer.ProblemJson);

    /// <summary>Puts the gate before the route's object, the <c>id</c> of its path. Stands before <c>Once</c>, so that a kept answer is guarded too.</summary>
    public static RouteHandlerBuilder Guard(this RouteHandlerBuilder route, Func<AccessGate, Caller, string, CancellationToken, Task<Refusal?>> guard) =>
        route.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var gate = http.RequestServices.GetRequiredService<AccessGate>();
            var id = (string)http.GetRouteValue("id")!;
            return await guard(gate, http.Caller(), id, http.RequestAborted) is { } refusal ? Answer.Refused(http, refusal) : await next(context);
        });

    /// <summary>Who calls; there on every route that is not public.</summary>
    public static Caller Caller(this HttpContext http) =>
        (Caller?)http.Items[_key] ?? throw new InvalidOperationException("A public route asks who calls.");

    internal static void Admit(this HttpContext http, Caller caller) => http.Items[_key] = caller;
}
