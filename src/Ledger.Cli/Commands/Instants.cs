// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Cli.Commands;

/// <summary>Times on the command line and in drafts: UTC seconds, a date, or a date and time in UTC.</summary>
internal static class Instants
{
    private static readonly string[] _forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>The same, where a date is the start of that day in an IANA zone.</summary>
    /// <exception cref="CliFailure">Usage: it is none of these, or there is no such zone.</exception>
    public static ulong Parse(string text, string? zone)
    {
        if (zone is null || LocalDatePattern.Iso.Parse(text) is not { Success: true, Value: var date })
        {
            return Parse(text);
        }

        return (ulong)Math.Max(0, Zone(zone).AtStartOfDay(date).ToInstant().ToUnixTimeSeconds());
    }

    /// <summary>An IANA zone; UTC where none is named.</summary>
    /// <exception cref="CliFailure">Usage: there is no such zone.</exception>
    public static DateTimeZone Zone(string? name) => name is null
        ? DateTimeZone.Utc
        : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? throw new CliFailure(ExitCode.Usage, "usage.time", ("value", name));

    /// <exception cref="CliFailure">Usage: it is none of these.</exception>
    public static ulong Parse(string text)
    {
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds;
        }

        return DateTimeOffset.TryParseExact(text, _forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time.ToUnixTimeSeconds() >= 0
                ? (ulong)time.ToUnixTimeSeconds()
                : throw new CliFailure(ExitCode.Usage, "usage.time", ("value", text));
    }
}
