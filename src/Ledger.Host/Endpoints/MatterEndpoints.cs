// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Proofs;
using Ledger.Application.Views;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class MatterEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/matters", async (HttpContext http, Body<MatterRequest> body, Exports exports, CancellationToken cancel) =>
                Answer.Of(http, await exports.OpenAsync(body.Value, cancel), StatusCodes.Status201Created))
            .Gives<MatterView>("openMatter", "Opens a dispute team's file.", StatusCodes.Status201Created)
            .Once();

        api.MapGet("/matters/{id}", async (HttpContext http, string id, Exports exports, CancellationToken cancel) =>
                Answer.Of(http, await exports.GetAsync(Read.Text(id, "id")!, cancel)))
            .Gives<MatterView>("getMatter", "A matter.");

        api.MapPost("/matters/{id}/exports", async (HttpContext http, string id, Exports exports, CancellationToken cancel) =>
                Answer.Of(http, await exports.ExportAsync(Read.Text(id, "id")!, cancel), StatusCodes.Status202Accepted))
            .Gives<OperationView>("exportMatter", "Makes an evidence bundle; the operation's id is the export's id.", StatusCodes.Status202Accepted)
            .Once();

        api.MapGet("/exports/{id}/bundle", async (HttpContext http, string id, Exports exports, CancellationToken cancel) =>
                Bundles.Answer(http, await exports.BundleAsync(Read.Text(id, "id")!, cancel)))
            .GivesBundle("getBundle", "The export's bundle: a ZIP that `ledger evidence verify` checks with the network off.");
    }
}
