// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Ledger.Domain.Schedules.Numbers;

/// <summary>The offices whose rules are short: EP, DE, FR, GB, KR, TW; and, by length alone, all others.</summary>
internal static partial class OfficeNumbers
{
    private const int LongestElsewhere = 12;

    public static PublicationReading Read(NumberPart part)
    {
        var digits = part.Digits;
        var bare = NumberPart.Bare(digits);
        return part.Country switch
        {
            "EP" or "DE" when Application().IsMatch(part.Body.Replace(" ", "", StringComparison.Ordinal)) => new PublicationIsApplication(part.Position),
            "EP" when digits.Length == 8 => new PublicationIsApplication(part.Position),
            "EP" => bare.Length is > 0 and <= 7 ? part.Is(bare, "AB") : part.NotOfOffice(),
            "DE" => bare.Length is (> 0 and <= 8) or 12 ? part.Is(bare) : part.NotOfOffice(),
            "FR" => bare.Length is > 0 and <= 7 ? part.Is(bare) : part.NotOfOffice(),
            "GB" => bare.Length is > 0 and <= 7 || (bare.Length == 9 && bare[0] == '1') ? part.Is(bare) : part.NotOfOffice(),
            "KR" => Korean(part),
            "TW" => Taiwanese().Match(part.Body) is { Success: true } match
                ? part.Is(match.Groups["number"].Value.Replace(" ", "", StringComparison.Ordinal))
                : part.NotOfOffice(),
            _ => Elsewhere().Match(part.Body) is { Success: true } match ? Other(part, match.Groups["letters"].Value, match.Groups["rest"].Value) : part.NotOfOffice(),
        };
    }

    private static PublicationReading Korean(NumberPart part)
    {
        var dashed = KoreanDashed().Match(part.Body);
        return dashed.Success
            ? part.Is((dashed.Groups["year"].Success ? dashed.Groups["year"].Value : dashed.Groups["type"].Value) + dashed.Groups["serial"].Value)
            : part.Digits switch
            {
                { Length: 9 } granted => part.Is(granted),
                { Length: 11 } published when published[..2] is "19" or "20" => part.Is(published),
                { Length: 13 } typed when typed[..2] is "10" or "20" && typed[2..4] is "19" or "20" => part.Is(typed[2..]),
                _ => part.NotOfOffice(),
            };
    }

    private static PublicationReading Other(NumberPart part, string letters, string rest)
    {
        var digits = NumberPart.DigitsOf(rest);
        var bare = NumberPart.Bare(digits);
        return bare.Length == 0 || digits.Length > LongestElsewhere ? part.NotOfOffice() : part.Is(letters + (letters.Length == 0 ? bare : digits));
    }

    [GeneratedRegex("^(?:[0-9]{8}|[0-9]{12})\\.[0-9]\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Application();

    [GeneratedRegex(
        "^(?:(?<type>[12]0) ?- ?)?(?:(?<year>(?:19|20)[0-9]{2}) ?- ?(?<serial>[0-9]{7})|(?<=- ?)(?<serial>[0-9]{7}))\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex KoreanDashed();

    [GeneratedRegex("^(?<number>[IMD] ?[0-9]{6}|[0-9]{1,6}|20[0-9]{7})\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Taiwanese();

    [GeneratedRegex("^(?<letters>[A-Z]{0,2}) ?(?<rest>[0-9].*)\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Elsewhere();
}
