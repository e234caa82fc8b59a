// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Schedules;

namespace Ledger.Domain.Licenses;

/// <summary>
/// A patent schedule that a license covers, from the revision on that stood when a version first took it up: what is delisted
/// later stays licensed, and whether later additions are, its terms say.
/// </summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="By">The first version that names it; of a sublicense, the topmost parent's.</param>
public sealed record CoveredSchedule(ScheduleId Schedule, LicenseVersion By)
{
    /// <summary>The schedules that a license covers, in the order of its versions; none while its topmost parent is not known.</summary>
    /// <param name="license">The license.</param>
    /// <param name="find">A license's history; empty where there is none.</param>
    public static ImmutableArray<CoveredSchedule> Of(LicenseHistory license, Func<LicenseId, LicenseHistory> find) =>
    [
        .. LicenseStanding.Chain(license, find).Last() is { Origin.Parent: null } top
            ? top.Versions.Where(version => version.Schedule is not null)
                .Select(version => new CoveredSchedule(version.Schedule!.Value, version)).DistinctBy(covered => covered.Schedule)
            : [],
    ];

    /// <summary>Its revisions from the covering one on; all that there are where none stood at that time.</summary>
    public IEnumerable<ScheduleRevised> Revisions(ScheduleHistory schedule) =>
        schedule.Revisions.Skip(Math.Max(0, schedule.Revisions.Count(IsBefore) - 1));

    /// <summary>Whether a revision was on chain when the version took the schedule up.</summary>
    public bool IsBefore(ScheduleRevised revised) => revised.At < By.By.At;
}
