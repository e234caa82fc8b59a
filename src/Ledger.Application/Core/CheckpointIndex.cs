// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Facts;

namespace Ledger.Application.Core;

/// <summary>
/// Remembers where the checkpoints of the pools' logs lie among the facts, so that one of them is found without the others. It is only a
/// memory: each snapshot of the store says how far it holds there, and what is new is read from there on.
/// </summary>
/// <remarks>
/// An entry holds in a snapshot whose fact of that number stands on the present chain, in the same block and place: then all before it are
/// its block's ancestors and hold too. So snapshots of several ages share the memory, and neither a reorganization nor a transaction that
/// was rolled back, whose numbers are given anew, can leave a wrong one in it. By estimate a hundred bytes a checkpoint.
/// </remarks>
internal sealed class CheckpointIndex
{
    private const int Batch = 1_024;

    private readonly ConcurrentDictionary<PoolId, ImmutableList<Entry>> _pools = new();

    /// <summary>A pool's log as a snapshot has it; good as long as the snapshot.</summary>
    public ILogHistory Of(Known known, PoolId pool)
    {
        var subject = StoreKeys.Of(Subject.UsageLog(pool));
        if (known.Store.Facts.Before(subject, long.MaxValue, 1) is not [var newest])
        {
            return LogHistory.Empty;
        }

        var kept = _pools.GetValueOrDefault(pool) ?? [];
        if (CountTo(kept, newest) is not { } count)
        {
            _pools[pool] = kept = Grown(known, subject, kept);
            count = kept.Count;
        }

        return new Log(known, kept, count);
    }

    /// <summary>How many of the entries a snapshot has whose newest is that; null where it is none of them.</summary>
    private static int? CountTo(ImmutableList<Entry> kept, FactRow newest)
    {
        var at = FirstPast(kept.Count, i => kept[i].Seq >= newest.Seq);
        return at < kept.Count && kept[at].Holds(newest) ? at + 1 : null;
    }

    /// <summary>The entries, in the chain's order, which is that of epoch and size: what of them holds in the snapshot, and all that comes after it.</summary>
    private static ImmutableList<Entry> Grown(Known known, Hash32 subject, ImmutableList<Entry> kept)
    {
        while (kept is [.., var last] && !last.Holds(known.Store.Facts.Find(last.Seq)))
        {
            kept = kept.RemoveAt(kept.Count - 1);
        }

        var all = kept.ToBuilder();
        for (var page = After(all is [.., var end] ? end.Seq : 0); page.Count > 0; page = After(page[^1].Seq))
        {
            foreach (var row in page)
            {
                if (known.Decode(row) is CheckpointAnchored { Act: var act })
                {
                    all.Add(new Entry(act.Epoch, act.Size, row.Seq, Entry.MarkOf(row), row.EventIndex));
                }
            }
        }

        return all.ToImmutable();

        IReadOnlyList<FactRow> After(long seq) => known.Store.Facts.After(subject, seq, Batch);
    }

    /// <summary>The first of so many places from which on something holds; their number where it holds nowhere.</summary>
    private static int FirstPast(int count, Func<int, bool> holds)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <param name="Seq">The number of the checkpoint's fact.</param>
    /// <param name="Block">The first eight bytes of its block's hash.</param>
    /// <param name="Index">Its place there.</param>
    private readonly record struct Entry(ulong Epoch, ulong Size, long Seq, ulong Block, uint Index)
    {
        public static ulong MarkOf(FactRow row)
        {
            var hash = row.Block.Hash;
            return BinaryPrimitives.ReadUInt64BigEndian(Hash32.Bytes(in hash));
        }

        /// <summary>Whether that fact is the entry's, and on the present chain.</summary>
        public bool Holds(FactRow? row) => row is { Retracted: false } && (row.Seq, MarkOf(row), row.EventIndex) == (Seq, Block, Index);
    }

    /// <summary>A log in one snapshot: what is asked for is looked up among the entries, and read.</summary>
    private sealed class Log(Known known, ImmutableList<Entry> kept, int count) : ILogHistory
    {
        public CheckpointAnchored? Newest => Read(count - 1);

        public CheckpointAnchored? Latest(ulong epoch) => End(epoch) is var end && end > 0 && kept[end - 1].Epoch == epoch ? Read(end - 1) : null;

        public CheckpointAnchored? FirstPast(ulong epoch, ulong index)
        {
            var at = CheckpointIndex.FirstPast(count, i => kept[i].Epoch > epoch || (kept[i].Epoch == epoch && kept[i].Size > index));
            return at < count && kept[at].Epoch == epoch ? Read(at) : null;
        }

        public IEnumerable<CheckpointAnchored> Down(ulong epoch)
        {
            for (var at = End(epoch) - 1; at >= 0 && kept[at].Epoch == epoch; at--)
            {
                yield return Read(at);
            }
        }

        private int End(ulong epoch) => CheckpointIndex.FirstPast(count, i => kept[i].Epoch > epoch);

        private CheckpointAnchored Read(int at) => known.Store.Facts.Find(kept[at].Seq) is { } row && known.Decode(row) is CheckpointAnchored checkpoint
            ? checkpoint
            : throw new InvalidDataException($"Fact {kept[at].Seq} was a checkpoint and is none now.");
    }
}
