// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using Ledger.Application.Access;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain.Usage.Sheets;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class UsageEndpoints
{
    private const string SheetType = "text/csv";
    private const int SheetBytes = 8 << 20;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/usage-reports", SubmitAsync)
            .Gives<UsageReportReceipt>("submitUsageReport", "Takes in a signed report (JSON), or many (NDJSON, answered line by line).", StatusCodes.Status201Created)
            .For(Callers.Party, AccessScopes.Report, "the party's own, under a license in a pool where it is licensee", PoolRole.Licensee)
            .Accepts<UsageReportRequest>(MediaTypeNames.Application.Json, Answer.Ndjson)
            .WithMetadata(new BulkBody())
            .Queued()
            .Once();

        api.MapPost("/usage-sheets", JudgeAsync)
            .Gives<UsageSheetView>("judgeUsageSheet", "Judges a sheet of usage as CSV: what is wrong by line and column, or the lines to sign. Stores nothing.")
            .For(Callers.Party, AccessScopes.Report, null, PoolRole.Licensee)
            .Accepts<string>(SheetType)
            .WithMetadata(new BodyLimit(SheetBytes))
            .Queued();

        api.MapGet("/usage-reports/{id}", async (HttpContext http, string id, UsageIntake intake, CancellationToken cancel) =>
                Answer.Of(http, await intake.GetAsync(Read.Id(id), cancel)))
            .Gives<UsageReportView>("getUsageReport", "A report with the host's promise and, once anchored, its checkpoint.")
            .For(Callers.Party, AccessScopes.Read, "the party's own, and those of pools where the key is administrator or auditor")
            .Guard((gate, caller, id, cancel) => gate.UsageReportAsync(caller, Read.Id(id), cancel));

        api.MapGet("/usage-reports/{id}/lines", LinesAsync)
            .WithName("listUsageLines")
            .WithSummary("The report's lines with the salts that their leaves are computed with; as CSV (Accept) all of them, in the columns of the filing template.")
            .Produces<Page<UsageLineView>>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, SheetType)
            .Produces<ProblemView>(StatusCodes.Status400BadRequest, Answer.ProblemJson)
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

    private static async Task<IResult> LinesAsync(HttpContext http, string id, UsageIntake intake, string? cursor, string? limit, CancellationToken cancel)
    {
        var (report, language) = (Read.Id(id), RequestLanguage.Of(http.Request));
        return http.Request.Headers.Accept.ToString().Contains(SheetType, StringComparison.OrdinalIgnoreCase)
            ? Bundles.File(http, await intake.SheetAsync(report, language, cancel), SheetType + "; charset=utf-8")
            : Answer.Of(http, await intake.LinesAsync(report, Read.Cursor(cursor), Read.Limit(limit), language, cancel));
    }

    /// <summary>Has no effect, and so no idempotency key: an answer that is kept would be a copy of what is nobody's yet.</summary>
    private static async Task<IResult> JudgeAsync(HttpContext http, SheetDesk desk, string? from, string? to, string? zone)
    {
        RequestBody.RequireType(http.Request, SheetType);
        var (start, end) = (Read.Number(from, "from") ?? throw Read.Invalid("from"), Read.Number(to, "to") ?? throw Read.Invalid("to"));
        var period = new SheetPeriod(start, end, Read.Zone(zone));
        return Answer.Of(http, desk.Judge((await RequestBody.ReadAsync(http)).Span, period, RequestLanguage.Of(http.Request)));
    }
}
