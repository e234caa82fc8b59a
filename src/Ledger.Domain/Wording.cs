// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Domain;

/// <summary>
/// Fills a sentence's places from a statement's arguments. <c>{name}</c> takes the argument as it is; <c>{name:time}</c> takes
/// UTC seconds and shows the instant as people read it; <c>{name:day}</c> and <c>{name:clock}</c> show it as its day, or by the
/// clock, in the zone that the argument <c>zone</c> names. The arguments themselves stay what they are, for programs.
/// </summary>
public static class Wording
{
    private const string ZoneName = "zone";

    private static readonly (string Suffix, Func<ulong, string?, string> Show)[] _forms =
        [(":time", (seconds, _) => Instant(seconds)), (":day", LocalDays.Day), (":clock", LocalDays.Clock)];

    // The last second of the year 9999: what is later is no date, and stays a number.
    private const ulong LastSecond = 253_402_300_799;

    /// <summary>The sentence with every place filled that an argument has a value for.</summary>
    public static string Fill(string sentence, IReadOnlyDictionary<string, string> args) => args.Aggregate(
        sentence,
        (filled, arg) => _forms.Aggregate(
            filled.Replace("{" + arg.Key + "}", arg.Value, StringComparison.Ordinal),
            (shown, form) => shown.Contains(form.Suffix, StringComparison.Ordinal)
                ? shown.Replace("{" + arg.Key + form.Suffix + "}", Shown(arg.Value, args.GetValueOrDefault(ZoneName), form.Show), StringComparison.Ordinal)
                : shown));

    /// <summary>UTC seconds as ISO 8601, such as <c>2026-11-27 08:00:00Z</c>.</summary>
    public static string Instant(ulong seconds) => seconds <= LastSecond
        ? DateTimeOffset.FromUnixTimeSeconds((long)seconds).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : seconds.ToString(CultureInfo.InvariantCulture);

    private static string Shown(string seconds, string? zone, Func<ulong, string?, string> show) =>
        ulong.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? show(value, zone) : seconds;
}
