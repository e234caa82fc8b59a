// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Licenses;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Domain.Alerts;

/// <summary>The patents of one revision of a schedule.</summary>
public sealed record ScheduledPatents(ScheduleRevised Revision, ImmutableArray<Patent> Patents);

/// <summary>
/// The watch rule <c>NoLicense</c>: an observation names a maker without a license in force, or a maker that is no party
/// here, in a pool where a scheduled patent is in force in the country of making or of selling.
/// </summary>
public static class NoLicense
{
    /// <summary>The rule's name.</summary>
    public const string Rule = "NoLicense";

    /// <summary>Judges one observation, at the time observed; null when the rule finds nothing.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="licenses">Every license that ever came to the observed party in the pool; none for an unknown party.</param>
    /// <param name="find">A license's history, for the parents of sublicenses; empty where there is none.</param>
    /// <param name="schedules">The pool's schedules as they stood.</param>
    public static Finding? Judge(
        Observation observation,
        IReadOnlyList<LicenseHistory> licenses,
        Func<LicenseId, LicenseHistory> find,
        IReadOnlyList<ScheduledPatents> schedules)
    {
        var at = observation.ObservedAt;
        var standings = licenses
            .Where(license => license.LicenseeAt(at) == observation.Subject)
            .Select(license => LicenseStanding.At(license, at, find))
            .ToList();
        if (standings.Contains(Standing.InForce))
        {
            return null;
        }

        var hits = schedules
            .SelectMany(schedule => schedule.Patents.Select(patent => (schedule.Revision, Patent: patent)))
            .Where(hit => IsThere(hit.Patent, observation) && MayBeInForce(hit.Patent, at))
            .OrderBy(hit => IsKnown(hit.Patent) ? 0 : 1)
            .ToList();
        if (hits.Count == 0)
        {
            return null;
        }

        var (revision, decisive) = hits[0];
        Hash32[] ids =
        [
            observation.Id.Value,
            revision.Act.ActId,
            .. licenses.SelectMany(license => license.Facts).Select(fact => fact.Recorded.ActId),
        ];
        return new(Rule, Reason(observation, licenses, standings, decisive), [.. ids], [.. Assumptions(decisive)]);
    }

    private static Clause Reason(
        Observation observation, IReadOnlyList<LicenseHistory> licenses, List<Standing> standings, Patent patent)
    {
        var publication = PublicationNumber.Of(patent);
        return licenses switch
        {
            _ when observation.Subject.IsZero => new MakerUnknown(observation.SubjectName, publication, patent.Country),
            [] => new NeverLicensed(observation.Subject, publication, patent.Country),
            _ => new NoneInForce(
                observation.Subject, standings.LastOrDefault(Standing.None), observation.ObservedAt, publication, patent.Country),
        };
    }

    private static IEnumerable<Clause> Assumptions(Patent patent) =>
        IsKnown(patent) ? [] : [new InForceAssumed(PublicationNumber.Of(patent))];

    private static bool IsThere(Patent patent, Observation observation) =>
        patent.Country.Length > 0
        && (string.Equals(patent.Country, observation.MadeIn, StringComparison.Ordinal)
            || string.Equals(patent.Country, observation.SoldIn, StringComparison.Ordinal));

    /// <summary>Both ends are known; the sort puts what is certain before what is assumed.</summary>
    private static bool IsKnown(Patent patent) => patent is { InForceFrom: not null, InForceUntil: not null };

    private static bool MayBeInForce(Patent patent, ulong at) =>
        (patent.InForceFrom is not { } from || at >= from) && (patent.InForceUntil is not { } until || at < until);
}
