// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.Domain.Schedules.Numbers;

/// <summary>Japan: by year of the era until 1999 (<c>H0783018</c>), by year from 2000 on (<c>2005123456</c>), patents by number alone.</summary>
/// <remarks>As in DOCDB, the serial of an era's year has no leading zeros, that of a common year has six digits.</remarks>
internal static partial class JapaneseNumbers
{
    private const int LongestPatent = 7;
    private const int FirstCommonYear = 2000;

    public static PublicationReading Read(NumberPart part)
    {
        var body = part.Body.TrimEnd('号', '號');
        if (ByEra().Match(body) is { Success: true } byEra)
        {
            return ByYear(part, byEra.Groups["era"].Value[0], Number(byEra.Groups["year"]), byEra.Groups["serial"].Value);
        }

        if (ByCommonYear().Match(body) is { Success: true } byYear)
        {
            return ByYear(part, Number(byYear.Groups["year"]), byYear.Groups["serial"].Value);
        }

        if (WithoutEra().IsMatch(body))
        {
            return new PublicationEra(part.Position);
        }

        var bare = NumberPart.Bare(NumberPart.DigitsOf(body));
        return bare.Length is > 0 and <= LongestPatent ? part.Is(bare) : part.NotOfOffice();
    }

    private static PublicationReading ByYear(NumberPart part, char era, int year, string serial) => era switch
    {
        'S' or '昭' when year is >= 1 and <= 64 => Is(part, "S", year, serial),
        'H' or '平' when year is >= 1 and <= 11 => Is(part, "H", year, serial),
        'H' or '平' when year is >= 12 and <= 31 => ByYear(part, year + 1988, serial),
        'R' or '令' when year >= 1 => ByYear(part, year + 2018, serial),
        _ => new PublicationEra(part.Position),
    };

    private static PublicationReading ByYear(NumberPart part, int year, string serial) => year switch
    {
        >= FirstCommonYear => NumberPart.Bare(serial).Length == 0
            ? part.NotOfOffice()
            : part.Is(year.ToString(CultureInfo.InvariantCulture) + serial.PadLeft(6, '0')),
        1989 => new PublicationAmbiguous(part.Position), // Shōwa 64 and Heisei 1
        > 1989 => Is(part, "H", year - 1988, serial),
        >= 1926 => Is(part, "S", year - 1925, serial),
        _ => new PublicationEra(part.Position),
    };

    private static PublicationReading Is(NumberPart part, string era, int year, string serial) =>
        NumberPart.Bare(serial) is { Length: > 0 } bare ? part.Is(string.Create(CultureInfo.InvariantCulture, $"{era}{year:00}{bare}")) : part.NotOfOffice();

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "^(?<era>[A-Z]|昭和?|平成?|令和?) ?(?:(?<year>[0-9]{1,2}) ?[- ] ?|(?<year>[0-9]{2}))(?<serial>[0-9]{1,6})\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex ByEra();

    [GeneratedRegex("^(?<year>(?:19|20)[0-9]{2})(?: ?- ?(?<serial>[0-9]{1,6})|(?<serial>[0-9]{6}))\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ByCommonYear();

    [GeneratedRegex("^[0-9]{1,2} ?- ?[0-9]{1,6}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WithoutEra();
}
