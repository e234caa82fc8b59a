// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Alerts;
using Ledger.Application.Views;
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
                        Read.OptionalId(pool, "pool"),
                        Read.Word(state, "state", "provisional", "raised", "final", "retracted"),
                        Read.Cursor(cursor),
                        Read.Limit(limit),
                        RequestLanguage.Of(http.Request),
                        cancel)))
            .Gives<Page<AlertView>>("listAlerts", "Alerts as they stand.");

        api.MapGet("/alerts/{id}", async (HttpContext http, string id, AlertBook alerts, CancellationToken cancel) =>
                Answer.Of(http, await alerts.GetAsync(Read.Text(id, "id")!, RequestLanguage.Of(http.Request), cancel)))
            .Gives<AlertView>("getAlert", "An alert with the records that decide it.");

        api.MapPost("/alerts/{id}/acknowledgement", async (HttpContext http, string id, AlertBook alerts, CancellationToken cancel) =>
                Answer.Of(http, await alerts.AcknowledgeAsync(Read.Text(id, "id")!, RequestLanguage.Of(http.Request), cancel)))
            .Gives<AlertView>("acknowledgeAlert", "Marks the alert as seen.")
            .Once();
    }
}
