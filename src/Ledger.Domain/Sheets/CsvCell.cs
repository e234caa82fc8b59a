// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Sheets;

/// <summary>Writes CSV as RFC 4180 has it; what a spreadsheet would take for a formula is made text by an apostrophe before it.</summary>
/// <remarks>So is such a text that has apostrophes before it already: whoever takes one away again has every text as it was.</remarks>
public static class CsvCell
{
    // The second half are the full-width forms of the first four.
    private const string Formulas = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>A line with its end.</summary>
    public static string Line(params IEnumerable<string> cells) => string.Join(',', cells.Select(Of)) + "\r\n";

    /// <summary>One cell.</summary>
    public static string Of(string text)
    {
        var plain = IsFormula(text) ? "'" + text : text;
        return plain.AsSpan().IndexOfAny(",\"\r\n") < 0 ? plain : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The text of a cell that <see cref="Of"/> wrote and a reader of CSV has read.</summary>
    public static string TextOf(string cell) => cell is ['\'', ..] && IsFormula(cell) ? cell[1..] : cell;

    private static bool IsFormula(string text) => text.AsSpan().TrimStart('\'') is [var first, ..] && Formulas.Contains(first, StringComparison.Ordinal);
}
