// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using Ledger.Domain.Sheets;
using NodaTime;

namespace Ledger.Domain.Usage.Sheets;

/// <summary>The period that a sheet's lines lie in.</summary>
/// <param name="Start">First second.</param>
/// <param name="End">First second after it.</param>
/// <param name="Zone">Where the sheet's dates begin their day.</param>
public sealed record SheetPeriod(ulong Start, ulong End, DateTimeZone Zone);

/// <summary>What became of one line; one with several wrong fields is there several times.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">The character of the line that the refusal speaks of, from 1.</param>
/// <param name="Usage">The line without its salt; null when refused.</param>
public sealed record UsageSheetLine(int Line, int Column, string Text, UsageLine? Usage, Refusal? Refusal)
{
    /// <summary>All fields of the line; empty where it does not part into fields.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Which field the refusal speaks of, from 0; null where it speaks of the line.</summary>
    public int? Field { get; init; }

    /// <summary>A line that is refused for one of its fields.</summary>
    /// <param name="text">As much of the field as is repeated.</param>
    internal static UsageSheetLine At(CsvLine line, int field, string text, Refusal refusal) =>
        new(line.Line, line.Fields[field].Column, text, null, refusal) { Fields = TextsOf(line), Field = field };

    internal static ImmutableArray<string> TextsOf(CsvLine line) => [.. line.Fields.Select(field => field.Text)];
}

/// <summary>The lines of a usage report as a CSV file, under a line that names its columns.</summary>
/// <param name="Lines">Every line that is not blank, without a header line that was understood.</param>
/// <param name="Refusal">Why the sheet as a whole cannot be read.</param>
/// <param name="Separator">What parts the columns: the one of <c>, ; TAB</c> under which the header is understood.</param>
public sealed record UsageSheet(ImmutableArray<UsageSheetLine> Lines, Refusal? Refusal, char Separator)
{
    private const int MostLines = 100_000;

    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>The names of the columns as the sheet has them; empty where no header is understood.</summary>
    public ImmutableArray<string> Header { get; init; } = [];

    /// <summary>Whether it can be filed: all lines are right.</summary>
    public bool IsSound => Refusal is null && Lines.All(line => line.Usage is not null);

    /// <summary>The right lines, in the order of the sheet, each without its salt.</summary>
    public IReadOnlyList<UsageLine> Usages => [.. Lines.Select(line => line.Usage).OfType<UsageLine>()];

    /// <summary>The rows that have something wrong, each with all that is.</summary>
    public IReadOnlyList<IGrouping<int, UsageSheetLine>> Wrong => [.. Lines.Where(line => line.Refusal is not null).GroupBy(line => line.Line)];

    /// <summary>What the right lines add up to.</summary>
    public UsageTotals Totals => UsageTotals.Of(Usages);

    /// <summary>A sum of net values in whole units of its currency, as it is written in a sheet.</summary>
    public static string Write(UsageTotals totals) => SheetNumber.Write(totals.NetValue, new Licenses.Terms.Currency(totals.Currency).MinorDigits);

    public static UsageSheet Read(ReadOnlySpan<byte> bytes, SheetPeriod period)
    {
        if (SheetText.Read(bytes, out var text) is { } unread)
        {
            return new([], unread, ',');
        }

        var separator = Separators.MaxBy(candidate => CsvText.Read(text, candidate).FirstOrDefault(line => !line.IsBlank)?.Fields.Count(IsNamed) ?? 0);
        var rows = SheetText.Rows(text, separator, MostLines);
        return SheetText.Judge(rows, MostLines) is { } refusal ? new([], refusal, separator)
            : Judge(rows[0]) is { } wrong ? new([wrong], null, separator)
            : Read(rows, period, separator);
    }

    /// <summary>What is wrong with the line that names the columns.</summary>
    private static UsageSheetLine? Judge(CsvLine header)
    {
        if (header.Refusal is { } refusal)
        {
            return new(header.Line, header.Column, "", null, refusal);
        }

        UsageSheetLine At(int field, Refusal why) => UsageSheetLine.At(header, field, header.Fields[field].Text, why);
        var columns = Columns(header);
        return columns.TrueForAll(column => column is null) ? At(0, new CsvHeaderMissing(columns.Count))
            : SheetText.JudgeHeader(header, columns) is { } wrong ? At(wrong.Column, wrong.Refusal)
            : UsageSheetRow.Required.Where(needed => !columns.Contains(needed)).ToList() is [var missing, ..] ? At(0, new CsvColumnMissing(UsageWords.Name(missing)))
            : null;
    }

    private static UsageSheet Read(List<CsvLine> rows, SheetPeriod period, char separator)
    {
        List<UsageColumn> columns = [.. Columns(rows[0]).Select(column => column!.Value)];
        var lines = ImmutableArray.CreateBuilder<UsageSheetLine>(rows.Count);
        var currency = "";
        var (pieces, value) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var row in rows.Skip(1).Where(row => row.Refusal is not null || row.Fields.Any(field => field.Text.Trim().Length > 0)))
        {
            if (row.Refusal is { } refusal)
            {
                lines.Add(new(row.Line, row.Column, "", null, refusal));
                continue;
            }

            if (row.Fields.Length != columns.Count)
            {
                var at = Math.Min(columns.Count, row.Fields.Length - 1);
                lines.Add(UsageSheetLine.At(row, at, row.Fields[at].Text, new CsvColumns(row.Fields.Length, columns.Count)));
                continue;
            }

            var read = new UsageSheetRow(row, columns, period);
            var usage = read.Read(currency, pieces, value);
            if (usage is not null)
            {
                currency = currency.Length == 0 ? usage.Currency : currency;
                (pieces, value) = (pieces + usage.Quantity.ToBigInteger(), value + usage.NetValue.ToBigInteger());
            }

            lines.AddRange(usage is null ? read.Wrong : [new(row.Line, 1, usage.Product, usage, null)]);
        }

        return new(lines.ToImmutable(), lines.Count == 0 ? new CsvNoLines() : null, separator) { Header = UsageSheetLine.TextsOf(rows[0]) };
    }

    private static List<UsageColumn?> Columns(CsvLine header) => [.. header.Fields.Select(field => UsageWords.Column(field.Text))];

    private static bool IsNamed(CsvField field) => UsageWords.Column(field.Text) is not null;
}
