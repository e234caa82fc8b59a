// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Reading;
using Ledger.Ethereum;
using NodaTime;

namespace Ledger.Host.Http;

/// <summary>Reads what a path or a query says; whatever it cannot be is refused as <c>parameter-invalid</c> by name.</summary>
public static class Read
{
    public static Hash32 Id(string text, string name = "id") =>
        Hash32.TryParse(text, out var id) ? id : throw Invalid(name);

    public static Hash32? OptionalId(string? text, string name) => text is null ? null : Id(text, name);

    /// <summary>An unsigned integer: seconds, or a block number.</summary>
    public static ulong? Number(string? text, string name) => text switch
    {
        null => null,
        _ when ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Invalid(name),
    };

    /// <summary>The number of a revision, or another small count.</summary>
    public static uint? Count(string? text, string name) => Number(text, name) switch
    {
        null => null,
        { } number and <= int.MaxValue => (uint)number,
        _ => throw Invalid(name),
    };

    /// <summary>A page's length: the default where nothing is said.</summary>
    public static int Limit(string? text) => Number(text, "limit") switch
    {
        null => Registry.DefaultLimit,
        { } limit and >= 1 and <= Registry.MaxLimit => (int)limit,
        _ => throw Invalid("limit"),
    };

    /// <summary>A cursor as a page gave it: the decimal digits of a sequence number.</summary>
    public static string? Cursor(string? text) => Number(text, "cursor") is null ? null : text;

    /// <summary>A word of a closed list.</summary>
    public static string? Word(string? text, string name, params ReadOnlySpan<string> words) =>
        text is null || words.Contains(text) ? text : throw Invalid(name);

    /// <summary>A short plain text, such as a country or an export's id.</summary>
    public static string? Text(string? text, string name, int longest = 80) =>
        text is null || (text.Length <= longest && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            ? text
            : throw Invalid(name);

    /// <summary>Plain words between commas.</summary>
    public static IReadOnlyList<string> List(string? text, string name, int longest) =>
        text is { Length: > 0 } && text.Length <= longest ? [.. text.Split(',').Select(word => Text(word, name)!)] : throw Invalid(name);

    /// <summary>What somebody typed: any text of a sensible length.</summary>
    public static string Question(string? text, string name, int longest) =>
        text is { Length: > 0 } && text.Length <= longest ? text : throw Invalid(name);

    /// <summary>An IANA time zone; UTC where none is named.</summary>
    public static DateTimeZone Zone(string? text) =>
        text is null ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) ?? throw Invalid("zone");

    /// <summary>What is not what its name says.</summary>
    internal static ProblemException Invalid(string name) => new(StatusCodes.Status400BadRequest, "parameter-invalid", ("name", name));
}
