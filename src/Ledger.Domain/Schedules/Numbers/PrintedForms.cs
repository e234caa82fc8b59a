// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Schedules.Numbers;

/// <summary>Publication numbers as their offices print them.</summary>
internal static class PrintedForms
{
    public static string Of(PublicationNumber publication)
    {
        var (country, number) = (publication.Country, publication.Number);
        var printed = country switch
        {
            "US" when number.Length == 10 && char.IsAsciiDigit(number[0]) => $"{number[..4]}/0{number[4..]}",
            "US" => Thousands(number, ','),
            "EP" or "FR" or "GB" => Thousands(number, ' '),
            "WO" => number.Length == 10 ? $"{number[..4]}/{number[4..]}" : $"{number[..2]}/{number[2..]}",
            "JP" when number[0] is 'S' or 'H' => $"{number[..3]}-{number[3..]}",
            "JP" when number.Length == 10 => $"{number[..4]}-{number[4..]}",
            "KR" when number.Length == 9 && number[..2] is "10" or "20" => $"{number[..2]}-{number[2..]}",
            "KR" when number.Length == 11 => $"{number[..4]}-{number[4..]}",
            "CN" when publication.IsApplication => $"{number}.{ChineseNumbers.CheckDigit(number)}",
            "DE" when number.Length == 12 => $"{number[..2]} {number[2..6]} {number[6..9]} {number[9..]}",
            _ => number,
        };
        return publication.Kind is null ? $"{country} {printed}" : $"{country} {printed} {publication.Kind}";
    }

    /// <summary>Digits by the thousand, behind what letters there are.</summary>
    private static string Thousands(string number, char separator)
    {
        var letters = number.Length - number.TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray()).Length;
        var text = number;
        for (var i = number.Length - 3; i > letters; i -= 3)
        {
            text = text.Insert(i, separator.ToString());
        }

        return text;
    }
}
