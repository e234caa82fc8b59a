// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Ledger.Domain.Schedules.Numbers;

namespace Ledger.Domain.Schedules;

/// <summary>A patent publication in canonical DOCDB form: country, number, and where it is known the kind code, such as <c>US7292636B2</c>.</summary>
/// <remarks>
/// <code>
/// publication = country number [kind]
/// country     = 2 × A–Z                    ; WIPO ST.3
/// number      = 0–2 letters, 1–13 digits   ; letters as in US RE38563, JP H0783018, TW I234567
/// kind        = A–Z, then at most one digit  ; WIPO ST.16
/// </code>
/// No leading zeros, but those of a two-digit year (WO 02…, JP H07…, CN applications of 2000 to 2003). A missing kind code or
/// country is never guessed. A Chinese application number (also one behind <c>ZL</c>, which is that of a granted patent) stands
/// for itself, without its check digit: its shape is that of no publication.
/// </remarks>
public readonly partial record struct PublicationNumber : IComparable<PublicationNumber>
{
    internal PublicationNumber(string country, string number, string? kind) => (Country, Number, Kind) = (country, number, kind);

    public string Country { get; }

    /// <summary>Without country and kind.</summary>
    public string Number { get; }

    /// <summary>The kind code; null where it is not known.</summary>
    public string? Kind { get; }

    /// <summary>Whether it is the number of a Chinese application, and of no publication.</summary>
    public bool IsApplication => Country is "CN" && ChineseNumbers.IsApplication(Number);

    /// <summary>Reads the canonical form and nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PublicationNumber number) =>
        Read(text).TryGet(out number) && string.Equals(number.ToString(), text, StringComparison.Ordinal);

    /// <summary>Reads canonical, EPODOC and printed forms: <c>US 7,292,636 B2</c>, <c>WO 2005/012345 A1</c>, <c>特開平7-123456</c>, <c>ZL 96123456.3</c>.</summary>
    /// <param name="country">The country of numbers that do not say theirs; a text that says another is refused.</param>
    public static PublicationReading Read(string? text, string? country = null) => PublicationReader.Read(text ?? "", country);

    /// <summary>Takes the parts of a leaf: of the grammar above, whether or not the office ever gave such a number.</summary>
    public static bool TryCreate(string country, string number, string? kind, out PublicationNumber publication)
    {
        var isFormed = CountryCodes.Knows(country) && NumberForm().IsMatch(number) && (kind is null || KindForm().IsMatch(kind));
        publication = isFormed ? new(country, number, kind) : default;
        return isFormed;
    }

    /// <summary>Splits a text of the grammar above into its parts, as <see cref="TryCreate"/> takes them.</summary>
    public static bool TrySplit(string text, out PublicationNumber publication)
    {
        var match = Parts().Match(text);
        var kind = match.Groups["kind"];
        publication = default;
        return match.Success
            && TryCreate(match.Groups["country"].Value, match.Groups["number"].Value, kind.Success ? kind.Value : null, out publication);
    }

    /// <summary>A patent's publication as text; without the parts that its leaf does not know.</summary>
    public static string Of(Patent patent) => patent.Country + patent.Number + patent.Kind;

    /// <summary>The order of a list: country, then number, by code unit. The kind has no say: one number stands once.</summary>
    public int CompareTo(PublicationNumber other) =>
        string.CompareOrdinal(Country, other.Country) is not 0 and var byCountry ? byCountry : string.CompareOrdinal(Number, other.Number);

    public static bool operator <(PublicationNumber left, PublicationNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(PublicationNumber left, PublicationNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(PublicationNumber left, PublicationNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PublicationNumber left, PublicationNumber right) => left.CompareTo(right) >= 0;

    /// <summary>The form that the office prints, which <see cref="Read"/> takes back to the same number.</summary>
    public string ToPrinted() => PrintedForms.Of(this);

    public override string ToString() => Country + Number + Kind;

    [GeneratedRegex("^[A-Z]{0,2}[0-9]{1,13}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberForm();

    [GeneratedRegex("^[A-Z][0-9]?\\z", RegexOptions.CultureInvariant, 1000)]
    internal static partial Regex KindForm();

    [GeneratedRegex(
        "^(?<country>[A-Z]{2})(?<number>[A-Z]{0,2}[0-9]{1,13})(?<kind>[A-Z][0-9]?)?\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Parts();
}
