// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Ledger.Domain.Schedules.Numbers;

/// <summary>What stands behind the country: the number as written, the kind code, and where they begin.</summary>
internal readonly partial record struct NumberPart(string Country, string Body, string? Kind, int Position, int KindPosition)
{
    /// <summary>The digits, where nothing else stands between them than spaces, or commas or stops by the thousand; else empty.</summary>
    public string Digits => DigitsOf(Body);

    public static string DigitsOf(string text) => Grouped().IsMatch(text) ? string.Concat(text.Where(char.IsAsciiDigit)) : "";

    /// <summary>Without leading zeros; empty when nothing is left.</summary>
    public static string Bare(string digits) => digits.TrimStart('0');

    public PublicationReading Is(string number) => new PublicationNumber(Country, number, Kind);

    /// <summary>The number, where kind codes of these letters alone belong to it.</summary>
    public PublicationReading Is(string number, string letters) =>
        Kind is null || letters.Contains(Kind[0], StringComparison.Ordinal) ? Is(number) : new PublicationKindMismatch(Kind, number, KindPosition);

    public PublicationReading NotOfOffice() => new PublicationNotOfOffice(Country, Body, Position);

    [GeneratedRegex("^(?:[0-9]+(?: [0-9]+)*|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:\\.[0-9]{3})+)\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grouped();
}
