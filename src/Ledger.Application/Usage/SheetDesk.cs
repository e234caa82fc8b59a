// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Domain.Usage.Sheets;
using Ledger.Ethereum;

namespace Ledger.Application.Usage;

/// <summary>Judges sheets of usage for whoever is about to sign one: nothing is stored, and no salt is known here.</summary>
public sealed class SheetDesk
{
    private readonly LedgerContext _context;

    internal SheetDesk(LedgerContext context) => _context = context;

    /// <summary>What is right and wrong with a sheet, by the rules of <c>ledger usage submit --dry-run</c>; refused where it cannot be read at all.</summary>
    /// <param name="language">Of the sentences.</param>
    public Outcome<UsageSheetView> Judge(ReadOnlySpan<byte> bytes, SheetPeriod period, string language)
    {
        var sheet = UsageSheet.Read(bytes, period);
        if (sheet.Refusal is { } refusal)
        {
            return refusal;
        }

        if (sheet.Lines.Length > _context.Options.MaxReportLines)
        {
            return new TooManyLines(sheet.Lines.Length, _context.Options.MaxReportLines);
        }

        List<UsageSheetRowView> wrong =
        [
            .. sheet.Lines.Where(line => line.Refusal is not null).GroupBy(line => line.Line)
                .Select(row => new UsageSheetRowView(row.Key, row.First().Fields, [.. row.Select(line => Flaw(line, language))])),
        ];
        var usages = sheet.Usages;
        return new UsageSheetView(
            sheet.Separator.ToString(),
            sheet.Header,
            wrong.Count,
            [.. wrong.Take(UsageSheetView.MostWrong)],
            sheet.IsSound ? [.. usages.Select(line => new UsageSheetLineView().With(line))] : [],
            new UsageSheetTotalsView(usages.Count, UInt256.From(UsageLines.Total(usages)), UInt256.From(UsageLines.TotalValue(usages)), UsageLines.CurrencyOf(usages)));
    }

    private UsageSheetFlawView Flaw(UsageSheetLine line, string language) =>
        new(line.Field, line.Column, line.Refusal!.Code, _context.Texts.Describe(line.Refusal, language).Detail);
}
