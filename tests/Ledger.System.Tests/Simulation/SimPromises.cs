// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Application.Alerts;
using Ledger.Application.Usage;
using Ledger.Chain.Contracts;
using Ledger.Domain.Alerts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Journal;

namespace Ledger.SystemTests.Simulation;

/// <summary>Which promises were broken, judged plainly: by the chain's own logs, one after the other, and nothing of the ledger's.</summary>
internal static class SimPromises
{
    private const int Word = 32;

    /// <summary>Compares the alerts with the chain, once all is final: each broken promise has one, and no other has.</summary>
    /// <returns>How many were broken.</returns>
    public static int Check(SimChain chain, IStoreReader reader)
    {
        var broken = reader.Journal.List(default, 0, int.MaxValue)
            .Select(row => (row.RecordId, Reason: Judge(chain, row)))
            .Where(one => one.Reason is not null)
            .Select(one => $"{one.RecordId} {one.Reason}");
        var alerts = reader.Alerts.List(null, null, 0, int.MaxValue).Where(alert => alert.Rule == PromiseBroken.Rule && alert.State != AlertState.Retracted).ToList();
        Assert.All(alerts, alert => Assert.Equal(AlertState.Final, alert.State));
        var shown = alerts.Select(alert => AlertBody.Read(alert.Body)).Select(body => $"{body.Records[0].Record} {body.Reason}");
        Assert.Equal(broken.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        return alerts.Count;
    }

    /// <summary>The key that the chain gave an epoch of a pool's log.</summary>
    /// <param name="first">The charter's.</param>
    public static Address LogKey(SimChain chain, Hash32 pool, ulong epoch, Address first) => epoch == 0 ? first : chain.Blocks
        .SelectMany(block => block.Logs)
        .Where(entry => entry.Log.Topics[0] == PoolsContract.LogKeyChangedTopic && entry.Log.Topics[1] == pool)
        .Select(entry => PoolsContract.ReadLogKeyChanged(entry.Log).Act)
        .Single(change => change.Epoch == epoch).LogKey;

    /// <summary>When the chain first had a record's leaf under a checkpoint, and until when that was promised; null where it never did.</summary>
    /// <param name="blocks">The chain, or a fork of it.</param>
    public static (ulong? Time, ulong Due) Anchoring(IEnumerable<SimBlock> blocks, JournalRow row)
    {
        var promise = Journaling.ReadPromise(row).Promise;
        var (epoch, index, due, size) = (promise.Epoch, promise.Index, promise.AnchorBy, 0UL);
        foreach (var (time, log) in blocks.SelectMany(block => block.Logs.Select(entry => (block.Header.Timestamp, entry.Log))))
        {
            if (log.Topics[0] == UsageLogContract.CheckpointAnchoredTopic && log.Topics[1] == row.Pool && Number(log.Topics[2].ToArray()) == epoch)
            {
                size = Number(log.Data.Span[Word..]);
                if (size > index)
                {
                    return (time, due);
                }
            }

            if (log.Topics[0] == PoolsContract.LogKeyChangedTopic && log.Topics[1] == row.Pool && PoolsContract.ReadLogKeyChanged(log).Act.Epoch == epoch + 1)
            {
                // The seal left it over: it is the next epoch's, with a grace of its own where the seal came in time.
                due = time <= due ? Math.Max(due, time + PromiseStanding.CarriedGraceSeconds) : due;
                (epoch, index, size) = (epoch + 1, index - size, 0);
            }
        }

        return (null, due);
    }

    /// <summary>How a promise was broken; null where it was not, or not yet.</summary>
    private static string? Judge(SimChain chain, JournalRow row)
    {
        var (time, due) = Anchoring(chain.Blocks, row);
        return time is { } at ? (at > due ? "promise-late" : null)
            : chain.Head.Header.Timestamp > due ? "promise-overdue"
            : null;
    }

    /// <summary>A word of 32 bytes as a number. Of the event's data the second is the size: oldSize, <b>size</b>, root, ….</summary>
    private static ulong Number(ReadOnlySpan<byte> word) => BinaryPrimitives.ReadUInt64BigEndian(word[(Word - sizeof(ulong))..Word]);
}
