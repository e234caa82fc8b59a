// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Ethereum;
using Ledger.Store.Sqlite;

namespace Ledger.Benchmarks.Chain;

/// <summary>What was found.</summary>
/// <param name="Lags">The lag of each block in milliseconds, by size.</param>
/// <param name="Requests">How many requests a second the whole ledger sent to the node.</param>
/// <param name="Peak">The peak of the working set in MiB.</param>
internal sealed record LagRound(double[] Lags, double Requests, double Peak);

/// <summary>How long after the node has a block its events are to be read, with a block of 500 events every second and every loop at work.</summary>
internal static class LagBench
{
    // Whoever would wait for it looks so often; a look is a fraction of a millisecond.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Block = TimeSpan.FromSeconds(1);

    // The compiler's blocks, which also show the ledger the chain's rhythm.
    private const int Before = 5;

    /// <param name="blocks">How many blocks.</param>
    /// <param name="hinted">Whether the node tells of blocks over its WebSocket, or is only asked.</param>
    public static async Task<LagRound> RunAsync(int blocks, bool hinted)
    {
        await using var chain = await PartyChain.CreateAsync();
        var road = new CountedRoad(chain.Anvil.Transport);
        var (ledger, store) = chain.Open(hinted, road);
        await using (store)
        await using (ledger)
        {
            using var end = new CancellationTokenSource();
            var running = ledger.Loops.Select(loop => Task.Run(() => loop.RunAsync(end.Token))).ToArray();
            using var second = new PeriodicTimer(Block);
            for (var i = 0; i < Before; i++)
            {
                var opened = await chain.SendAsync(PartyChain.EventsPerBlock);
                await second.WaitForNextTickAsync();
                await OneAsync(chain, store, opened.Value);
            }

            using var memory = new MemoryPeak();
            var (lags, before, clock) = (new double[blocks], road.Requests, Stopwatch.StartNew());
            for (var i = 0; i < blocks; i++)
            {
                var last = await chain.SendAsync(PartyChain.EventsPerBlock);
                await second.WaitForNextTickAsync();
                lags[i] = (await OneAsync(chain, store, last.Value)).TotalMilliseconds;
            }

            var requests = (road.Requests - before) / clock.Elapsed.TotalSeconds;
            await end.CancelAsync();
            await Task.WhenAll(running);
            return new LagRound([.. lags.Order()], requests, memory.MiB);
        }
    }

    /// <summary>From the first answer in which the node has the block until the party that opened last in it is to be read.</summary>
    private static async Task<TimeSpan> OneAsync(PartyChain chain, SqliteStore store, Hash32 last)
    {
        var before = (await chain.Anvil.Node.HeadAsync(default)).Ref.Number;
        var mined = chain.Anvil.MineAsync();
        using var look = new PeriodicTimer(Look);
        while ((await chain.Anvil.Node.HeadAsync(default)).Ref.Number == before)
        {
            await look.WaitForNextTickAsync();
        }

        var clock = Stopwatch.StartNew();
        while (await store.ReadAsync(reader => reader.Projections.Find("party", last)) is null)
        {
            await look.WaitForNextTickAsync();
        }

        clock.Stop();
        await mined;
        return clock.Elapsed;
    }
}
