// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Application.Reading;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;
using Ledger.Store.Projections;

namespace Ledger.Application.Usage;

/// <summary>What was lodged on chain for the pools' logs, and whether its bodies followed.</summary>
public sealed class LodgingBook
{
    private readonly LedgerContext _context;
    private readonly Journaling _journaling;

    internal LodgingBook(LedgerContext context) => (_context, _journaling) = (context, new Journaling(context));

    /// <summary>The lodgings that the caller may see, in the chain's order; a page may be short where others lie between.</summary>
    /// <param name="digest">Only that digest's. Who names a digest whose body is not here learns no more than the chain tells.</param>
    /// <param name="state">open | followed | lapsed; null for all.</param>
    public Task<Outcome<Page<LodgingView>>> ListAsync(
        Caller caller, Hash32 pool, Hash32? digest, string? state, string? cursor, int limit, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<Page<LodgingView>>>(
            reader =>
            {
                var known = _context.On(reader);
                var history = known.Pool(new PoolId(pool));
                if (history.Formed is null)
                {
                    return new PoolUnknown(new PoolId(pool));
                }

                var readsAll = ReadingRights.ReadsReportsOf(known, caller, pool);
                var rows = digest is { } one ? Row(reader, pool, one) : reader.Projections.List(RowKinds.Lodging, new ProjectionFilter(pool), Cursors.Read(cursor), limit);
                return new Page<LodgingView>(
                    [.. rows.Select(row => Folding.Read<FoldedLodging>(row).Digest)
                        .Where(found => readsAll || (reader.Journal.Find(found) is { } record ? ReadingRights.Reads(known, caller, record) : digest is not null))
                        .Select(found => View(known, _journaling, history, found)!)
                        .Where(view => state is null || string.Equals(view.State, state, StringComparison.Ordinal))],
                    digest is not null || rows.Count < limit ? null : Cursors.Write(rows[^1].FirstSeq));
            },
            cancellation);

    /// <summary>The lodging of a record that is here; null where it was not lodged.</summary>
    internal static LodgingView? Of(Known known, Journaling journaling, JournalRow record) => View(known, journaling, known.Pool(new PoolId(record.Pool)), record.RecordId);

    private static LodgingView? View(Known known, Journaling journaling, PoolHistory history, Hash32 digest)
    {
        var pool = history.Charter!.Id;
        if (known.Lodged(pool, digest) is not { } lodged)
        {
            return null;
        }

        var grace = journaling.Grace(known, history, lodged);
        var lodging = new Lodging(lodged.At.Time, grace);
        var body = known.Store.Journal.Find(digest) is { } row && row.Pool == pool.Value ? row : null;
        ulong? takenAt = body is null ? null : KeptRecords.TakenAt(known.Store, body);
        return new LodgingView(
            pool.Value,
            digest,
            lodging.StateAt(takenAt, known.Store.Blocks.Head?.Time ?? 0).ToString().ToLowerInvariant(),
            lodging.FollowBy,
            RegistryPresenter.Rule(grace),
            body?.Kind.ToString(),
            takenAt,
            Checkpoints.Recorded(known.Store, lodged.At));
    }

    private static IReadOnlyList<ProjectionRow> Row(IStoreReader reader, Hash32 pool, Hash32 digest) =>
        reader.Projections.Find(RowKinds.Lodging, Folding.LodgingId(new PoolId(pool), digest)) is { } row ? [row] : [];
}
