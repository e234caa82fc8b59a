// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Domain;

/// <summary>
/// Days as they are shown: those of the zone that the terms name, and the zone with them. A period is half-open in seconds, and is
/// shown by its first and its last day. Where no terms are held, or their zone is unknown here, the days are those of UTC.
/// </summary>
public static class LocalDays
{
    /// <summary>The zone of days that no terms speak of.</summary>
    public const string Utc = "UTC";

    // NodaTime's calendar ends before the year 10000; what is later is no date, and stays a number.
    private const ulong LastSecond = 253_402_000_000;

    /// <summary>The day in which a second (UTC) lies, such as <c>2026-07-01 (Asia/Shanghai)</c>.</summary>
    /// <param name="zone">An IANA zone; null for UTC.</param>
    public static string Day(ulong second, string? zone) => $"{Date(second, zone)} ({Named(zone)})";

    /// <summary>The first and last day of a period, such as <c>2026-07-01 – 2026-09-30 (Asia/Shanghai)</c>.</summary>
    /// <param name="start">First second (UTC).</param>
    /// <param name="end">First second after it.</param>
    /// <param name="zone">An IANA zone; null for UTC.</param>
    public static string Period(ulong start, ulong end, string? zone) => $"{Span(start, end, zone)} ({Named(zone)})";

    /// <summary>The first and last day of a period without their zone, where the zone stands beside them.</summary>
    public static string Span(ulong start, ulong end, string? zone) => $"{Date(start, zone)} – {Date(Last(start, end), zone)}";

    /// <summary>The zone that these days are of: the one named, or UTC.</summary>
    public static string Named(string? zone) => Known(zone)?.Id ?? Utc;

    /// <summary>The date alone, in the zone.</summary>
    /// <param name="second">UTC seconds.</param>
    /// <param name="zone">An IANA zone; null for UTC.</param>
    public static string Date(ulong second, string? zone) => second > LastSecond
        ? second.ToString(CultureInfo.InvariantCulture)
        : LocalDatePattern.Iso.Format(At(second, zone).Date);

    /// <summary>The last second of a half-open period: its first where it is empty.</summary>
    public static ulong Last(ulong start, ulong end) => end > start ? end - 1 : start;

    /// <summary>The instant by the zone's clock, such as <c>2026-07-01 00:00:00 (Asia/Shanghai)</c>.</summary>
    /// <param name="second">UTC seconds.</param>
    /// <param name="zone">An IANA zone; null for UTC.</param>
    public static string Clock(ulong second, string? zone) => second > LastSecond
        ? second.ToString(CultureInfo.InvariantCulture)
        : $"{LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm':'ss").Format(At(second, zone))} ({Named(zone)})";

    private static LocalDateTime At(ulong second, string? zone) => Instant.FromUnixTimeSeconds((long)second).InZone(Known(zone) ?? DateTimeZone.Utc).LocalDateTime;

    private static DateTimeZone? Known(string? zone) => zone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone);
}
