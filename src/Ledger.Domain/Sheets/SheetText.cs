// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Ledger.Domain.Sheets;

/// <summary>What all sheets have in common: UTF-8, lines, and a line that names the columns.</summary>
internal static class SheetText
{
    /// <summary>The text of the bytes without byte order mark, or why it is none.</summary>
    public static Refusal? Read(ReadOnlySpan<byte> bytes, out string text)
    {
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
            return null;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return new CsvEncoding();
        }
    }

    /// <summary>The lines that are not blank; one more than <paramref name="most"/> where there are too many.</summary>
    public static List<CsvLine> Rows(string text, char separator, int most) =>
        [.. CsvText.Read(text, separator).Where(line => !line.IsBlank).Take(most + 1)];

    /// <summary>Whether there are lines, and not too many.</summary>
    public static Refusal? Judge(List<CsvLine> rows, int most) =>
        rows.Count == 0 ? new CsvEmpty() : rows.Count > most ? new CsvTooLong(most) : null;

    /// <summary>The first field of the header that names no column, or one that was named before.</summary>
    public static (int Column, Refusal Refusal)? JudgeHeader<TColumn>(CsvLine header, List<TColumn?> columns)
        where TColumn : struct, Enum
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] is null)
            {
                return (i, new CsvHeaderUnknown(header.Fields[i].Text));
            }

            if (columns.IndexOf(columns[i]) < i)
            {
                return (i, new CsvHeaderTwice(header.Fields[i].Text));
            }
        }

        return null;
    }

    /// <summary>A column's name by its letters alone, so that <c>In force from</c> and <c>in_force_from</c> are one.</summary>
    public static string Letters(string name) => string.Concat(name.Where(char.IsLetter)).ToLowerInvariant();
}
