// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Alerts;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Facts;
using Ledger.Store.Journal;

namespace Ledger.Application.Alerts;

/// <summary>Holds this host to its own promises: an alert for each that chain and journal show broken, and for nothing else.</summary>
/// <remarks>Epochs count here from the block of their change, final or not, so that a rebuild that marks nothing as final on its way gives equal alerts.</remarks>
internal sealed class PromiseWatch(LedgerContext context)
{
    /// <summary>Of the leaves between two checkpoints so many, the first, have an alert of their own; all others have one together.</summary>
    public const ulong MostOfStretch = 1_000;

    private const ulong Batch = 100; // reports come with all their lines

    private readonly PromiseAlerts _alerts = new(context);
    private readonly StretchWatch _rest = new(context);
    private readonly Dictionary<Hash32, Sizes> _sizes = [];
    private readonly Dictionary<Hash32, Stretch> _waiting = [];

    /// <summary>How many promises it looked at that wait for a checkpoint: what blocks cost.</summary>
    public long Judged { get; private set; }

    /// <summary>A block has moved chain time on: what is past its time and not anchored is broken. The oldest promise leads.</summary>
    public void Pass(IStoreWriter writer)
    {
        var head = writer.Blocks.Head!;
        foreach (var logs in writer.Journal.Logs().GroupBy(log => log.Pool))
        {
            var sizes = SizesOf(writer, logs.Key);
            if (MayBeOverdue(writer, sizes, [.. logs], head.Time))
            {
                Wait(writer, new PoolId(logs.Key), sizes, [.. logs.Where(log => log.Epoch <= sizes.Present).Select(log => (log.Epoch, log.Size))], head);
            }
        }
    }

    /// <summary>
    /// Judges the promises behind the last checkpoint. Where the block follows on the one of the last look, and checkpoints and epochs are the
    /// same, only those can have changed that were open then and are due, and those that came since: for a log that stands still would else be read
    /// whole for every block.
    /// </summary>
    private void Wait(IStoreWriter writer, PoolId pool, Sizes sizes, IReadOnlyList<(ulong Epoch, ulong Size)> logs, BlockRow head)
    {
        var from = sizes.Of(sizes.Present);
        if (!_waiting.TryGetValue(pool.Value, out var stretch) || stretch.Block != head.Parent || !ReferenceEquals(stretch.Sizes, sizes))
        {
            stretch = new Stretch(sizes);
        }

        foreach (var (own, size) in logs)
        {
            var before = sizes.Between(own, sizes.Present);
            if (!stretch.Logs.TryGetValue(own, out var seen))
            {
                stretch.Logs.Add(own, seen = new Seen(before + from));
            }

            Wait(writer, pool, own, seen, Math.Min(size, before + from + MostOfStretch), sizes, head.Time);
        }

        if (head.Time > stretch.RestDue)
        {
            stretch.RestDue = _rest.Judge(writer, pool, sizes.Present, from + MostOfStretch, ulong.MaxValue, own => sizes.Between(own, sizes.Present));
        }

        stretch.Block = head.Ref.Hash;
        _waiting[pool.Value] = stretch;
    }

    /// <summary>The same of those promised in one epoch.</summary>
    private void Wait(IStoreWriter writer, PoolId pool, ulong own, Seen seen, ulong end, Sizes sizes, ulong time)
    {
        var start = time > seen.Due ? seen.Open : seen.End;
        var (open, due) = start == seen.End ? (seen.Open, seen.Due) : (end, ulong.MaxValue);
        open = open == seen.End ? end : open; // none was open
        for (; start < end; start += Batch)
        {
            foreach (var row in writer.Journal.Range(pool.Value, own, start, Math.Min(start + Batch, end)))
            {
                Judged++;
                if (row.Promise is null)
                {
                    (open, due) = (Math.Min(open, row.Index), 0); // it may be given one yet
                    continue;
                }

                var promise = Journaling.ReadPromise(row).Promise;
                var place = PromiseStanding.Place(promise, sizes.Epochs, sizes.Of);
                var by = place.Index < sizes.Of(place.Epoch) ? context.On(writer).Log(pool).FirstPast(place.Epoch, place.Index) : null;
                var standing = PromiseStanding.Of(promise, place, by, time, row.Leaf);
                if (standing.State is PromiseState.Open)
                {
                    (open, due) = (Math.Min(open, row.Index), Math.Min(due, standing.Due));
                }
                else
                {
                    Put(writer, row, promise, standing);
                }
            }
        }

        (seen.Open, seen.End, seen.Due) = (open, Math.Max(seen.End, end), due);
    }

    /// <summary>A checkpoint came, or went with its block: the promises that it was the first to pass are judged anew.</summary>
    public void Look(IStoreWriter writer, CheckpointAnchored checkpoint)
    {
        var (pool, epoch, from, to) = (checkpoint.Act.Pool, checkpoint.Act.Epoch, checkpoint.OldSize, checkpoint.Act.Size);
        Judge(writer, pool, epoch, from, Math.Min(to, from + MostOfStretch));
        var sizes = SizesOf(writer, pool.Value);
        ulong Before(ulong own) => sizes.Between(own, epoch);
        _rest.Judge(writer, pool, epoch, from + MostOfStretch, to, Before);

        // While it was not there the waiting rest began behind the one, and while it was behind the other.
        foreach (var end in new[] { from, to })
        {
            _rest.Withdraw(
                writer, pool, epoch, end + MostOfStretch, Before,
                (sizes.Present, sizes.Of(sizes.Present) + MostOfStretch, own => sizes.Between(own, sizes.Present)));
        }
    }

    /// <summary>One look at the first promise that waits is enough while nothing is wrong; after a change of the log key what it left over is looked at whole.</summary>
    private static bool MayBeOverdue(IStoreReader reader, Sizes sizes, IReadOnlyList<(Hash32 Pool, ulong Epoch, ulong Size)> logs, ulong time)
    {
        var waiting = logs.Where(log => log.Epoch <= sizes.Present && log.Size > sizes.Passed(log.Epoch)).ToList();
        return waiting.Exists(log => log.Epoch < sizes.Present)
            || (waiting is [var own] && sizes.Passed(own.Epoch) is var first
                && reader.Journal.Promised(own.Pool, own.Epoch, first, first + 1) is [var oldest] && Journaling.ReadPromise(oldest.Promise).Promise.AnchorBy < time);
    }

    private void Judge(IStoreWriter writer, PoolId id, ulong epoch, ulong from, ulong to)
    {
        var known = context.On(writer);
        var (epochs, log, sizes) = (known.Pool(id).Epochs, known.Log(id), SizesOf(writer, id.Value));
        var time = writer.Blocks.Head!.Time;
        var by = log.FirstPast(epoch, from) is { } first && first.Act.Size >= to ? first : null;
        var isNoneTold = !writer.Alerts.Counts().Any(one => one.Rule == PromiseBroken.Rule && one.State is not AlertState.Retracted);
        foreach (var (_, own, _) in writer.Journal.Logs().Where(one => one.Pool == id.Value && one.Epoch <= epoch).ToList())
        {
            var before = sizes.Between(own, epoch);
            foreach (var (index, leaf, kept) in writer.Journal.Promised(id.Value, own, before + from, before + to))
            {
                if (isNoneTold && by is not null && own == epoch && KeptPromise.IsPlain(leaf, kept, by.At.Time))
                {
                    continue; // nothing to tell, and nothing to withdraw
                }

                var promise = Journaling.ReadPromise(kept).Promise;
                Put(writer, writer.Journal.At(id.Value, own, index)!, promise, PromiseStanding.Of(promise, epochs, log, time, leaf));
            }
        }
    }

    private void Put(IStoreWriter writer, JournalRow row, Promise promise, PromiseStanding standing) => _alerts.Put(
        writer,
        StoreKeys.Of(PromiseBroken.Rule, row.RecordId),
        row.Pool,
        row.Author,
        PromiseBroken.Find(new RecordId(row.RecordId), new PartyId(row.Author), promise, standing),
        standing.State is PromiseState.Kept,
        () => standing.By?.At.Block ?? PromiseAlerts.FirstPast(writer, standing.Due));

    /// <summary>What the checkpoints come to, remembered until the chain has another checkpoint or log key.</summary>
    private Sizes SizesOf(IStoreReader reader, Hash32 pool)
    {
        var (checkpoint, change) = (PlaceOf(reader, Subject.UsageLog(new PoolId(pool))), PlaceOf(reader, Subject.LogKey(new PoolId(pool))));
        if (!_sizes.TryGetValue(pool, out var sizes) || (sizes.Checkpoint, sizes.Change) != (checkpoint, change))
        {
            var known = context.On(reader);
            var (epochs, log) = (known.Pool(new PoolId(pool)), known.Log(new PoolId(pool)));
            _sizes[pool] = sizes = new(checkpoint, change, epochs.Epoch, epochs.Epochs, epochs.Epochs.ToDictionary(one => one.Epoch, one => log.Latest(one.Epoch)?.Act.Size ?? 0));
        }

        return sizes;
    }

    private static (Hash32 Block, uint Index)? PlaceOf(IStoreReader reader, Subject subject) =>
        reader.Facts.Before(StoreKeys.Of(subject), long.MaxValue, 1) is [var last] ? (last.Block.Hash, last.EventIndex) : null;

    /// <summary>The sizes of a pool's log, by epoch.</summary>
    /// <param name="Checkpoint">The last checkpoint that they are of.</param>
    /// <param name="Change">The last change of the log key that they are of.</param>
    /// <param name="Present">The present epoch.</param>
    /// <param name="Epochs">The first to the present one.</param>
    private sealed record Sizes(
        (Hash32, uint)? Checkpoint, (Hash32, uint)? Change, ulong Present, IReadOnlyList<LogEpoch> Epochs, IReadOnlyDictionary<ulong, ulong> All)
    {
        public ulong Of(ulong epoch) => All.GetValueOrDefault(epoch);

        /// <summary>How many of the leaves promised in an epoch a checkpoint passed, there or where they were carried on to.</summary>
        public ulong Passed(ulong epoch) => Between(epoch, Present + 1);

        /// <summary>How many leaves a leaf promised in one epoch has left behind when it stands in a later one.</summary>
        public ulong Between(ulong epoch, ulong later) =>
            All.Where(one => one.Key >= epoch && one.Key < later).Aggregate(0UL, (sum, one) => sum + one.Value);
    }

    /// <summary>What waits for a checkpoint, as of one block. It is only a memory: a block that follows on another one is judged whole.</summary>
    private sealed class Stretch(Sizes sizes)
    {
        public Sizes Sizes => sizes;

        /// <summary>The block of the last look.</summary>
        public Hash32 Block { get; set; }

        /// <summary>By the epoch that they were promised in.</summary>
        public Dictionary<ulong, Seen> Logs { get; } = [];

        /// <summary>The last second at which the alert of the rest needs no other look.</summary>
        public ulong RestDue { get; set; }
    }

    /// <summary>What was seen of the leaves of one epoch.</summary>
    private sealed class Seen(ulong from)
    {
        /// <summary>The first leaf that is not known as broken.</summary>
        public ulong Open { get; set; } = from;

        /// <summary>The first leaf not looked at.</summary>
        public ulong End { get; set; } = from;

        /// <summary>The last second at which every open one is in time.</summary>
        public ulong Due { get; set; } = ulong.MaxValue;
    }
}
