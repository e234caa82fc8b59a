// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Store;
using Ledger.Store.Facts;

namespace Ledger.Application.Usage;

/// <summary>The usage logs as anybody may look at them: checkpoints with who holds the host to them, and proof that a log only grew.</summary>
public sealed class LogBook
{
    private const int Batch = 100;

    private readonly LedgerContext _context;
    private readonly UsageTrees _trees;

    internal LogBook(LedgerContext context, UsageTrees trees) => (_context, _trees) = (context, trees);

    /// <summary>A pool's checkpoints, the newest first.</summary>
    /// <param name="epoch">Only that epoch's.</param>
    public Task<Outcome<Page<CheckpointView>>> CheckpointsAsync(Hash32 pool, ulong? epoch, string? cursor, int limit, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<Page<CheckpointView>>>(
            reader =>
            {
                var known = _context.On(reader);
                if (known.Pool(new PoolId(pool)).Formed is null)
                {
                    return new PoolUnknown(new PoolId(pool));
                }

                var before = Math.Min(cursor is null ? long.MaxValue : Cursors.Read(cursor), epoch is { } only ? EndOf(known, new PoolId(pool), only) : long.MaxValue);
                var rows = Down(reader, StoreKeys.Of(Subject.UsageLog(new PoolId(pool))), before)
                    .Select(row => (row.Seq, Fact: known.Decode(row) as CheckpointAnchored))
                    .TakeWhile(one => epoch is null || one.Fact is not { } fact || fact.Act.Epoch >= epoch) // they ascend by epoch
                    .Where(one => one.Fact is not null)
                    .Take(limit + 1)
                    .ToList();
                return new Page<CheckpointView>(
                    [.. rows.Take(limit).Select(one => Checkpoints.View(reader, one.Fact!))],
                    rows.Count > limit ? Cursors.Write(rows[limit - 1].Seq) : null);
            },
            cancellation);

    /// <summary>The number past the fact of an epoch's newest checkpoint; zero where it has none.</summary>
    private static long EndOf(Known known, PoolId pool, ulong epoch) => known.Log(pool).Latest(epoch) is not { At: var at } ? 0
        : known.Store.Facts.InBlock(at.Block.Hash).Single(row => !row.Retracted && row.EventIndex == at.EventIndex).Seq + 1;

    private static IEnumerable<FactRow> Down(IStoreReader reader, Hash32 subject, long before)
    {
        for (var page = reader.Facts.Before(subject, before, Batch); page.Count > 0; page = reader.Facts.Before(subject, page[^1].Seq, Batch))
        {
            foreach (var row in page)
            {
                yield return row;
            }
        }
    }

    /// <summary>Proves that the log of one size begins with that of another; of what is anchored only.</summary>
    public async Task<Outcome<ConsistencyView>> ConsistencyAsync(Hash32 pool, ulong epoch, ulong from, ulong to, CancellationToken cancellation)
    {
        var (isKnown, anchored) = await _context.Store.ReadAsync(
            reader => (_context.On(reader).Pool(new PoolId(pool)).Formed is not null, _context.On(reader).Log(new PoolId(pool)).Latest(epoch)?.Act.Size ?? 0),
            cancellation);
        if (!isKnown)
        {
            return new PoolUnknown(new PoolId(pool));
        }

        return from > to || to > anchored || to == 0
            ? new LogRangeInvalid(from, to, anchored)
            : await _trees.ReadAsync<Outcome<ConsistencyView>>(
                new PoolId(pool),
                epoch,
                tree => to > tree.Size
                    ? new LogRangeInvalid(from, to, tree.Size) // the writer stands still then
                    : new ConsistencyView(pool, epoch, from, to, tree.RootAt(from), tree.RootAt(to), ConsistencyProof.Make(tree, from, to)),
                cancellation);
    }
}
