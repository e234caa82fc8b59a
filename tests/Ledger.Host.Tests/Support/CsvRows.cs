// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Ledger.Host.Tests.Support;

/// <summary>Reads CSV as RFC 4180 has it, as a foreign program does.</summary>
internal static class CsvRows
{
    public static IReadOnlyList<string[]> Of(string text)
    {
        List<string[]> rows = [];
        List<string> row = [];
        for (var at = 0; at < text.Length;)
        {
            row.Add(Cell(text, ref at));
            if (at < text.Length && text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.True(text.AsSpan(at).StartsWith("\r\n", StringComparison.Ordinal), $"A cell ends at {at} with no line end.");
            at += 2;
            rows.Add([.. row]);
            row.Clear();
        }

        Assert.Empty(row);
        return rows;
    }

    private static string Cell(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var end = text.AsSpan(at).IndexOfAny(",\r\n");
            var plain = end < 0 ? text[at..] : text[at..(at + end)];
            Assert.DoesNotContain('"', plain);
            at += plain.Length;
            return plain;
        }

        var cell = new StringBuilder();
        for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
        {
            at += text[at] == '"' ? 1 : 0;
            cell.Append(text[at]);
        }

        at++;
        return cell.ToString();
    }
}
