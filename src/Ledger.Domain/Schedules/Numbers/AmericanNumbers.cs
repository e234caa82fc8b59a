// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Ledger.Domain.Schedules.Numbers;

/// <summary>The United States: patents, reissues (RE), designs (D), plants (PP), statutory inventions (H), applications by year.</summary>
internal static partial class AmericanNumbers
{
    private const int LongestGrant = 8;
    private const int LongestPrefixed = 7;

    public static PublicationReading Read(NumberPart part)
    {
        if (ByYear().Match(part.Body) is { Success: true } byYear)
        {
            return Published(part, byYear.Groups["year"].Value, byYear.Groups["serial"].Value);
        }

        var match = Prefixed().Match(part.Body);
        var (prefix, digits) = (match.Groups["prefix"].Value, NumberPart.DigitsOf(match.Groups["digits"].Value));
        var bare = NumberPart.Bare(digits);
        return (prefix, digits.Length) switch
        {
            (_, 0) => part.NotOfOffice(),
            (_, _) when bare.Length == 0 => part.NotOfOffice(),
            ("", 10) => Published(part, digits[..4], digits[4..]),
            ("", 11) when part.Kind is null => new PublicationAmbiguous(part.Position), // also the form of an application's number
            ("", 11) => Published(part, digits[..4], digits[4..]),
            ("", <= LongestGrant) => Granted(part, prefix, bare),
            (_, <= LongestPrefixed) when prefix.Length > 0 => Granted(part, prefix, bare),
            _ => part.NotOfOffice(),
        };
    }

    private static PublicationReading Granted(NumberPart part, string prefix, string digits)
    {
        var meant = part.Kind?[0] switch
        {
            'A' when prefix is "X" => prefix, // before the numbering of 1836
            'A' or 'B' => "",
            'E' => "RE",
            'H' => "H",
            'P' => "PP",
            'S' => "D",
            _ => prefix,
        };
        return string.Equals(meant, prefix, StringComparison.Ordinal)
            ? part.Is(prefix + digits)
            : new PublicationKindMismatch(part.Kind!, prefix + digits, part.KindPosition);
    }

    /// <summary>An application as published: printed with seven digits behind the year, in DOCDB with six.</summary>
    private static PublicationReading Published(NumberPart part, string year, string serial) =>
        string.CompareOrdinal(year, "2001") < 0 || string.CompareOrdinal(year, "2099") > 0
        || (serial.Length == 7 && serial[0] != '0') || NumberPart.Bare(serial).Length == 0
            ? part.NotOfOffice()
            : part.Is(year + serial[^6..], "AP");

    [GeneratedRegex("^(?<year>[0-9]{4}) ?/ ?(?<serial>[0-9]{6,7})\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ByYear();

    [GeneratedRegex("^(?<prefix>RE|PP|[DHTX])? ?(?<digits>[0-9].*)\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prefixed();
}
