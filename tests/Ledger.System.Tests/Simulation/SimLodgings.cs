// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Chain.Contracts;
using Ledger.Application.Core;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.SystemTests.Simulation;

/// <summary>What became of what was lodged, judged plainly: by the chain's own logs and the times at which the bodies came.</summary>
internal static class SimLodgings
{
    /// <summary>Compares what the ledger shows of each lodging with the chain, and holds each record that named an old block to the lodging that let it in.</summary>
    /// <returns>How many bodies followed in time, and how many lodgings lapsed.</returns>
    public static async Task<(int Followed, int Lapsed)> CheckAsync(SimChain chain, SimLedger ledger, Hash32 pool)
    {
        var shown = (await ledger.Open.Lodgings.ListAsync(Caller.Host, pool, null, null, null, int.MaxValue - 1, default)).Value!.Items;
        var judged = await ledger.Store.ReadAsync(reader =>
        {
            Assert.All(reader.Journal.List(new RecordFilter(Pool: pool), 0, int.MaxValue), row => AssertInTime(chain, row));
            return Lodgings(chain.Blocks, pool).Select(lodged => $"{lodged.Digest} {Judge(chain, reader, lodged.Digest, lodged.Time)}").ToList();
        });
        Assert.Equal(judged, shown.Select(view => $"{view.Digest} {view.State}"));
        return (judged.Count(one => one.EndsWith("followed", StringComparison.Ordinal)), judged.Count(one => one.EndsWith("lapsed", StringComparison.Ordinal)));
    }

    private static IEnumerable<(Hash32 Digest, ulong Time)> Lodgings(IEnumerable<SimBlock> blocks, Hash32 pool) => blocks.SelectMany(block => block.Logs
        .Where(entry => entry.Log.Topics[0] == UsageLogContract.LodgedTopic && entry.Log.Topics[1] == pool)
        .Select(entry => (entry.Log.Topics[2], block.Header.Timestamp)));

    private static string Judge(SimChain chain, IStoreReader reader, Hash32 digest, ulong lodgedAt)
    {
        var until = lodgedAt + SimLedger.LodgeGraceSeconds;
        return reader.Journal.Find(digest) is { } row ? (TakenAt(chain, row) <= until ? "followed" : "lapsed")
            : chain.Head.Header.Timestamp <= until ? "open"
            : "lapsed";
    }

    /// <summary>The time of the chain's block at which it came; the host's word where that block was taken back.</summary>
    private static ulong TakenAt(SimChain chain, JournalRow row) =>
        chain.Blocks.Find(block => block.Ref == row.Received)?.Header.Timestamp ?? (ulong)row.ReceivedAt;

    /// <summary>Whoever names a block that was too old when his record came had lodged it in time on some fork that the host saw.</summary>
    private static void AssertInTime(SimChain chain, JournalRow row)
    {
        var named = chain.Find(RecordJson.Read(row.Kind, row.Body).RecentBlock)!.Header.Timestamp;
        var came = chain.Find(row.Received.Hash)!.Header.Timestamp;
        Assert.True(
            came <= named + SimLedger.MaxRecordAgeSeconds
            || Lodgings(chain.Ever, row.Pool).Any(one => one.Digest == row.RecordId && one.Time <= named + SimLedger.MaxRecordAgeSeconds && came <= one.Time + SimLedger.LodgeGraceSeconds),
            $"record {row.RecordId} named a block of {named}, came at {came} and was taken");
    }
}
