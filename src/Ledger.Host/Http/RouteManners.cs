// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;

namespace Ledger.Host.Http;

/// <summary>What every route of the API says of itself in the OpenAPI document.</summary>
public static class RouteManners
{
    /// <summary>Names the operation, what it gives, and that it may give a problem instead.</summary>
    /// <param name="name">The operation's id: what generated clients call their method.</param>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, string name, string summary, int status = StatusCodes.Status200OK) => route
        .WithName(name)
        .WithSummary(summary)
        .Produces<T>(status)
        .Produces<ProblemView>(StatusCodes.Status400BadRequest, Answer.ProblemJson);

    /// <summary>A POST that is carried out once for its key.</summary>
    public static RouteHandlerBuilder Once(this RouteHandlerBuilder route) => route
        .AddEndpointFilter<IdempotencyFilter>()
        .WithMetadata(new NeedsIdempotencyKey());
}

/// <summary>Marks an endpoint whose requests carry an <c>Idempotency-Key</c>.</summary>
public sealed record NeedsIdempotencyKey;
