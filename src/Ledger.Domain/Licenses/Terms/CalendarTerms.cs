// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Documents;
using Ledger.Domain.Usage;
using NodaTime;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>When the licensee reports and pays. Periods begin on the first of a month at the start of the day, in the zone.</summary>
/// <param name="Zone">The IANA zone of the pool's charter.</param>
/// <param name="Report">The length of a reporting period: a number of months that divides the year.</param>
/// <param name="FirstMonth">The month (1 to 12) in which one of them begins.</param>
/// <param name="ReportDue">How long after its end a period is reported.</param>
/// <param name="PaymentDue">How long after its end it is paid.</param>
public sealed record CalendarTerms(string Zone, TermPeriod Report, int FirstMonth, TermPeriod ReportDue, TermPeriod PaymentDue)
{
    private const int MonthsOfYear = 12;

    /// <summary>Seconds after which NodaTime's calendar ends; no period lies there.</summary>
    private const ulong LastSecond = 250_000_000_000;

    internal static ImmutableArray<SchemaField> Fields { get; } =
    [
        new("calendar.zone", FieldType.Text),
        new("report.period", FieldType.Text),
        new("report.firstMonth", FieldType.Integer),
        new("report.due", FieldType.Text),
        new("payment.due", FieldType.Text),
    ];

    /// <summary>The reporting period that a second (UTC) lies in: its first second and the first after it; null where no calendar reaches.</summary>
    public (ulong Start, ulong End)? PeriodAt(ulong second)
    {
        if (second > LastSecond || DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) is not { } zone)
        {
            return null;
        }

        var date = Instant.FromUnixTimeSeconds((long)second).InZone(zone).Date;
        var month = (date.Year * MonthsOfYear) + date.Month - FirstMonth;
        var first = month - (((month % Report.Months) + Report.Months) % Report.Months);
        return (SecondOf(first, zone), SecondOf(first + Report.Months, zone));
    }

    /// <summary>From which second (UTC) a period's report is late: the start of the local day that lies <see cref="ReportDue"/> after its end; null where no calendar reaches.</summary>
    /// <param name="periodEnd">The first second after the period; within a day, that day still counts to it.</param>
    public ulong? ReportDueAt(ulong periodEnd)
    {
        if (periodEnd > LastSecond || DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) is not { } zone)
        {
            return null;
        }

        var end = Instant.FromUnixTimeSeconds((long)periodEnd);
        var date = end.InZone(zone).Date;
        var day = zone.AtStartOfDay(date).ToInstant() == end ? date : date.PlusDays(1);
        return (ulong)Math.Max(0, zone.AtStartOfDay(day + ReportDue.ToPeriod()).ToInstant().ToUnixTimeSeconds());
    }

    /// <summary>Whether a usage report is of one reporting period, whole or cut by the license's own dates.</summary>
    /// <param name="cuts">The seconds at which a period may begin or end early, the license's start first.</param>
    public Refusal? Check(UsageReport report, IReadOnlyList<ulong> cuts)
    {
        if (PeriodAt(Math.Max(report.PeriodStart, cuts[0])) is not var (start, end))
        {
            return new PeriodOffCalendar(report.PeriodStart, report.PeriodEnd, 0, 0, Zone);
        }

        bool MayStand(ulong second, ulong whole) => second == whole || (second > start && second < end && cuts.Contains(second));
        return MayStand(report.PeriodStart, start) && MayStand(report.PeriodEnd, end)
            ? null
            : new PeriodOffCalendar(report.PeriodStart, report.PeriodEnd, start, end, Zone);
    }

    internal IEnumerable<FieldValue> Values() =>
    [
        FieldValue.Of(Zone),
        FieldValue.Of(Report.ToString()),
        FieldValue.Of((long)FirstMonth),
        FieldValue.Of(ReportDue.ToString()),
        FieldValue.Of(PaymentDue.ToString()),
    ];

    internal Refusal? Check() =>
        (DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) is null ? new TermsZoneUnknown(Zone) : null)
        ?? (Report is { Days: 0, Months: > 0 and var months } && MonthsOfYear % months == 0 ? null : new TermsPeriodInvalid("report.period", Report))
        ?? TermChecks.Range("report.firstMonth", FirstMonth, 1, MonthsOfYear)
        ?? TermChecks.Period("report.due", ReportDue)
        ?? TermChecks.Period("payment.due", PaymentDue);

    /// <param name="month">Months since year zero, counted from the first month of the calendar.</param>
    private ulong SecondOf(int month, DateTimeZone zone)
    {
        var absolute = month + FirstMonth - 1;
        var date = new LocalDate(absolute / MonthsOfYear, (absolute % MonthsOfYear) + 1, 1);
        return (ulong)Math.Max(0, zone.AtStartOfDay(date).ToInstant().ToUnixTimeSeconds());
    }
}
