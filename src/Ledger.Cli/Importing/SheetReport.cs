// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;
using Ledger.Domain.Usage;
using Ledger.Domain.Usage.Sheets;

namespace Ledger.Cli.Importing;

/// <summary>The result of one line of a sheet of usage; a line with several wrong fields has several.</summary>
/// <param name="Result">sound | refused.</param>
internal sealed record SheetResult(int Line, int Column, string Text, string Result, string? Code, string? Detail);

/// <summary>What is right and wrong with a sheet of usage, and what it adds up to.</summary>
internal sealed class SheetReport
{
    private const int Stride = 256;

    private readonly UsageSheet _sheet;

    private SheetReport(UsageSheet sheet, IReadOnlyList<SheetResult> lines) => (_sheet, Lines) = (sheet, lines);

    public IReadOnlyList<SheetResult> Lines { get; }

    public static SheetReport Of(UsageSheet sheet, string language)
    {
        var texts = new RefusalTexts();
        SheetResult Result(int line, int column, string text, Domain.Refusal? refusal) => new(
            line, column, text, refusal is null ? "sound" : "refused", refusal?.Code, refusal is null ? null : texts.Describe(refusal, language).Detail);
        return new SheetReport(sheet, sheet.Refusal is { } whole
            ? [Result(1, 1, "", whole)]
            : [.. sheet.Lines.Select(line => Result(line.Line, line.Column, line.Text, line.Refusal))]);
    }

    /// <summary>The lines of a sound sheet, each with a salt of its own.</summary>
    public static IReadOnlyList<UsageLine> Salted(UsageSheet sheet, ProgressLine progress)
    {
        var lines = sheet.Usages.ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (i % Stride == 0)
            {
                progress.Report(new("lines", (ulong)i, (ulong)lines.Count));
            }

            lines[i] = lines[i] with { Salt = UsageSigning.Salt() };
        }

        progress.Report(new("sign"));
        return lines;
    }

    /// <summary>Shows the lines and the totals; of a sheet that is not sound the refused lines alone, unless all are asked for.</summary>
    public void Show(Printer printer, bool everyLine)
    {
        var usages = _sheet.Usages;
        var refused = Lines.Where(line => line.Result is "refused").Select(line => line.Line).Distinct().Count();
        var totals = new
        {
            lines = usages.Count,
            quantity = UsageLines.Total(usages).ToString(CultureInfo.InvariantCulture),
            netValue = _sheet.TotalValue,
            currency = UsageLines.CurrencyOf(usages),
        };
        var separator = _sheet.Separator is '\t' ? "TAB" : $"{_sheet.Separator}";
        printer.Show(JsonSerializer.SerializeToElement(new { lines = Lines, refused, separator, totals }, LedgerJson.Options), people =>
        {
            people.Table(
                ["line", "column", "text", "result", "detail"],
                [.. Lines.Where(line => everyLine || line.Result is "refused").Select(line => (IReadOnlyList<string>)
                [
                    line.Line.ToString(CultureInfo.InvariantCulture),
                    line.Column.ToString(CultureInfo.InvariantCulture),
                    line.Text.ReplaceLineEndings(" "),
                    people.Texts.Say("sheet.result." + line.Result),
                    line.Detail is null ? "" : $"{line.Detail} ({line.Code})",
                ])]);
            people.Line();
            if (separator is not ",")
            {
                people.Say("sheet.separator", ("separator", separator));
            }

            people.Say("sheet.totals", ("lines", $"{totals.lines}"), ("quantity", totals.quantity), ("value", $"{totals.netValue} {totals.currency}".Trim()), ("refused", $"{refused}"));
            people.Say(refused > 0 ? "sheet.nothingSigned" : "sheet.nothingSent");
        });
    }
}
