// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Domain;
using Ledger.Domain.Schedules;
using Ledger.Domain.Schedules.Sheets;
using Ledger.Ethereum;

namespace Ledger.Cli.Importing;

/// <summary>The result of one line.</summary>
/// <param name="Result">taken | altered | listed (as it stands already) | duplicate | refused.</param>
internal sealed record ImportLine(int Line, int Column, string Text, string? Publication, string Result, string? Code, string? Detail);

/// <summary>A proposal as it came, and as our record.</summary>
internal sealed record Reply(ProposalView Value, JsonElement Raw);

/// <summary>What an import makes of each line, against what the schedule lists already.</summary>
internal sealed class ImportReport
{
    private static readonly string[] _results = ["taken", "altered", "listed", "duplicate", "refused"];

    private ImportReport(IReadOnlyList<ImportLine> lines, IReadOnlyList<Patent> taken) => (Lines, Taken) = (lines, taken);

    public IReadOnlyList<ImportLine> Lines { get; }

    /// <summary>The patents to contribute, in ascending order.</summary>
    public IReadOnlyList<Patent> Taken { get; }

    /// <summary>Whether no line is refused.</summary>
    public bool IsSound => Lines.All(line => line.Result is not "refused");

    public static ImportReport Of(PatentSheet sheet, IReadOnlyList<Patent> listed, string language)
    {
        var texts = new RefusalTexts();
        if (sheet.Refusal is { } whole)
        {
            return new ImportReport([new ImportLine(1, 1, "", null, "refused", whole.Code, texts.Describe(whole, language).Detail)], []);
        }

        var known = listed.ToDictionary(patent => (patent.Country, patent.Number));
        List<ImportLine> lines = [];
        List<Patent> taken = [];
        foreach (var line in sheet.Lines)
        {
            var (result, refusal) = line switch
            {
                { IsDuplicate: true } => ("duplicate", line.Refusal),
                { Patent: null } => ("refused", line.Refusal),
                _ => Judge(line.Patent, known.GetValueOrDefault((line.Patent.Country, line.Patent.Number))),
            };
            if (result is "taken" or "altered")
            {
                taken.Add(line.Patent!);
            }

            lines.Add(new ImportLine(
                line.Line,
                line.Column,
                line.Text,
                line.Patent is null ? null : PublicationNumber.Of(line.Patent),
                result,
                refusal?.Code,
                refusal is null ? null : texts.Describe(refusal, language).Detail));
        }

        taken.Sort(PatentList.Compare);
        return new ImportReport(lines, taken);
    }

    /// <summary>Shows the lines, how many came to what, and what has to be signed next.</summary>
    public void Show(Printer printer, Hash32 schedule, Reply? proposal, bool everyLine)
    {
        var counts = Lines.GroupBy(line => line.Result, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var json = JsonSerializer.SerializeToElement(
            new { schedule, counts, lines = Lines, proposal = proposal?.Raw }, LedgerJson.Options);
        printer.Show(json, people =>
        {
            var shown = Lines.Where(line => everyLine || line.Result is not "taken").ToList();
            if (shown.Count > 0)
            {
                people.Table(
                    ["line", "column", "text", "patent", "result", "detail"],
                    [.. shown.Select(line => (IReadOnlyList<string>)
                    [
                        line.Line.ToString(CultureInfo.InvariantCulture),
                        line.Column.ToString(CultureInfo.InvariantCulture),
                        line.Text,
                        line.Publication ?? "-",
                        people.Texts.Word("import." + line.Result, line.Result),
                        line.Detail is null ? "" : $"{line.Detail} ({line.Code})",
                    ])]);
                people.Line();
            }

            people.Say("import.counts", _results.Select(result =>
                (result, counts.GetValueOrDefault(result).ToString(CultureInfo.InvariantCulture))));
            if (proposal is not null)
            {
                var (id, message) = (proposal.Value.Id, proposal.Value.TypedData.GetProperty("message"));
                people.Say("import.next", ("id", id.ToString()), ("pool", message.GetProperty("pool").GetString()!), ("schedule", schedule.ToString()));
            }
        });
    }

    private static (string Result, Refusal? Refusal) Judge(Patent patent, Patent? listed) => listed switch
    {
        null => ("taken", null),
        _ when listed.Holder != patent.Holder => ("refused", new PatentListedForAnother(PublicationNumber.Of(listed), listed.Holder)),
        _ => (listed == patent ? "listed" : "altered", null),
    };
}
