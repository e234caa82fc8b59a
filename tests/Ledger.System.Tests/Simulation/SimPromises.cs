// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Application.Alerts;
using Ledger.Application.Usage;
using Ledger.Chain.Contracts;
using Ledger.Domain.Alerts;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Journal;

namespace Ledger.SystemTests.Simulation;

/// <summary>Which promises were broken, judged plainly: by the chain's own logs and nothing of the ledger's.</summary>
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
        var passing = chain.Blocks.FirstOrDefault(block => block.Logs.Any(entry =>
            entry.Log.Topics[0] == UsageLogContract.CheckpointAnchoredTopic && entry.Log.Topics[1] == row.Pool && SizeOf(entry.Log.Data.Span) > promise.Index));
        return passing is null ? (chain.Head.Header.Timestamp > promise.AnchorBy ? "promise-overdue" : null)
            : passing.Header.Timestamp > promise.AnchorBy ? "promise-late"
            : null;
    }

    /// <summary>The second word of the event's data: oldSize, <b>size</b>, root, ….</summary>
    private static ulong SizeOf(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt64BigEndian(data[((2 * Word) - sizeof(ulong))..(2 * Word)]);
}
