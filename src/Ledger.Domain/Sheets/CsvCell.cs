// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Sheets;

/// <summary>Writes CSV as RFC 4180 has it; what a spreadsheet would take for a formula is made text by an apostrophe before it.</summary>
public static class CsvCell
{
    // The second half are the full-width forms of the first four.
    private const string Formulas = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>A line with its end.</summary>
    public static string Line(params IEnumerable<string> cells) => string.Join(',', cells.Select(Of)) + "\r\n";

    /// <summary>One cell.</summary>
    public static string Of(string text)
    {
        var plain = text.Length > 0 && Formulas.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return plain.AsSpan().IndexOfAny(",\"\r\n") < 0 ? plain : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
