// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;

namespace Ledger.Domain.Tests.Usage;

public sealed class PeriodStandingTests
{
    private static readonly CalendarTerms _quarterly = new("Asia/Shanghai", TermPeriod.Quarter, 1, new(0, 45), new(2, 0));

    [Theory]
    [InlineData(1, 5UL, 99UL, 100UL, PeriodState.Reported)]
    [InlineData(1, 0UL, 99UL, 100UL, PeriodState.Nil)]
    [InlineData(1, 5UL, 100UL, 100UL, PeriodState.Late)]
    [InlineData(1, 0UL, 101UL, 100UL, PeriodState.Late)]
    [InlineData(0, 0UL, null, 201UL, PeriodState.Open)]
    [InlineData(0, 0UL, null, 200UL, PeriodState.Missing)]
    [InlineData(2, 7UL, 99UL, null, PeriodState.Unknown)]
    [InlineData(0, 0UL, null, null, PeriodState.Unknown)]
    public void A_period_stands_as_its_reports_and_its_deadline_say(int reports, ulong lines, ulong? takenAt, ulong? dueAt, PeriodState state)
    {
        var standing = PeriodStanding.Judge(reports, lines, takenAt is { } taken ? new HandIn(taken) : null, dueAt, now: 200);
        Assert.Equal((state, "period-" + state.ToString().ToLowerInvariant()), (standing.State, standing.Code));
    }

    [Fact]
    public void A_quarter_of_the_zones_days_is_late_from_the_day_after_the_last_one_for_it()
    {
        var (_, end) = _quarterly.PeriodAt(Second("2026-02-10T00:00:00Z"))!.Value;
        Assert.Equal(Second("2026-03-31T16:00:00Z"), end);
        Assert.Equal(Second("2026-05-15T16:00:00Z"), _quarterly.ReportDueAt(end)); // 1 April and 45 days, at midnight in Shanghai
        Assert.Equal(Second("2026-05-15T16:00:00Z"), _quarterly.ReportDueAt(end - 3_600));
        Assert.Null(_quarterly.ReportDueAt(ulong.MaxValue));
    }

    [Fact]
    public void A_deadline_counts_local_days_where_the_clock_is_set_forward()
    {
        var berlin = _quarterly with { Zone = "Europe/Berlin" };
        Assert.Equal(Second("2026-02-14T23:00:00Z"), berlin.ReportDueAt(Second("2025-12-31T23:00:00Z")));
        Assert.Equal(Second("2026-05-15T22:00:00Z"), berlin.ReportDueAt(Second("2026-03-31T22:00:00Z")));
    }

    private static ulong Second(string time) => (ulong)DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds();
}
