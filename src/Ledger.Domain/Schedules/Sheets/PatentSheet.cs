// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Ledger.Domain.Sheets;

namespace Ledger.Domain.Schedules.Sheets;

/// <summary>What a sheet's lines mean where they do not say.</summary>
/// <param name="Country">The country of numbers that do not say theirs; null where every number does.</param>
public sealed record SheetDefaults(
    PartyId Holder, string? Country, string? Standard = null, string? StandardVersion = null, string? Source = null, ulong? RetrievedAt = null);

/// <summary>What became of one line.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">The character of the line that the refusal speaks of, from 1.</param>
/// <param name="Patent">Null when refused.</param>
public sealed record SheetLine(int Line, int Column, string Text, Patent? Patent, Refusal? Refusal)
{
    /// <summary>A number that came before: left out, and no reason to refuse the sheet.</summary>
    public bool IsDuplicate => Refusal is CsvDuplicate;
}

/// <summary>A holder's list of patents as a CSV file, with or without a line that names its columns.</summary>
/// <param name="Lines">Every line that is not blank; without a header line that was understood.</param>
/// <param name="Refusal">Why the sheet as a whole cannot be read.</param>
public sealed record PatentSheet(ImmutableArray<SheetLine> Lines, Refusal? Refusal)
{
    private const int MostLines = 100_000;
    private const int LongestText = 200;

    /// <summary>The patents, in ascending order.</summary>
    public IReadOnlyList<Patent> Patents =>
        [.. Lines.Select(line => line.Patent).OfType<Patent>().Order(Comparer<Patent>.Create(PatentList.Compare))];

    public static PatentSheet Read(ReadOnlySpan<byte> bytes, SheetDefaults defaults)
    {
        var refusal = SheetText.Read(bytes, out var text);
        var rows = SheetText.Rows(text, ',', MostLines);
        return (refusal ?? SheetText.Judge(rows, MostLines)) is { } wrong ? new([], wrong) : Read(rows, defaults);
    }

    private static PatentSheet Read(List<CsvLine> rows, SheetDefaults defaults)
    {
        var first = rows[0];
        List<SheetColumn?> columns = [.. first.Fields.Select(field => SheetColumnNames.Find(field.Text))];
        var isHeader = columns.Exists(column => column is not null);
        if (first.Refusal is null && Judge(first, columns, isHeader) is { } wrong)
        {
            return new([wrong], null);
        }

        List<SheetColumn> named = isHeader ? [.. columns.Select(column => column!.Value)] : [SheetColumn.Number];
        var lines = ImmutableArray.CreateBuilder<SheetLine>();
        Dictionary<PublicationNumber, int> seen = [];
        foreach (var row in rows.Skip(isHeader ? 1 : 0))
        {
            var line = Read(row, named, defaults);
            if (line.Patent is { } patent)
            {
                var key = new PublicationNumber(patent.Country, patent.Number, null);
                line = seen.TryAdd(key, line.Line) ? line : line with { Patent = null, Refusal = new CsvDuplicate(key.ToString(), seen[key]) };
            }

            lines.Add(line);
        }

        return new(lines.ToImmutable(), null);
    }

    private static SheetLine? Judge(CsvLine first, List<SheetColumn?> columns, bool isHeader)
    {
        SheetLine At(int column, Refusal refusal) => new(first.Line, first.Fields[column].Column, first.Fields[column].Text, null, refusal);

        if (!isHeader)
        {
            return columns.Count == 1 ? null : At(1, new CsvHeaderMissing(columns.Count));
        }

        if (SheetText.JudgeHeader(first, columns) is { } wrong)
        {
            return At(wrong.Column, wrong.Refusal);
        }

        return columns.Contains(SheetColumn.Number) ? null : At(0, new CsvNumberMissing());
    }

    private static SheetLine Read(CsvLine row, List<SheetColumn> columns, SheetDefaults defaults)
    {
        if (row.Refusal is { } refusal)
        {
            return new(row.Line, row.Column, "", null, refusal);
        }

        if (row.Fields.Length != columns.Count)
        {
            var at = row.Fields[Math.Min(columns.Count, row.Fields.Length - 1)].Column;
            return new(row.Line, at, row.Fields[0].Text, null, new CsvColumns(row.Fields.Length, columns.Count));
        }

        return new SheetRow(row, columns, defaults).Read();
    }

    /// <summary>One line under its columns.</summary>
    private sealed class SheetRow(CsvLine row, List<SheetColumn> columns, SheetDefaults defaults)
    {
        private SheetLine? _wrong;

        public SheetLine Read()
        {
            var number = Field(SheetColumn.Number);
            var country = Text(SheetColumn.Country)?.ToUpperInvariant();
            if (country is not null && defaults.Country is { } expected && !string.Equals(country, expected, StringComparison.Ordinal))
            {
                Wrong(SheetColumn.Country, new PublicationCountryDiffers(country, expected, 1));
            }

            var reading = PublicationNumber.Read(number.Text, country ?? defaults.Country);
            if (!reading.TryGet(out var publication))
            {
                _wrong ??= new(row.Line, number.Column + reading.Refusal!.Position - 1, number.Text, null, reading.Refusal);
            }

            var patent = new Patent(
                publication.Country ?? "",
                publication.Number ?? "",
                Kind(publication.Kind),
                Text(SheetColumn.Family),
                defaults.Holder,
                Text(SheetColumn.Standard) ?? defaults.Standard,
                Text(SheetColumn.StandardVersion) ?? defaults.StandardVersion,
                Day(SheetColumn.InForceFrom),
                Day(SheetColumn.InForceUntil),
                Text(SheetColumn.Source) ?? defaults.Source,
                Day(SheetColumn.RetrievedAt) ?? defaults.RetrievedAt,
                null);
            if (_wrong is null && PatentDecision.Decide(defaults.Holder, [patent]).Refusal is { } refusal)
            {
                Wrong(SheetColumn.Number, refusal);
            }

            return _wrong ?? new(row.Line, number.Column, number.Text, patent, null);
        }

        private string? Kind(string? said)
        {
            var kind = Text(SheetColumn.Kind)?.ToUpperInvariant();
            if (kind is not null && said is not null && !string.Equals(kind, said, StringComparison.Ordinal))
            {
                Wrong(SheetColumn.Kind, new CsvKindDiffers(kind, said));
            }
            else if (kind is not null && !PublicationNumber.KindForm().IsMatch(kind))
            {
                Wrong(SheetColumn.Kind, new PublicationKindInvalid(kind, 1));
            }

            return kind ?? said;
        }

        private ulong? Day(SheetColumn column)
        {
            if (Text(column) is not { } text)
            {
                return null;
            }

            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year > 1970)
            {
                return (ulong)new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();
            }

            Wrong(column, new CsvValue(SheetColumnText(column), text));
            return null;
        }

        private string? Text(SheetColumn column)
        {
            var text = Field(column).Text?.Trim() ?? "";
            if (text.Length > LongestText)
            {
                Wrong(column, new CsvValue(SheetColumnText(column), text[..20] + "…"));
            }

            return text.Length == 0 ? null : text;
        }

        private CsvField Field(SheetColumn column) => columns.IndexOf(column) is >= 0 and var i ? row.Fields[i] : default;

        private void Wrong(SheetColumn column, Refusal refusal) =>
            _wrong ??= new(row.Line, Field(column).Column, Field(column).Text ?? "", null, refusal);

        private static string SheetColumnText(SheetColumn column) => char.ToLowerInvariant($"{column}"[0]) + $"{column}"[1..];
    }
}
