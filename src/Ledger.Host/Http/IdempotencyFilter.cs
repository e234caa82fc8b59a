// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Proposing;
using Ledger.Host.Access;

namespace Ledger.Host.Http;

/// <summary>Every POST names an <c>Idempotency-Key</c>; the same key and body replay the answer that was kept.</summary>
public sealed class IdempotencyFilter(Idempotency idempotency) : IEndpointFilter
{
    public const string HeaderName = "Idempotency-Key";

    /// <summary>The longest key that is taken.</summary>
    public const int MaxKeyLength = 255;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (RequestBody.IsInBulk(http))
        {
            return await next(context); // it reads the body bit by bit, and sees to its key itself
        }

        var key = KeyOf(http.Request);
        var body = await RequestBody.ReadAsync(http);
        Answer? made = null;
        var kept = await idempotency.RunAsync(
            ScopeOf(http),
            key,
            body,
            async _ =>
            {
                made = (Answer?)await next(context) ?? throw new InvalidOperationException("A POST endpoint gives an Answer.");
                return new StoredAnswer(made.Status, made.ContentType, made.Kept);
            },
            http.RequestAborted);
        return made is not null ? made
            : kept.IsDone ? new Answer(kept.Value.Status, kept.Value.ContentType, kept.Value.Body) : Answer.Of(http, kept);
    }

    /// <summary>A caller's id stands in the scope: what one was told is never replayed to another.</summary>
    internal static string ScopeOf(HttpContext http) => $"{http.Caller().KeyId} {http.Request.Method} {http.Request.Path}";

    internal static string KeyOf(HttpRequest request) => request.Headers[HeaderName].ToArray() switch
    {
        [] => throw new ProblemException(StatusCodes.Status400BadRequest, "idempotency-key-missing"),
        [{ Length: >= 1 and <= MaxKeyLength } key] when key.All(letter => letter is > ' ' and <= '~') => key,
        _ => throw new ProblemException(StatusCodes.Status400BadRequest, "idempotency-key-invalid"),
    };
}
