// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;

namespace Ledger.Application.Tracing;

/// <summary>A period that is to be reported.</summary>
/// <param name="Start">First second (UTC).</param>
/// <param name="End">First second after it.</param>
/// <param name="DueAt">From which second its report is late; null where the terms are not held.</param>
/// <param name="Zone">The time zone of its calendar; null likewise.</param>
internal readonly record struct DuePeriod(ulong Start, ulong End, ulong? DueAt, string? Zone);

/// <summary>The periods that a license is reported in, by the terms in effect at the start of each. Where a calendar follows another, its first period begins at the end of the last one before it.</summary>
internal static class DuePeriods
{
    /// <summary>How many periods are shown of one license: five years of months.</summary>
    private const int Most = 60;

    /// <summary>Those that share a time, the first first; none of times when nothing is to be reported.</summary>
    /// <param name="to">First second after the time; what begins later is not yet to be reported.</param>
    public static IEnumerable<DuePeriod> Of(LicenseHistory license, TermsInEffect terms, ulong from, ulong to)
    {
        var begin = license.Origin!.StartsAt;
        var end = End(license);
        var (at, reached, shown) = (begin, begin, 0); // from the beginning on: where a period begins, the ones before it say
        while (at < Math.Min(to, end) && shown < Most)
        {
            var version = license.VersionAt(at)!;
            var next = license.Versions.Where(other => other.EffectiveAt > at).Select(other => other.EffectiveAt).DefaultIfEmpty(ulong.MaxValue).Min();
            if (!terms.Held.TryGetValue(version.Id, out var held))
            {
                var until = Math.Min(Math.Min(next, end), to);
                if (until > from)
                {
                    yield return new DuePeriod(Math.Max(at, from), until, null, null);
                    shown++;
                }

                at = until;
                continue;
            }

            if (held.Calendar is not { } calendar || calendar.PeriodAt(at) is not var (first, last))
            {
                at = next; // nothing is reported under this version
                continue;
            }

            var ended = Math.Min(last, end);
            if (ended > from)
            {
                yield return new DuePeriod(Math.Max(first, reached), ended, calendar.ReportDueAt(ended), calendar.Zone);
                shown++;
            }

            (at, reached) = (last, last);
        }
    }

    private static ulong End(LicenseHistory license) => Math.Min(
        license.Latest!.EndsAt is 0 ? ulong.MaxValue : license.Latest.EndsAt,
        license.Terminated?.Act.EffectiveAt ?? ulong.MaxValue);
}
