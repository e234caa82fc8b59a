// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Application.Alerts;
using Ledger.Application.Usage;
using Ledger.Chain.Contracts;
using Ledger.Domain.Alerts;
using Ledger.Domain.Usage;
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

    /// <summary>How a promise was broken; null where it was not, or not yet.</summary>
    private static string? Judge(SimChain chain, JournalRow row)
    {
        var promise = Journaling.ReadPromise(row).Promise;
        var (epoch, index, due, size) = (promise.Epoch, promise.Index, promise.AnchorBy, 0UL);
        foreach (var (time, log) in chain.Blocks.SelectMany(block => block.Logs.Select(entry => (block.Header.Timestamp, entry.Log))))
        {
            if (log.Topics[0] == UsageLogContract.CheckpointAnchoredTopic && log.Topics[1] == row.Pool && Number(log.Topics[2].ToArray()) == epoch)
            {
                size = Number(log.Data.Span[Word..]);
                if (size > index)
                {
                    return time > due ? "promise-late" : null;
                }
            }

            if (log.Topics[0] == PoolsContract.LogKeyChangedTopic && log.Topics[1] == row.Pool && PoolsContract.ReadLogKeyChanged(log).Act.Epoch == epoch + 1)
            {
                // The seal left it over: it is the next epoch's, with a grace of its own where the seal came in time.
                due = time <= due ? Math.Max(due, time + PromiseStanding.CarriedGraceSeconds) : due;
                (epoch, index, size) = (epoch + 1, index - size, 0);
            }
        }

        return chain.Head.Header.Timestamp > due ? "promise-overdue" : null;
    }

    /// <summary>A word of 32 bytes as a number. Of the event's data the second is the size: oldSize, <b>size</b>, root, ….</summary>
    private static ulong Number(ReadOnlySpan<byte> word) => BinaryPrimitives.ReadUInt64BigEndian(word[(Word - sizeof(ulong))..Word]);
}
