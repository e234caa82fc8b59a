// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Alerts;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class AlertEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet(
                "/alerts",
                async (HttpContext http, AlertBook alerts, string? pool, string? state, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Json(await alerts.ListAsync(
                        http.Caller(),
                        Read.OptionalId(pool, "pool"),
                        Read.Word(state, "state", "provisional", "raised", "final", "retracted"),
                        Read.Cursor(cursor),
                        Read.Limit(limit),
                        RequestLanguage.Of(http.Request),
                        cancel)))
            .Gives<Page<AlertView>>("listAlerts", "Alerts as they stand.")
            .For(Callers.Party, AccessScopes.Read, "those of pools where the key is administrator, licensor, auditor or dispute; a licensee's own", Enum.GetValues<PoolRole>());

        api.MapGet("/alerts/{id}", async (HttpContext http, string id, AlertBook alerts, CancellationToken cancel) =>
                Answer.Of(http, await alerts.GetAsync(Read.Text(id, "id")!, RequestLanguage.Of(http.Request), cancel)))
            .Gives<AlertView>("getAlert", "An alert with the records that decide it.")
            .For(Callers.Party, AccessScopes.Read, "those of pools where the key is administrator, licensor, auditor or dispute; a licensee's own", Enum.GetValues<PoolRole>())
            .Guard((gate, caller, id, cancel) => gate.AlertAsync(caller, Read.Text(id, "id")!, cancel));

        api.MapPost("/alerts/{id}/acknowledgement", async (HttpContext http, string id, AlertBook alerts, CancellationToken cancel) =>
                Answer.Of(http, await alerts.AcknowledgeAsync(Read.Text(id, "id")!, RequestLanguage.Of(http.Request), cancel)))
            .Gives<AlertView>("acknowledgeAlert", "Marks the alert as seen.")
            .For(Callers.Party, AccessScopes.Resolve, "those of the pools of its roles", PoolRole.Administrator, PoolRole.Licensor, PoolRole.Auditor, PoolRole.Dispute)
            .Guard((gate, caller, id, cancel) => gate.WatchedAlertAsync(caller, Read.Text(id, "id")!, cancel))
            .Once();
    }
}
