// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Alerts;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Alerts;

/// <summary>The promises between two checkpoints past those that have alerts of their own: one alert for all of them, with their count once it is sure.</summary>
internal sealed class StretchWatch(LedgerContext context)
{
    private const ulong Batch = 1_000;

    private readonly PromiseAlerts _alerts = new(context);

    /// <summary>Judges the rest of a stretch. While no checkpoint passes it, its first leaf speaks for all: theirs is the oldest promise.</summary>
    /// <param name="from">The first leaf without an alert of its own.</param>
    /// <param name="to">The first one past the stretch; of one that no checkpoint closes yet, any number past <paramref name="from"/>.</param>
    /// <param name="before">How many leaves a log has behind it in this epoch.</param>
    /// <returns>The last second at which another look says the same, while no checkpoint comes; zero while nothing stands there.</returns>
    public ulong Judge(IStoreWriter writer, PoolId pool, ulong epoch, ulong from, ulong to, Func<ulong, ulong> before)
    {
        var logs = Logs(writer, pool, epoch);
        if (from >= to || First(writer, pool, logs, from, before) is not { } first)
        {
            return 0;
        }

        var known = context.On(writer);
        var (epochs, log) = (known.Pool(pool).Epochs, known.Log(pool));
        var standing = PromiseStanding.Of(Journaling.ReadPromise(first).Promise, epochs, log, writer.Blocks.Head!.Time, first.Leaf);
        var by = log.FirstPast(epoch, from);
        var finding = by is null
            ? PromisesBroken.Waiting(new RecordId(first.RecordId), epoch, from, standing)
            : logs.Select(own => Count(writer, pool, own, before(own) + from, before(own) + to, by, epochs, log)).Aggregate(0UL, (sum, one) => sum + one) is var count and > 0
                ? PromisesBroken.Late(new RecordId(first.RecordId), epoch, count, from, to - 1, by)
                : null;
        _alerts.Put(
            writer, StoreKeys.Of(PromisesBroken.Rule, first.RecordId), pool.Value, null, finding, by is not null,
            () => by?.At.Block ?? PromiseAlerts.FirstPast(writer, standing.Due));
        return finding is null ? standing.Due : ulong.MaxValue;
    }

    /// <summary>
    /// A checkpoint came or went, and the waiting rest begins with another leaf now: the alert of the one that it began with is withdrawn. A
    /// checkpoint that passed that leaf and more has told the number by then; of one that passed less, each has an alert of its own.
    /// </summary>
    /// <param name="epoch">The epoch of the leaf.</param>
    /// <param name="leaf">The leaf with which the rest began.</param>
    /// <param name="before">How many leaves a log has behind it in that epoch.</param>
    /// <param name="present">The leaf with which it begins now, in the present epoch, and how many leaves a log has behind it there.</param>
    public void Withdraw(IStoreWriter writer, PoolId pool, ulong epoch, ulong leaf, Func<ulong, ulong> before, (ulong Epoch, ulong Leaf, Func<ulong, ulong> Before) present)
    {
        if (First(writer, pool, Logs(writer, pool, epoch), leaf, before) is not { } first
            || First(writer, pool, Logs(writer, pool, present.Epoch), present.Leaf, present.Before)?.RecordId == first.RecordId)
        {
            return;
        }

        var id = StoreKeys.Of(PromisesBroken.Rule, first.RecordId);
        if (writer.Alerts.Find(id) is { } alert && PromisesBroken.IsWaiting(AlertBody.Read(alert.Body).Reason))
        {
            _alerts.Put(writer, id, pool.Value, null, null, isKept: true, () => throw new InvalidOperationException("Nothing is found."));
        }
    }

    private static List<ulong> Logs(IStoreReader reader, PoolId pool, ulong epoch) =>
        [.. reader.Journal.Logs().Where(one => one.Pool == pool.Value && one.Epoch <= epoch).Select(one => one.Epoch)];

    /// <summary>The record whose leaf stands there, wherever it was promised.</summary>
    private static JournalRow? First(IStoreReader reader, PoolId pool, List<ulong> logs, ulong leaf, Func<ulong, ulong> before) =>
        logs.Select(own => reader.Journal.At(pool.Value, own, before(own) + leaf)).FirstOrDefault(row => row?.Promise is not null);

    private static ulong Count(
        IStoreWriter writer, PoolId pool, ulong own, ulong from, ulong to, CheckpointAnchored by, IReadOnlyList<LogEpoch> epochs, ILogHistory log)
    {
        var number = 0UL;
        for (var start = from; start < to; start += Batch)
        {
            foreach (var row in writer.Journal.Promised(pool.Value, own, start, Math.Min(start + Batch, to)))
            {
                if (own == by.Act.Epoch && KeptPromise.IsPlain(row.Leaf, row.Promise, by.At.Time))
                {
                    continue;
                }

                var promise = Journaling.ReadPromise(row.Promise).Promise;
                var place = PromiseStanding.Place(promise, epochs, epoch => log.Latest(epoch)?.Act.Size ?? 0);
                number += PromiseStanding.Of(promise, place, by, by.At.Time, row.Leaf).IsBroken ? 1UL : 0;
            }
        }

        return number;
    }
}
