// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class ApiKeyEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/api-keys", async (HttpContext http, Body<ApiKeyRequest> body, ApiKeys keys, CancellationToken cancel) =>
                Show(http, await keys.CreateAsync(body.Value, cancel)))
            .Gives<ApiKeyView>("createApiKey", "Makes an API key; its token is in this answer and never shown again, nor in a replay.", StatusCodes.Status201Created)
            .For(Callers.Operator, AccessScopes.Operate)
            .Once();

        api.MapGet("/api-keys", async (ApiKeys keys, string? cursor, string? limit, CancellationToken cancel) =>
                Answer.Json(await keys.ListAsync(Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<ApiKeyView>>("listApiKeys", "All API keys, also expired and revoked ones.")
            .For(Callers.Operator, AccessScopes.Operate);

        api.MapDelete("/api-keys/{id}", async (HttpContext http, string id, ApiKeys keys, CancellationToken cancel) =>
                Answer.Of(http, await keys.RevokeAsync(Read.Text(id, "id")!, cancel)))
            .Gives<ApiKeyView>("revokeApiKey", "Revokes an API key at once and for good.")
            .For(Callers.Operator, AccessScopes.Operate);
    }

    /// <summary>The token goes out once; what is kept for a replay does not hold it.</summary>
    private static Answer Show(HttpContext http, Ledger.Application.Outcome<ApiKeyView> made) => made.IsDone
        ? Answer.Json(made.Value, StatusCodes.Status201Created).KeptAs(Answer.Json(made.Value with { Token = null }, StatusCodes.Status201Created))
        : Answer.Of(http, made);
}
