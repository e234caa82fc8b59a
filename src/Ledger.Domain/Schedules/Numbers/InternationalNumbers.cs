// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.Domain.Schedules.Numbers;

/// <summary>The PCT: two digits of the year and five of the serial until mid-2002, then six, four of the year from 2004 on.</summary>
internal static partial class InternationalNumbers
{
    private const int FirstYear = 1978;
    private const int YearOfChange = 2002;
    private const int FirstLongYear = 2004;

    public static PublicationReading Read(NumberPart part)
    {
        var match = Slashed().Match(part.Body) is { Success: true } slashed ? slashed : Whole().Match(part.Body);
        if (!match.Success)
        {
            return part.NotOfOffice();
        }

        var (year, serial) = (match.Groups["year"].Value, match.Groups["serial"].Value);
        var bare = NumberPart.Bare(serial);
        var whole = int.Parse(year, NumberStyles.None, CultureInfo.InvariantCulture);
        var common = year.Length == 4 ? whole : whole >= FirstYear % 100 ? 1900 + whole : 2000 + whole;
        return common switch
        {
            _ when bare.Length == 0 => part.NotOfOffice(),
            < FirstYear or > 2099 => part.NotOfOffice(),
            YearOfChange when year.Length == 4 => new PublicationAmbiguous(part.Position), // five digits, or six?
            YearOfChange => serial.Length < 5 ? part.NotOfOffice() : part.Is(year + serial, "A"),
            < YearOfChange => bare.Length > 5 ? part.NotOfOffice() : part.Is($"{common % 100:00}{bare.PadLeft(5, '0')}", "A"),
            < FirstLongYear => part.Is($"{common % 100:00}{bare.PadLeft(6, '0')}", "A"),
            _ => part.Is(string.Create(CultureInfo.InvariantCulture, $"{common}{bare.PadLeft(6, '0')}"), "A"),
        };
    }

    [GeneratedRegex("^(?<year>[0-9]{4}|[0-9]{2}) ?/ ?(?<serial>[0-9]{1,6})\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slashed();

    [GeneratedRegex(
        "^(?:(?<year>(?:19|20)[0-9]{2}) ?(?<serial>[0-9]{6})|(?<year>[0-9]{2}) ?(?<serial>[0-9]{5})|(?<year>0[23]) ?(?<serial>[0-9]{6}))\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Whole();
}
