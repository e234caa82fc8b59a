// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using Ledger.Application.Access;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class UsageEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/usage-reports", SubmitAsync)
            .Gives<UsageReportReceipt>("submitUsageReport", "Takes in a signed report (JSON), or many (NDJSON, answered line by line).", StatusCodes.Status201Created)
            .For(Callers.Party, AccessScopes.Report, "the party's own, under a license in a pool where it is licensee", PoolRole.Licensee)
            .Accepts<UsageReportRequest>(MediaTypeNames.Application.Json, Answer.Ndjson)
            .WithMetadata(new BulkBody())
            .Queued()
            .Once();

        api.MapGet("/usage-reports/{id}", async (HttpContext http, string id, UsageIntake intake, CancellationToken cancel) =>
                Answer.Of(http, await intake.GetAsync(Read.Id(id), cancel)))
            .Gives<UsageReportView>("getUsageReport", "A report with the host's promise and, once anchored, its checkpoint.")
            .For(Callers.Party, AccessScopes.Read, "the party's own, and those of pools where the key is administrator or auditor")
            .Guard((gate, caller, id, cancel) => gate.UsageReportAsync(caller, Read.Id(id), cancel));

        api.MapGet(
                "/usage-reports/{id}/lines",
                async (HttpContext http, string id, UsageIntake intake, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await intake.LinesAsync(Read.Id(id), Read.Cursor(cursor), Read.Limit(limit), RequestLanguage.Of(http.Request), cancel)))
            .Gives<Page<UsageLineView>>("listUsageLines", "The report's lines with the salts that their leaves are computed with.")
            .For(Callers.Party, AccessScopes.Read, "the party's own, and those of pools where the key is administrator or auditor")
            .Guard((gate, caller, id, cancel) => gate.UsageReportAsync(caller, Read.Id(id), cancel));

        api.MapGet("/usage-reports/{id}/proof", async (HttpContext http, string id, UsageProofs proofs, CancellationToken cancel) =>
                Answer.Of(http, await proofs.ProveAsync(Read.Id(id), cancel)))
            .Gives<UsageProofView>("proveUsageReport", "The report's place in a checkpoint on chain.")
            .For(Callers.Party, AccessScopes.Read, "the party's own, and those of pools where the key is administrator or auditor")
            .Guard((gate, caller, id, cancel) => gate.UsageReportAsync(caller, Read.Id(id), cancel));
    }

    private static async Task<IResult> SubmitAsync(HttpContext http, UsageIntake intake, CancellationToken cancel)
    {
        RequestBody.RequireType(http.Request, MediaTypeNames.Application.Json, Answer.Ndjson);
        if (RequestBody.IsInBulk(http))
        {
            return await UsageBatch.TakeAsync(http, intake, cancel);
        }

        var body = await RequestBody.ReadAsync(http);
        var report = intake.TryRead(body.Span) ?? intake.Read(RequestBody.Parse<UsageReportRequest>(body.Span));
        return Answer.Of(http, await intake.SubmitAsync(report, http.Caller(), RequestLanguage.Of(http.Request), cancel), StatusCodes.Status201Created);
    }
}
