// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Schedules;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>Which revisions of its schedule a license covers.</summary>
public static class CoveredRevisions
{
    /// <summary>The revisions whose patents are licensed at a time, the first first: a patent that any of them lists is.</summary>
    /// <remarks>A patent that is delisted stays licensed; one that is listed later is licensed where the terms include later additions.</remarks>
    /// <param name="schedule">The schedule that the license attaches to.</param>
    /// <param name="additions">The license's term.</param>
    /// <param name="granted">Where the chain recorded the grant, or the amendment that took later additions up.</param>
    /// <param name="at">The time asked about (UTC seconds).</param>
    public static ImmutableArray<ScheduleRevised> At(ScheduleHistory schedule, LaterAdditions additions, FactPosition granted, ulong at)
    {
        var first = schedule.Revisions.FindLastIndex(revised => revised.At < granted);
        return first < 0
            ? []
            : [.. schedule.Revisions.Skip(first).TakeWhile((revised, i) => i == 0 || (additions is LaterAdditions.Included && revised.At.Time <= at))];
    }
}
