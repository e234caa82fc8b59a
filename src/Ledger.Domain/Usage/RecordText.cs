// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>The forms of texts within records.</summary>
internal static class RecordText
{
    /// <summary>A text that must be there.</summary>
    public static Refusal? Check(string field, string text) =>
        text.Length is 0 or > IntakeOptions.LongestText || HasControls(text) || !IsWellFormed(text) ? new TextInvalid(field) : null;

    /// <summary>A text that may be left empty.</summary>
    public static Refusal? CheckOptional(string field, string text) => text.Length == 0 ? null : Check(field, text);

    /// <summary>Two upper-case letters, or empty when unknown.</summary>
    public static Refusal? CheckCountry(string field, string country) => country.Length == 0 || IsCountry(country) ? null : new CountryInvalid(field, country);

    /// <summary>Country codes parted by single spaces, or empty for everywhere.</summary>
    public static Refusal? CheckTerritory(string territory) =>
        territory.Length == 0 || (territory.Length <= IntakeOptions.LongestText && territory.Split(' ').All(IsCountry)) ? null : new TerritoryInvalid(territory);

    public static Refusal? CheckAct(PatentAct act) => act <= PatentAct.Stream ? null : new PatentActUnknown((byte)act);

    /// <summary>Whether a letter of it is of Unicode's class of controls.</summary>
    private static bool HasControls(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\0', '\u001F') || text.ContainsAnyInRange('\u007F', '\u009F');

    private static bool IsCountry(string code) => code is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'];

    /// <summary>No surrogate stands alone: else two texts could share their UTF-8.</summary>
    public static bool IsWellFormed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return true;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
