// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Ledger.Application.Graphs;

/// <summary>
/// How wide a text is at most, whichever of its fonts the reader's system has: a drawing carries none. Measured after the wide ones
/// (DejaVu Sans, Verdana); where the system's is narrower, a line ends earlier than it must, and never passes its box.
/// </summary>
internal static class TextWidth
{
    /// <summary>The type's size in units of the drawing.</summary>
    public const int Size = 13;

    private const int Em = 100;
    private const int BoldPercent = 113;
    private const int FirstWide = 0x1100; // from the Hangul letters on, whatever is drawn is drawn on a square

    /// <summary>As much of a text as fits into so many units; what is left out stands as an ellipsis.</summary>
    public static string Fit(string text, int room, bool isBold = false)
    {
        var left = room * Em / Size;
        if (Of(text, isBold) <= left)
        {
            return text;
        }

        left -= Scaled(Em, isBold); // the ellipsis
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Scaled(Of(rune), isBold);
            if (left < 0)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.ToString().TrimEnd() + '…';
    }

    private static int Of(string text, bool isBold) => text.EnumerateRunes().Sum(rune => Scaled(Of(rune), isBold));

    private static int Scaled(int width, bool isBold) => isBold ? width * BoldPercent / Em : width;

    /// <summary>In hundredths of an em.</summary>
    private static int Of(Rune rune) => rune.Value switch
    {
        >= FirstWide => Em,
        'i' or 'j' or 'l' or 'I' or '|' or '\'' or '.' or ',' or ':' or ';' or ' ' or '·' => 40,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' or '/' => 46,
        'm' or 'w' or 'M' or 'W' or '@' or '%' or '–' or '—' or '…' => Em,
        >= 'A' and <= 'Z' => 80,
        >= 'a' and <= 'z' or >= '0' and <= '9' => 65,
        _ => 84,
    };
}
