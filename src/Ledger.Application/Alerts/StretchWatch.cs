// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Alerts;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Store;

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
        var logs = writer.Journal.Logs().Where(one => one.Pool == pool.Value && one.Epoch <= epoch).Select(one => one.Epoch).ToList();
        if (from >= to || logs.Select(own => writer.Journal.At(pool.Value, own, before(own) + from)).FirstOrDefault(row => row?.Promise is not null) is not { } first)
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
