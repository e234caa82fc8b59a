// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>The forms of texts within records.</summary>
internal static class RecordText
{
    /// <summary>A text that must be there.</summary>
    public static Refusal? Check(string field, string text) =>
        text.Length is 0 or > IntakeOptions.LongestText || text.Any(char.IsControl) || !IsWellFormed(text) ? new TextInvalid(field) : null;

    /// <summary>Two upper-case letters, or empty when unknown.</summary>
    public static Refusal? CheckCountry(string field, string country) =>
        country is "" or [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? null : new CountryInvalid(field, country);

    public static Refusal? CheckAct(PatentAct act) => act <= PatentAct.Stream ? null : new PatentActUnknown((byte)act);

    /// <summary>No surrogate stands alone: else two texts could share their UTF-8.</summary>
    public static bool IsWellFormed(string text)
    {
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
