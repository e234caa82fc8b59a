// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Domain.Tests;

public sealed class LocalDaysTests
{
    private const string Shanghai = "Asia/Shanghai";

    [Theory]
    [InlineData("2026-06-30T16:00:00Z", "2026-09-30T16:00:00Z", Shanghai, "2026-07-01 – 2026-09-30 (Asia/Shanghai)")]
    [InlineData("2026-06-30T16:00:00Z", "2026-09-30T16:00:00Z", null, "2026-06-30 – 2026-09-30 (UTC)")]
    [InlineData("2026-06-30T15:59:59Z", "2026-06-30T16:00:00Z", Shanghai, "2026-06-30 – 2026-06-30 (Asia/Shanghai)")]
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "Europe/Berlin", "2026-03-29 – 2026-03-29 (Europe/Berlin)")]
    [InlineData("2026-07-01T04:00:00Z", "2026-07-01T04:00:00Z", "America/New_York", "2026-07-01 – 2026-07-01 (America/New_York)")]
    [InlineData("2026-06-30T16:00:00Z", "2026-09-30T16:00:00Z", "Mars/Olympus", "2026-06-30 – 2026-09-30 (UTC)")]
    public void A_period_is_shown_by_its_first_and_last_day_in_the_zone_which_is_named(string start, string end, string? zone, string shown) =>
        Assert.Equal(shown, LocalDays.Period(Second(start), Second(end), zone));

    [Fact]
    public void A_second_lies_in_a_day_and_at_a_time_of_the_zone()
    {
        Assert.Equal("2026-11-01 (Asia/Shanghai)", LocalDays.Day(Second("2026-10-31T16:00:00Z"), Shanghai));
        Assert.Equal("2026-10-31 (Asia/Shanghai)", LocalDays.Day(Second("2026-10-31T15:59:59Z"), Shanghai));
        Assert.Equal("2026-10-31 23:59:59 (Asia/Shanghai)", LocalDays.Clock(Second("2026-10-31T15:59:59Z"), Shanghai));
    }

    [Fact]
    public void What_no_calendar_reaches_stays_a_number() =>
        Assert.Equal(("18446744073709551615 (UTC)", "18446744073709551615"), (LocalDays.Day(ulong.MaxValue, null), LocalDays.Clock(ulong.MaxValue, Shanghai)));

    private static ulong Second(string time) => (ulong)DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
}
