// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>Choices as the terms write them: lower case, words joined by hyphens (<c>per-unit</c>).</summary>
public static class TermWords
{
    /// <summary>The word of a choice.</summary>
    public static string Of<T>(T choice)
        where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var letter in choice.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && word.Length > 0)
            {
                word.Append('-');
            }

            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }

    /// <summary>The choice of a word, where it is exactly one.</summary>
    public static bool TryParse<T>(string word, out T choice)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (string.Equals(Of(candidate), word, StringComparison.Ordinal))
            {
                choice = candidate;
                return true;
            }
        }

        choice = default;
        return false;
    }

    /// <summary>Every word that a choice may be.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Of);
}
