// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Domain;
using Ledger.Domain.Schedules;

namespace Ledger.Application.Tracing;

/// <summary>The revisions that list the patent asked for; where none is asked for, every version is meant.</summary>
/// <param name="Listing">Null where no patent is asked for.</param>
/// <param name="Territory">Where it holds; null where none is asked for, or it holds in several countries.</param>
internal sealed record AskedPatent(ImmutableHashSet<(ScheduleId Schedule, uint Revision)>? Listing, string? Territory)
{
    private static readonly ImmutableHashSet<string> _regional = ["AP", "EA", "EP", "GC", "OA", "WO"];

    /// <summary>Reads the number, and looks for it in every revision of the pool's schedules, or of all pools'.</summary>
    public static Outcome<AskedPatent> Find(LedgerContext context, Known known, TraceQuery query)
    {
        if (query.Patent is null)
        {
            return new AskedPatent(null, null);
        }

        var reading = PublicationNumber.Read(query.Patent);
        if (!reading.TryGet(out var number) && !PublicationNumber.TrySplit(query.Patent, out number))
        {
            return reading.Refusal!;
        }

        var pools = query.Pool is { } one ? [one] : known.Store.Projections.List(RowKinds.Pool, default, 0, int.MaxValue).Select(row => row.Id).ToList();
        var listing = ImmutableHashSet.CreateBuilder<(ScheduleId, uint)>();
        foreach (var (id, schedule) in pools.SelectMany(pool => known.Pool(new PoolId(pool)).Schedules))
        {
            listing.UnionWith(schedule.Revisions
                .Where(revised => context.Lists.Of(known.Store, schedule, revised.Act.Revision) is { } patents && patents.Any(patent => Is(patent, number)))
                .Select(revised => (id, revised.Act.Revision)));
        }

        return new AskedPatent(listing.ToImmutable(), _regional.Contains(number.Country) ? null : number.Country);
    }

    public bool Covers(TracedVersion version) =>
        Listing is null || (version.Schedule is { } schedule && version.Revisions.Any(revision => Listing.Contains((schedule, revision))));

    /// <summary>A number without a kind code means every kind.</summary>
    private static bool Is(Patent patent, PublicationNumber number) =>
        string.Equals(patent.Country, number.Country, StringComparison.Ordinal) && string.Equals(patent.Number, number.Number, StringComparison.Ordinal)
        && (number.Kind is null || string.Equals(patent.Kind, number.Kind, StringComparison.Ordinal));
}
