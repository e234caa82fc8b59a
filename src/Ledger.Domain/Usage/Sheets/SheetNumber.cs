// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Ledger.Ethereum;

namespace Ledger.Domain.Usage.Sheets;

/// <summary>Numbers as a sheet of usage has them: digits, and a point before the decimals.</summary>
/// <remarks><code>
/// number = 1*DIGIT ["." 1*DIGIT]
/// </code></remarks>
internal static partial class SheetNumber
{
    /// <summary>Reads a number into units of its last decimal.</summary>
    /// <param name="decimals">How many decimals it may have.</param>
    public static Refusal? Read(string text, int decimals, out UInt256 value)
    {
        value = UInt256.Zero;
        var match = Form().Match(text);
        if (!match.Success)
        {
            return Judge(text);
        }

        var fraction = match.Groups["fraction"].Value;
        if (fraction.Length > decimals)
        {
            return new CsvNumberDecimals(text, decimals);
        }

        var digits = (match.Groups["whole"].Value + fraction.PadRight(decimals, '0')).TrimStart('0');
        return digits.Length == 0 || UInt256.TryParse(digits, out value) ? null : new CsvNumberLarge(text.Length > 40 ? text[..40] + "…" : text);
    }

    /// <summary>A number in units of its last decimal, as it is written in a sheet.</summary>
    public static string Write(BigInteger value, int decimals)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
    }

    private static Refusal Judge(string text) =>
        text.Any(letter => !char.IsAscii(letter) && (char.IsDigit(letter) || letter is '，' or '．' or '。')) ? new CsvNumberWide(text)
        : text.Contains(',', StringComparison.Ordinal) ? new CsvNumberComma(text)
        : Grouped().IsMatch(text) ? new CsvNumberGrouped(text)
        : Shortened().IsMatch(text) ? new CsvNumberShortened(text)
        : new CsvNumber(text);

    [GeneratedRegex(@"^(?<whole>[0-9]+)(\.(?<fraction>[0-9]+))?\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Form();

    [GeneratedRegex(@"^[0-9]+([\s'’_.][0-9]+)+\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Shortened();
}
