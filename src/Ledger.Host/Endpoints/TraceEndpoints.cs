// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Reading;
using Ledger.Application.Tracing;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

/// <summary>Usage traced in both directions: from patents to lines and payments, and from a line to the signed terms.</summary>
internal static class TraceEndpoints
{
    private const string Csv = "text/csv";
    private const int LongestNumber = 60;
    private const int LongestProduct = 200;
    private const string Readers = "the party's own, and those of pools where the key is administrator or auditor";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/trace", TraceAsync)
            .WithName("traceUsage")
            .WithSummary("Lines of reports with all that they stand on: a page as JSON; as NDJSON or CSV (Accept) all of them.")
            .Produces<Page<TraceLineView>>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, Answer.Ndjson, Csv)
            .Produces<ProblemView>(StatusCodes.Status400BadRequest, Answer.ProblemJson)
            .For(Callers.Party, AccessScopes.Read, Readers);

        api.MapGet(
                "/usage-reports/{id}/trace",
                async (HttpContext http, string id, ReportTrace trace, string? line, string? proofs, CancellationToken cancel) =>
                    Answer.Of(http, await trace.TraceAsync(http.Caller(), Read.Id(id), Read.Count(line, "line"), Flag(proofs, "proofs"), cancel)))
            .Gives<ReportTraceView>("traceUsageReport", "A report, or one line of it, back to the license's signed terms and the patents, and on to what was paid.")
            .For(Callers.Party, AccessScopes.Read, Readers)
            .Guard((gate, caller, id, cancel) => gate.UsageReportAsync(caller, Read.Id(id), cancel));

        api.MapGet(
                "/pools/{id}/usage",
                async (HttpContext http, string id, UsageMap map, string? from, string? to, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await map.ReadAsync(
                        http.Caller(), Read.Id(id), Read.Number(from, "from"), Read.Number(to, "to"), Read.Cursor(cursor), Read.Limit(limit), RequestLanguage.Of(http.Request), cancel)))
            .Gives<Page<UsageRowView>>("getPoolUsage", "Which periods of the pool's licenses are reported, late, nil or missing, by the calendar of their terms.")
            .For(Callers.Party, AccessScopes.Read, "the party's own licenses, and those of pools where the key is administrator or auditor");

        api.MapGet(
                "/payments",
                async (HttpContext http, PaymentBook book, string? pool, string? license, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Json(await book.ListAsync(
                        http.Caller(), Read.OptionalId(pool, "pool"), Read.OptionalId(license, "license"), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<ClaimedPaymentView>>("listClaimedPayments", "Claimed payments, each with where it stands, until when it can be disputed, and the reports of its period.")
            .For(Callers.Party, AccessScopes.Read, "those under the party's own licenses, and those of pools where the key is administrator or auditor");
    }

    private static async Task<IResult> TraceAsync(
        HttpContext http,
        TraceBook book,
        string? pool,
        string? schedule,
        string? license,
        string? licensee,
        string? patent,
        string? from,
        string? to,
        string? country,
        string? madeIn,
        string? soldIn,
        string? product,
        string? proofs,
        string? cursor,
        string? limit,
        CancellationToken cancel)
    {
        var query = new TraceQuery(
            Read.OptionalId(pool, "pool"),
            Read.OptionalId(schedule, "schedule"),
            Read.OptionalId(license, "license"),
            Read.OptionalId(licensee, "licensee"),
            patent is null ? null : Read.Question(patent, "patent", LongestNumber),
            Read.Number(from, "from"),
            Read.Number(to, "to"),
            Country(country, "country"),
            Country(madeIn, "madeIn"),
            Country(soldIn, "soldIn"),
            product is null ? null : Read.Question(product, "product", LongestProduct),
            Flag(proofs, "proofs"));
        var (start, length) = (Read.Cursor(cursor), Read.Limit(limit));
        var accept = http.Request.Headers.Accept.ToString();
        var asCsv = accept.Contains(Csv, StringComparison.OrdinalIgnoreCase);
        var asLines = asCsv || accept.Contains(Answer.Ndjson, StringComparison.OrdinalIgnoreCase);
        var first = await book.ListAsync(http.Caller(), query, start, asLines && limit is null ? Registry.MaxLimit : length, cancel);
        return first.IsDone && asLines ? new TraceFile(book, query, first.Value, asCsv) : Answer.Of(http, first);
    }

    /// <summary>Two letters as in ISO 3166.</summary>
    private static string? Country(string? text, string name) =>
        text is null || (text.Length == 2 && text.All(char.IsAsciiLetterUpper)) ? text : throw Read.Invalid(name);

    private static bool Flag(string? text, string name) => Read.Word(text, name, "true", "false") is "true";

    /// <summary>All lines from a page on, one page in memory at a time.</summary>
    private sealed class TraceFile(TraceBook book, TraceQuery query, Page<TraceLineView> first, bool asCsv) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, cancel) = (httpContext.Response, httpContext.RequestAborted);
            response.ContentType = asCsv ? Csv + "; charset=utf-8" : Answer.Ndjson;
            response.Headers.CacheControl = "no-store";
            response.Headers.Vary = "Accept";
            if (asCsv)
            {
                response.Headers.ContentDisposition = "attachment; filename=\"ledger-trace.csv\"";
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes(TraceCsv.Head), cancel);
            }

            for (var page = first; ;)
            {
                foreach (var item in page.Items)
                {
                    await response.Body.WriteAsync(asCsv ? Encoding.UTF8.GetBytes(TraceCsv.Line(item)) : Line(item), cancel);
                }

                if (page.Next is not { } next)
                {
                    return;
                }

                page = (await book.ListAsync(httpContext.Caller(), query, next, Registry.MaxLimit, cancel)).Value
                    ?? throw new InvalidOperationException("What was found a page ago is refused now.");
            }
        }

        private static byte[] Line(TraceLineView item) => [.. JsonSerializer.SerializeToUtf8Bytes(item, LedgerJson.Options), (byte)'\n'];
    }
}
