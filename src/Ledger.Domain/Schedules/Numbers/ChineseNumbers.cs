// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Ledger.Domain.Schedules.Numbers;

/// <summary>China: publications of every era (ZC 0007), applications with their check digit (ZC 0006), and <c>ZL</c> before either form of these.</summary>
/// <remarks>
/// <code>
/// application = yy t nnnnn / yyyy t nnnnnnn     ; until September 2003, from then on; t = 1, 2, 3, and 8, 9 by way of the PCT
/// publication = yy t nnnnn                      ; 1985 to 1988: that of the application
///             / t nnnnnn / t nnnnnnnn           ; from 1989 on, and with eight digits behind the type from 2006 on
/// check       = Σ digit × (2 … 9, 2 …) mod 11, 10 written X
/// </code>
/// </remarks>
internal static partial class ChineseNumbers
{
    public static bool IsApplication(string number) => Application().IsMatch(number) && !EarlyPublication().IsMatch(number);

    /// <summary>Whether a text, spaces aside, is an application's number, check digit and all.</summary>
    public static bool IsLikeApplication(string text) => WithCheck().IsMatch(Spaceless(text));

    /// <summary>Reads an application's number from <paramref name="start"/> on.</summary>
    public static PublicationReading Read(string text, int start, bool isPatent)
    {
        var match = WithCheck().Match(Spaceless(text[start..]));
        if (!match.Success)
        {
            return text.AsSpan(start).IndexOfAnyInRange('0', '9') < 0
                ? new PublicationNumberMissing(start + 1)
                : new PublicationNotOfOffice("CN", (isPatent ? "ZL" : "") + text[start..], start + 1);
        }

        var (number, check) = (match.Groups["number"].Value, match.Groups["check"].Value);
        var expected = CheckDigit(number);
        return check.Length == 0 || check[0] == expected
            ? new PublicationNumber("CN", number, null)
            : new PublicationCheckDigit(check[0], expected, text.Length);
    }

    public static PublicationReading Read(NumberPart part)
    {
        var digits = part.Digits;
        if (EarlyPublication().IsMatch(digits))
        {
            return part.Is(digits, LettersOf(digits[2]));
        }

        return Publication().IsMatch(digits) ? part.Is(digits, LettersOf(digits[0]))
            : IsApplication(digits) ? new PublicationKindMismatch(part.Kind ?? "", digits, part.KindPosition)
            : part.NotOfOffice();
    }

    public static char CheckDigit(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            sum += (number[i] - '0') * ((i % 8) + 2);
        }

        return "0123456789X"[sum % 11];
    }

    private static string LettersOf(char type) => type switch
    {
        '1' => "ABC",
        '2' => "UY",
        _ => "SD",
    };

    private static string Spaceless(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex("^(?:(?:8[5-9]|9[0-9]|0[0-3])[12389][0-9]{5}|20(?:0[3-9]|[1-9][0-9])[12389][0-9]{7})\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Application();

    [GeneratedRegex(
        "^(?<number>(?:8[5-9]|9[0-9]|0[0-3])[12389][0-9]{5}|20(?:0[3-9]|[1-9][0-9])[12389][0-9]{7})(?:\\.?(?<check>[0-9X]))?\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex WithCheck();

    [GeneratedRegex("^8[5-8][123][0-9]{5}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EarlyPublication();

    [GeneratedRegex("^[123](?:[0-9]{6}|[0-9]{8})\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Publication();
}
