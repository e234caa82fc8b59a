// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Proofs;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class MatterEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/matters", async (HttpContext http, Body<MatterRequest> body, Exports exports, CancellationToken cancel) =>
                Answer.Of(http, await exports.OpenAsync(body.Value, http.Caller(), cancel), StatusCodes.Status201Created))
            .Gives<MatterView>("openMatter", "Opens a dispute team's file.", StatusCodes.Status201Created)
            .For(Callers.Party, AccessScopes.Resolve, "about a license of the roles' pools; for a licensee: its own", PoolRole.Administrator, PoolRole.Auditor, PoolRole.Dispute, PoolRole.Licensee)
            .Once();

        api.MapGet("/matters/{id}", async (HttpContext http, string id, Exports exports, CancellationToken cancel) =>
                Answer.Of(http, await exports.GetAsync(Read.Text(id, "id")!, cancel)))
            .Gives<MatterView>("getMatter", "A matter.")
            .For(Callers.Party, AccessScopes.Read, "those that the party opened")
            .Guard((gate, caller, id, cancel) => gate.MatterAsync(caller, Read.Text(id, "id")!, cancel));

        api.MapPost("/matters/{id}/exports", async (HttpContext http, string id, Exports exports, CancellationToken cancel) =>
                Answer.Of(http, await exports.ExportAsync(Read.Text(id, "id")!, http.Caller(), cancel), StatusCodes.Status202Accepted))
            .Gives<OperationView>("exportMatter", "Makes an evidence bundle; the operation's id is the export's id.", StatusCodes.Status202Accepted)
            .For(Callers.Party, AccessScopes.Resolve, "those that the party opened")
            .Guard((gate, caller, id, cancel) => gate.MatterAsync(caller, Read.Text(id, "id")!, cancel))
            .Once();

        api.MapGet("/exports/{id}/bundle", async (HttpContext http, string id, Exports exports, CancellationToken cancel) =>
                Bundles.Answer(http, await exports.BundleAsync(Read.Text(id, "id")!, cancel)))
            .GivesBundle("getBundle", "The export's bundle: a ZIP that `ledger evidence verify` checks with the network off.")
            .For(Callers.Party, AccessScopes.Read, "those of matters that the party opened")
            .Guard((gate, caller, id, cancel) => gate.ExportAsync(caller, Read.Text(id, "id")!, cancel));
    }
}
