// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Ledger.Domain.Usage;

/// <summary>
/// Which products are asked for, by names as people type them: letters of any case and width, any dash, any run of spaces. A star at
/// the end asks for all that begin so; <c>\*</c> there is a star of the name.
/// </summary>
/// <remarks><code>
/// folded = full-width forms (U+FF01 to U+FF5E) as ASCII, upper case by Unicode's invariant rules, dashes (Unicode's class Pd and U+2212) as "-", each run of white space as one space, none at the ends
/// asked  = folded                           ; that product
///        | folded "*"                       ; the products whose folded name begins so
/// </code></remarks>
public sealed record ProductPattern
{
    private const char Star = '*';
    private const char FirstWide = '\uFF01';
    private const char LastWide = '\uFF5E';
    private const int WideOffset = 0xFEE0;

    private ProductPattern(string text, bool isPrefix) => (Text, IsPrefix) = (text, isPrefix);

    /// <summary>The folded name, or its beginning.</summary>
    public string Text { get; }

    /// <summary>Whether names that only begin so are meant.</summary>
    public bool IsPrefix { get; }

    /// <summary>Reads what was asked.</summary>
    public static ProductPattern Of(string asked)
    {
        var folded = Fold(asked);
        return folded.EndsWith(@"\*", StringComparison.Ordinal) ? new(folded[..^2] + Star, false)
            : folded.EndsWith(Star) ? new(folded[..^1], true)
            : new(folded, false);
    }

    /// <summary>Whether a line's product is meant.</summary>
    public bool Matches(string product)
    {
        var folded = Fold(product);
        return IsPrefix ? folded.StartsWith(Text, StringComparison.Ordinal) : string.Equals(folded, Text, StringComparison.Ordinal);
    }

    /// <summary>A name without what people do not mean to say: case, width, kind of dash, white space.</summary>
    public static string Fold(string name)
    {
        // Not NFKC: it is not to be had without ICU, and the width of letters is what Chinese keyboards differ in.
        var folded = new StringBuilder(name.Length);
        var isGap = false;
        foreach (var typed in name)
        {
            var letter = typed is >= FirstWide and <= LastWide ? (char)(typed - WideOffset) : typed;
            if (char.IsWhiteSpace(letter))
            {
                isGap = folded.Length > 0;
                continue;
            }

            if (isGap)
            {
                folded.Append(' ');
                isGap = false;
            }

            folded.Append(char.GetUnicodeCategory(letter) is UnicodeCategory.DashPunctuation || letter == '\u2212' ? '-' : char.ToUpperInvariant(letter));
        }

        return folded.ToString();
    }
}
