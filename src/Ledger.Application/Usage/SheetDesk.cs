// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
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

        var (wrong, totals) = (sheet.Wrong, sheet.Totals);
        return new UsageSheetView(
            sheet.Separator.ToString(),
            sheet.Header,
            wrong.Count,
            [.. wrong.Take(UsageSheetView.MostWrong).Select(row => new UsageSheetRowView(row.Key, row.First().Fields, [.. row.Select(line => Flaw(line, language))]))],
            sheet.IsSound ? [.. sheet.Usages.Select(line => new UsageSheetLineView().With(line))] : [],
            new UsageSheetTotalsView(totals.Lines, UInt256.From(totals.Quantity), UInt256.From(totals.NetValue), totals.Currency));
    }

    private UsageSheetFlawView Flaw(UsageSheetLine line, string language) =>
        new(line.Field, line.Column, line.Refusal!.Code, _context.Texts.Describe(line.Refusal, language).Detail);
}
