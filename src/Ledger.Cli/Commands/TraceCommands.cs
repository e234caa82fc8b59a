// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Domain;

namespace Ledger.Cli.Commands;

/// <summary>Usage traced in both directions, and which periods are reported.</summary>
internal static class TraceCommands
{
    private static readonly string[] _ids = ["--pool", "--schedule", "--license", "--licensee"];

    public static Command Create(CommandKit kit) => kit.Group("trace", Lines(kit), Report(kit), Periods(kit), TraceGraph.Create(kit));

    private static Command Lines(CommandKit kit)
    {
        var ids = _ids.Select(name => Words.IdOption(name)).ToList();
        var (from, to, zone) = (Words.Text("--from", "TIME"), Words.Text("--to", "TIME"), Words.Text("--zone", "ZONE"));
        var (patent, product) = (Words.Text("--patent", "NUMBER"), Words.Text("--product", "TEXT"));
        var (country, madeIn, soldIn) = (Words.Text("--country", "CC"), Words.Text("--made-in", "CC"), Words.Text("--sold-in", "CC"));
        var csv = Words.Text("--csv", "FILE");
        return kit.Verb(
            "trace lines",
            async (session, cancel) =>
            {
                string Asked(params IEnumerable<(string, string?)> more) => Session.Path("/trace", [
                    .. ids.Select(option => (option.Name.TrimStart('-'), session.Get(option))),
                    ("from", Second(session.Get(from), session.Get(zone))),
                    ("to", Second(session.Get(to), session.Get(zone))),
                    ("patent", session.Get(patent)),
                    ("product", session.Get(product)),
                    ("country", session.Get(country)),
                    ("madeIn", session.Get(madeIn)),
                    ("soldIn", session.Get(soldIn)),
                    .. more]);
                return session.Get(csv) is { } file
                    ? await FetchedFile.WriteAsync(session, Asked(), "text/csv", file, cancel)
                    : await session.ListAsync<TraceLineView>(
                        Asked(("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
                        ["report", "line", "product", "madeIn", "soldIn", "quantity", "period", "license", "counts", "state", "payments"],
                        item => Row(session, item),
                        cancel);
            },
            [.. ids, from, to, zone, patent, product, country, madeIn, soldIn, csv, kit.Options.Cursor, kit.Options.Limit]);
    }

    private static IReadOnlyList<string> Row(Session session, TraceLineView item) =>
    [
        item.Report.ToString(),
        item.Line?.ToString(CultureInfo.InvariantCulture) ?? "-",
        item.Erased is null ? item.Product : $"({session.Texts.Say("custody.erased")})",
        item.MadeIn,
        item.SoldIn,
        item.Erased is not null ? "-" : item.Line is null ? "0" : item.Quantity.ToString(),
        Printer.Period(item.PeriodStart, item.PeriodEnd, item.Zone),
        item.License.ToString(),
        session.Texts.Say(item.Counts ? "word.yes" : "word.no"),
        session.Texts.Word("state." + item.State, item.State),
        string.Join(' ', item.Payments.Select(payment => session.Texts.Word("payment." + payment.State, payment.State))),
    ];

    private static Command Report(CommandKit kit)
    {
        var id = Words.Id();
        var line = Words.Text("--line", "N");
        return kit.Verb(
            "trace report",
            (session, cancel) => session.ShowAsync<ReportTraceView>(
                Session.Path($"/usage-reports/{session.Get(id)}/trace", ("line", session.Get(line)), ("proofs", "true")),
                Show,
                cancel),
            id, line);
    }

    private static void Show(Printer printer, ReportTraceView trace)
    {
        printer.Fields(
            ("report", trace.Report.ToString()),
            ("reporter", trace.Reporter.ToString()),
            ("period", Printer.Period(trace.PeriodStart, trace.PeriodEnd, trace.Zone)),
            ("lines", $"{trace.Lines}"),
            ("erasedAt", trace.Erased is { } erased ? RecordCommands.Said(printer, erased) : null),
            ("quantity", trace.TotalQuantity.ToString()),
            ("state", printer.Texts.Word("state." + trace.State, trace.State)),
            ("counts", printer.Texts.Say(trace.Counts ? "word.yes" : "word.no")),
            ("correctedBy", trace.CorrectedBy?.ToString()),
            ("voidedBy", trace.VoidedBy?.ToString()),
            UsageLodge.Field(printer, trace.Lodging),
            ("checkpoint", trace.Checkpoint?.Root.ToString()),
            ("block", trace.Checkpoint is { } checkpoint ? $"{checkpoint.Recorded.Block}" : null),
            ("witnesses", trace.Checkpoint is { } anchored ? LogCommands.Witnesses(printer, anchored.Witnesses) : null),
            ("license", trace.License.Id.ToString()),
            ("version", $"{trace.License.Version} ({trace.License.Kind})"),
            ("termsRoot", trace.License.TermsRoot.ToString()),
            ("terms", printer.Texts.Say(trace.License.ReadsTerms ? "trace.termsReadable" : "trace.termsClosed")),
            ("schedule", trace.License.Schedule?.Id.ToString()),
            ("revisions", trace.License.Schedule is { } schedule ? string.Join(", ", schedule.Revisions.Select(revision => $"{revision.Revision}")) : null),
            ("statement", trace.Statement?.ToString()),
            ("line", trace.Line is { } line ? $"{line.Index}" : null),
            ("product", trace.Line?.Product),
            ("madeIn", trace.Line?.MadeIn),
            ("soldIn", trace.Line?.SoldIn),
            ("patentCount", trace.Line is { PatentCount: { } count } ? $"{count}" : null),
            ("patents", trace.Line is { Patents.Count: > 0 } listed ? string.Join(", ", listed.Patents) : null));
        foreach (var payment in trace.Payments)
        {
            printer.Fields(
                ("record", payment.Claim.ToString()),
                ("amount", $"{payment.Amount} {payment.Currency}"),
                ("state", printer.Texts.Word("payment." + payment.State, payment.State)));
        }
    }

    private static Command Periods(CommandKit kit)
    {
        var pool = Words.IdOption("--pool", required: true);
        var (from, to, zone) = (Words.Text("--from", "TIME"), Words.Text("--to", "TIME"), Words.Text("--zone", "ZONE"));
        return kit.Verb(
            "trace periods",
            (session, cancel) => session.ShowAsync<Page<UsageRowView>>(
                Session.Path(
                    $"/pools/{session.Get(pool)}/usage",
                    ("from", Second(session.Get(from), session.Get(zone))),
                    ("to", Second(session.Get(to), session.Get(zone))),
                    ("cursor", session.Get(session.Options.Cursor)),
                    ("limit", session.Get(session.Options.Limit))),
                (printer, page) =>
                {
                    printer.Table(
                        ["license", "period", "dueAt", "state", "lines"],
                        [.. page.Items.SelectMany(row => row.Periods, (row, period) => (IReadOnlyList<string>)
                        [
                            row.License.ToString(),
                            Printer.Period(period.PeriodStart, period.PeriodEnd, period.Zone),
                            period.DueAt is { } due ? LocalDays.Day(due, period.Zone) : "-",
                            printer.Texts.Word("period." + period.State, period.State),
                            $"{period.Lines}",
                        ])]);
                    if (page.Next is not null)
                    {
                        printer.Say("more", ("cursor", page.Next));
                    }
                },
                cancel),
            pool, from, to, zone, kit.Options.Cursor, kit.Options.Limit);
    }

    private static string? Second(string? time, string? zone) => time is null ? null : Instants.Parse(time, zone).ToString(CultureInfo.InvariantCulture);
}
