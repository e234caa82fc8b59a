// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Ledger.Domain.Schedules;

/// <summary>A patent publication in canonical DOCDB form: country, number, kind code, such as <c>US7292636B2</c>.</summary>
/// <remarks>
/// <code>
/// publication = country number kind
/// country     = 2 × A–Z
/// number      = 1–13 characters: digits, after at most two letters (US D, RE, PP); no leading zero
/// kind        = A–Z, then at most one digit
/// </code>
/// A missing kind code or country is never guessed.
/// </remarks>
public readonly partial record struct PublicationNumber
{
    private PublicationNumber(string country, string number, string kind) => (Country, Number, Kind) = (country, number, kind);

    public string Country { get; }

    public string Number { get; }

    public string Kind { get; }

    /// <summary>Reads the canonical form and nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PublicationNumber number)
    {
        var match = Canonical().Match(text ?? "");
        number = match.Success ? new(match.Groups["country"].Value, match.Groups["number"].Value, match.Groups["kind"].Value) : default;
        return match.Success;
    }

    /// <summary>Reads a printed form too: spaces, commas, dots and slashes between the parts, lower-case letters.</summary>
    public static bool TryParsePrinted([NotNullWhen(true)] string? text, out PublicationNumber number)
    {
        var bare = Punctuation().Replace(text ?? "", "").ToUpperInvariant();
        var leading = LeadingZeros().Replace(bare, "");
        return TryParse(leading, out number);
    }

    /// <summary>A patent's publication as text; without the parts that its leaf does not know.</summary>
    public static string Of(Patent patent) => patent.Country + patent.Number + patent.Kind;

    public override string ToString() => Country + Number + Kind;

    [GeneratedRegex("^(?<country>[A-Z]{2})(?<number>(?:D|RE|PP|H|T|X)?[1-9][0-9]{0,12})(?<kind>[A-Z][0-9]?)\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Canonical();

    [GeneratedRegex(@"[\s,./]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Punctuation();

    [GeneratedRegex("(?<=^[A-Z]{2})0+(?=[1-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LeadingZeros();
}
