// SPDX-License-Identifier: Apache-2.0

using NodaTime;

namespace Ledger.Domain.Pools;

/// <summary>Local days from an event on: the event's own day is not counted, and the last day counts whole.</summary>
/// <param name="Days">How many.</param>
/// <param name="Zone">The IANA zone whose dates they are.</param>
public sealed record PoolDeadline(int Days, string Zone)
{
    /// <summary>Seconds after which NodaTime's calendar ends.</summary>
    private const ulong LastSecond = 250_000_000_000;

    /// <summary>The first second (UTC) at which it has passed; null where the calendar does not reach, or the zone is not known here.</summary>
    /// <param name="from">The event's second, UTC.</param>
    public ulong? After(ulong from)
    {
        if (from > LastSecond || DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) is not { } zone)
        {
            return null;
        }

        var date = Instant.FromUnixTimeSeconds((long)from).InZone(zone).Date;
        return (ulong)Math.Max(0, zone.AtStartOfDay(date.PlusDays(Days + 1)).ToInstant().ToUnixTimeSeconds());
    }
}
