// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Domain.Usage.Sheets;

namespace Ledger.Cli.Importing;

/// <summary>The result of one line of a sheet of usage; a line with several wrong fields has several.</summary>
/// <param name="Result">sound | refused.</param>
internal sealed record SheetResult(int Line, int Column, string Text, string Result, string? Code, string? Detail);

/// <summary>What is right and wrong with a sheet of usage, and what it adds up to.</summary>
internal sealed class SheetJudgement
{
    private readonly UsageSheet _sheet;

    private SheetJudgement(UsageSheet sheet, IReadOnlyList<SheetResult> lines) => (_sheet, Lines) = (sheet, lines);

    public IReadOnlyList<SheetResult> Lines { get; }

    public static SheetJudgement Of(UsageSheet sheet, string language)
    {
        var texts = new RefusalTexts();
        SheetResult Result(int line, int column, string text, Domain.Refusal? refusal) => new(
            line, column, text, refusal is null ? "sound" : "refused", refusal?.Code, refusal is null ? null : texts.Describe(refusal, language).Detail);
        return new SheetJudgement(sheet, sheet.Refusal is { } whole
            ? [Result(1, 1, "", whole)]
            : [.. sheet.Lines.Select(line => Result(line.Line, line.Column, line.Text, line.Refusal))]);
    }

    /// <summary>Shows the lines and the totals; of a sheet that is not sound the refused lines alone, unless all are asked for.</summary>
    public void Show(Printer printer, bool everyLine)
    {
        var refused = _sheet.Refusal is null ? _sheet.Wrong.Count : 1;
        var sums = _sheet.Totals;
        var totals = new
        {
            lines = sums.Lines,
            quantity = sums.Quantity.ToString(CultureInfo.InvariantCulture),
            netValue = UsageSheet.Write(sums),
            currency = sums.Currency,
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
