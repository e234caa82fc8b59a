// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;

namespace Ledger.Domain.Tests.Licenses.Terms;

public sealed class CalendarTests
{
    private static readonly CalendarTerms _shanghai = SomeTerms.Whole.Calendar!;

    [Theory]
    [InlineData("Asia/Shanghai", 3, 1, "2026-08-15T00:00:00Z", "2026-06-30T16:00:00Z", "2026-09-30T16:00:00Z")]
    [InlineData("Asia/Shanghai", 3, 1, "2026-06-30T16:00:00Z", "2026-06-30T16:00:00Z", "2026-09-30T16:00:00Z")]
    [InlineData("Asia/Shanghai", 3, 1, "2026-06-30T15:59:59Z", "2026-03-31T16:00:00Z", "2026-06-30T16:00:00Z")]
    [InlineData("Asia/Shanghai", 3, 2, "2026-01-15T00:00:00Z", "2025-10-31T16:00:00Z", "2026-01-31T16:00:00Z")]
    [InlineData("Europe/Berlin", 1, 1, "2026-03-31T00:00:00Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z")]
    [InlineData("Europe/Berlin", 12, 4, "2026-03-31T21:59:59Z", "2025-03-31T22:00:00Z", "2026-03-31T22:00:00Z")]
    [InlineData("America/New_York", 6, 1, "2026-12-31T00:00:00Z", "2026-07-01T04:00:00Z", "2027-01-01T05:00:00Z")]
    [InlineData("America/Sao_Paulo", 1, 1, "2018-11-04T12:00:00Z", "2018-11-01T03:00:00Z", "2018-12-01T02:00:00Z")]
    public void A_period_runs_from_local_midnight_to_local_midnight(string zone, int months, int firstMonth, string at, string start, string end)
    {
        var calendar = new CalendarTerms(zone, new(months, 0), firstMonth, new(0, 45), new(2, 0));
        Assert.Equal((Second(start), Second(end)), calendar.PeriodAt(Second(at)));
    }

    [Fact]
    public void Periods_follow_each_other_without_gap_or_overlap_through_every_change_of_the_clocks()
    {
        foreach (var zone in new[] { "Asia/Shanghai", "Europe/London", "America/Sao_Paulo", "Pacific/Apia", "Asia/Amman" })
        {
            var calendar = new CalendarTerms(zone, new(1, 0), 1, new(0, 45), new(2, 0));
            var at = calendar.PeriodAt(Second("2005-01-15T00:00:00Z"))!.Value;
            for (var i = 0; i < 300; i++)
            {
                var next = calendar.PeriodAt(at.End)!.Value;
                Assert.Equal(at.End, next.Start);
                Assert.Equal(at, calendar.PeriodAt(at.End - 1));
                at = next;
            }
        }
    }

    [Theory]
    [InlineData("2026-06-30T16:00:00Z", "2026-09-30T16:00:00Z", true)]
    [InlineData("2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z", false)]
    [InlineData("2026-06-30T16:00:00Z", "2026-12-31T16:00:00Z", false)]
    [InlineData("2026-06-30T16:00:00Z", "2026-09-30T15:59:59Z", false)]
    [InlineData("2026-02-10T05:00:00Z", "2026-03-31T16:00:00Z", true)]
    [InlineData("2025-12-31T16:00:00Z", "2026-03-31T16:00:00Z", true)]
    [InlineData("2026-02-11T05:00:00Z", "2026-03-31T16:00:00Z", false)]
    [InlineData("2027-12-31T16:00:00Z", "2028-02-10T05:00:00Z", true)]
    [InlineData("2027-12-31T16:00:00Z", "2028-03-31T16:00:00Z", true)]
    public void A_report_is_of_one_period_of_the_calendar_whole_or_cut_by_the_licenses_dates(string start, string end, bool taken)
    {
        var refusal = Check(Second(start), Second(end));
        Assert.Equal(taken, refusal is null);
        if (refusal is PeriodOffCalendar off)
        {
            Assert.True(off.CalendarStart < off.CalendarEnd);
            Assert.True(off.CalendarStart <= Second(start) && Second(start) < off.CalendarEnd);
        }
    }

    [Fact]
    public void A_period_beyond_every_calendar_is_refused_and_not_thrown() =>
        Assert.Equal(new PeriodOffCalendar(ulong.MaxValue - 1, ulong.MaxValue, 0, 0, "Asia/Shanghai"), Check(ulong.MaxValue - 1, ulong.MaxValue));

    /// <summary>As a license from 2026-02-10 until 2028-02-10, 05:00 each, is reported.</summary>
    private static Refusal? Check(ulong start, ulong end) => _shanghai.Check(
        new UsageReport(default, default, default, 1, default, default, start, end, default, 0, 0, 0, "", default, default),
        [Second("2026-02-10T05:00:00Z"), Second("2028-02-10T05:00:00Z")]);

    private static ulong Second(string time) => (ulong)DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
}
