// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Sheets;

namespace Ledger.Domain.Usage.Sheets;

/// <summary>Lines of a report in the columns of the sheet that they are filed in, so that <see cref="UsageSheet"/> reads them again.</summary>
/// <remarks>Of a line's time its day is written, and no salt: what was signed, to the byte, is another file. Text that a spreadsheet would compute has an apostrophe before it.</remarks>
public static class UsageSheetCsv
{
    private static readonly UsageColumn[] Columns = Enum.GetValues<UsageColumn>();

    /// <summary>The names of the columns, in the order of the template. A byte order mark comes first, by which spreadsheets know UTF-8.</summary>
    /// <param name="isChinese">Whether names and acts are written in Chinese rather than in English.</param>
    public static string Head(bool isChinese) => "\uFEFF" + CsvCell.Line(Columns.Select(column => isChinese ? UsageWords.ChineseName(column) : UsageWords.Name(column)));

    /// <summary>One line.</summary>
    /// <param name="zone">The zone of the terms' calendar, whose day its date is; null for UTC.</param>
    /// <param name="isChinese">As of <see cref="Head"/>.</param>
    public static string Line(UsageLine line, string? zone, bool isChinese) => CsvCell.Line(Columns.Select(column => column switch
    {
        UsageColumn.Product => line.Product,
        UsageColumn.Act => isChinese ? UsageWords.ChineseName(line.Act) : $"{line.Act}".ToLowerInvariant(),
        UsageColumn.MadeIn => line.MadeIn,
        UsageColumn.SoldIn => line.SoldIn,
        UsageColumn.Quantity => line.Quantity.ToString(),
        UsageColumn.NetValue => line.Currency.Length == 0 ? "" : SheetNumber.Write(line.NetValue.ToBigInteger(), new Currency(line.Currency).MinorDigits),
        UsageColumn.Currency => line.Currency,
        UsageColumn.Serials => line.Serials,
        UsageColumn.Batch => line.Batch,
        UsageColumn.Date => line.Time == 0 ? "" : LocalDays.Date(line.Time, zone),
        _ => throw new InvalidOperationException($"{column} has no text."),
    }));
}
