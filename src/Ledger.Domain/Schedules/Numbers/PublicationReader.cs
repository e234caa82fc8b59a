// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Ledger.Domain.Schedules.Numbers;

/// <summary>Takes a text apart into country, number and kind, and puts each before the rules of its office.</summary>
/// <remarks>Every character keeps its place when it is read, so that a refusal can say where.</remarks>
internal static partial class PublicationReader
{
    private const int Longest = 64;

    public static PublicationReading Read(string text, string? country)
    {
        if (text.Length > Longest)
        {
            return new PublicationTooLong(Longest);
        }

        var plain = string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                to[i] = Plain(from[i]);
            }
        });
        var known = Known().Match(plain).Length;
        return known < plain.Length ? new PublicationCharacter(text[known], known + 1)
            : string.IsNullOrWhiteSpace(plain) ? new PublicationEmpty()
            : Read(plain.TrimEnd(), Label().Match(plain).Length, country);
    }

    private static PublicationReading Read(string text, int start, string? country)
    {
        var rest = text[start..];
        if (Japanese().Match(rest) is { Success: true } words)
        {
            return Differs("JP", country, start) is { } other
                ? other
                : Number("JP", text, start + words.Length, words.Groups["kind"].Success ? "A" : null);
        }

        if (Patented().Match(rest) is { Success: true } patented)
        {
            return Differs("CN", country, start) is { } other ? other : ChineseNumbers.Read(text, start + patented.Length, isPatent: true);
        }

        if (rest.StartsWith("PCT", StringComparison.Ordinal))
        {
            return new PublicationIsApplication(start + 1);
        }

        var letters = Letters().Match(rest).Value;
        if (letters.Length >= 2 && CountryCodes.Knows(letters[..2]) && (country is null || !IsPrefix(country, letters)))
        {
            return Differs(letters[..2], country, start) is { } other
                ? other
                : Number(letters[..2], text, start + 2 + Gap().Match(rest, 2).Length, null);
        }

        return country is null
            ? letters.Length == 2 && !IsPrefix("US", letters)
                ? new PublicationCountryUnknown(letters, start + 1)
                : new PublicationCountryMissing(start + 1)
            : CountryCodes.Knows(country) ? Number(country, text, start, null) : new PublicationCountryUnknown(country, 1);
    }

    private static PublicationCountryDiffers? Differs(string said, string? country, int start) =>
        country is null || string.Equals(said, country, StringComparison.Ordinal) ? null : new PublicationCountryDiffers(said, country, start + 1);

    private static bool IsPrefix(string country, string letters) => country is "US" && letters is "RE" or "PP";

    private static PublicationReading Number(string country, string text, int start, string? saidKind)
    {
        if (country is "CN" && ChineseNumbers.IsLikeApplication(text[start..]))
        {
            return ChineseNumbers.Read(text, start, isPatent: false);
        }

        var match = BodyAndKind().Match(text, start, text.Length - start);
        if (!match.Success)
        {
            return text.AsSpan(start).IndexOfAnyInRange('0', '9') < 0
                ? new PublicationNumberMissing(start + 1)
                : new PublicationNotOfOffice(country, text[start..], start + 1);
        }

        var (body, kind) = (match.Groups["body"].Value, match.Groups["kind"]);
        if (kind.Success && !PublicationNumber.KindForm().IsMatch(kind.Value))
        {
            return new PublicationKindInvalid(kind.Value, kind.Index + 1);
        }

        var part = new NumberPart(country, body, kind.Success ? kind.Value : saidKind, start + 1, kind.Success ? kind.Index + 1 : start + 1);
        return country switch
        {
            "US" => AmericanNumbers.Read(part),
            "CN" => ChineseNumbers.Read(part),
            "JP" => JapaneseNumbers.Read(part),
            "WO" => InternationalNumbers.Read(part),
            _ => OfficeNumbers.Read(part),
        };
    }

    /// <summary>Full-width forms, ideographic spaces and stops, and the many dashes, as the one that they stand for.</summary>
    private static char Plain(char from) => from switch
    {
        >= '\uFF01' and <= '\uFF5E' => char.ToUpperInvariant((char)(from - 0xFEE0)),
        >= 'a' and <= 'z' => (char)(from - 32),
        '\u3000' or '\u00A0' or '\u2007' or '\u2009' or '\u202F' => ' ',
        '\u3002' or '\uFF61' => '.',
        '\u3001' or '\uFF64' => ',',
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
        _ => from,
    };

    [GeneratedRegex("^(?:[A-Z0-9 ,./:-]|[专利号申请公开布告授权特開开表許许第号號昭和平成令])*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Known();

    [GeneratedRegex("^ *(?:(?:专利|申请|公开|公布|公告|授权公告)号 ?:? ?)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Label();

    [GeneratedRegex("^(?:JP ?)?(?:(?<kind>特[開开表])|特公|特[許许]第?) ?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Japanese();

    [GeneratedRegex("^(?:CN ?)?ZL ?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Patented();

    [GeneratedRegex("^[A-Z]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Letters();

    [GeneratedRegex("\\G[ /-]?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gap();

    [GeneratedRegex(
        "\\G(?<body>(?:[A-Z]{1,2}|[昭平令][和成]?)?[^A-Z]*[0-9][号號]?)(?:[ .-]?(?<kind>[A-Z][A-Z0-9 ]*))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex BodyAndKind();
}
