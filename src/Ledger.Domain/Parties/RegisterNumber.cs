// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Parties;

/// <summary>Numbers of registers in which parties stand, with the check digits that some of them have.</summary>
public static class RegisterNumber
{
    /// <summary>统一社会信用代码, GB 32100: eighteen signs, the last a check sign modulo 31.</summary>
    public const string UnifiedSocialCreditCode = "unifiedSocialCreditCode";

    /// <summary>Legal Entity Identifier, ISO 17442: twenty signs, the last two check digits by ISO 7064 modulo 97-10.</summary>
    public const string Lei = "lei";

    /// <summary>Any other register: its numbers are taken as they are.</summary>
    public const string Other = "other";

    // GB 32100 leaves out I, O, S, V, Z.
    private const string CreditSigns = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const int CreditLength = 18;
    private const int LeiLength = 20;
    private const int Modulus = 97;

    // Registering authority and kind of organisation, then the region's six digits.
    private const int RegionStart = 2;
    private const int RegionEnd = 8;

    /// <summary>Whether a number is one of its kind; false for kinds that are not named here.</summary>
    public static bool IsValid(string kind, string number) => kind switch
    {
        UnifiedSocialCreditCode => IsCreditCode(number),
        Lei => IsLei(number),
        Other => !string.IsNullOrWhiteSpace(number),
        _ => false,
    };

    private static bool IsCreditCode(string number)
    {
        if (number.Length != CreditLength)
        {
            return false;
        }

        var (sum, weight) = (0, 1);
        for (var i = 0; i < CreditLength; i++)
        {
            var value = CreditSigns.IndexOf(number[i], StringComparison.Ordinal);
            if (value < 0 || (i is >= RegionStart and < RegionEnd && !char.IsAsciiDigit(number[i])))
            {
                return false;
            }

            sum += value * (i == CreditLength - 1 ? 1 : weight); // the check sign makes the sum divisible
            weight = weight * 3 % CreditSigns.Length;
        }

        return sum % CreditSigns.Length == 0;
    }

    private static bool IsLei(string number)
    {
        // The formula gives 02 to 98: 00, 01 and 99 would pass the division, too, and are no check digits.
        if (number.Length != LeiLength || !char.IsAsciiDigit(number[^1]) || !char.IsAsciiDigit(number[^2]) || number[^2..] is "00" or "01" or "99")
        {
            return false;
        }

        var remainder = 0;
        foreach (var sign in number)
        {
            if (!char.IsAsciiDigit(sign) && !char.IsAsciiLetterUpper(sign))
            {
                return false;
            }

            remainder = char.IsAsciiDigit(sign)
                ? ((remainder * 10) + (sign - '0')) % Modulus
                : ((remainder * 100) + (sign - 'A' + 10)) % Modulus;
        }

        return remainder == 1;
    }
}
