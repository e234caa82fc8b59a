// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Benchmarks.Chain;

/// <summary>
/// How fast a new ledger catches up with a chain, against what the node gives to whoever only asks for its logs; how fast
/// its own acts come on it; and how long after a block its events are to be read.
/// </summary>
internal static class ChainGroup
{
    private const int Rounds = 3;

    // Small enough for every day; the figure that RELIABILITY names is asked for with 100000.
    private const int DefaultEvents = 5_000;
    private const int DefaultGrants = 2_000;
    private const int DefaultBlocks = 60;

    private static readonly int[] Growing = [10_000, 100_000];

    /// <summary>A cold start: LEDGER_BENCH_EVENTS events into a new store.</summary>
    public static async IAsyncEnumerable<Measurement> SyncAsync()
    {
        await using var world = await SyncWorld.CreateAsync(Asked("LEDGER_BENCH_EVENTS", DefaultEvents));
        var cold = await world.SyncAsync();
        await world.ReadLogsAsync();
        var (found, limits) = (new SyncRound[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            found[round] = await world.SyncAsync();
            limits[round] = await world.ReadLogsAsync();
        }

        yield return new Measurement(
            "chain.sync", Median(found.Select(it => it.Rate)), "event/s", Median(limits), Median(found.Zip(limits, (it, limit) => it.Rate / limit)));
        yield return new Measurement("chain.sync.allocated", Median(found.Select(it => it.Allocated)), "B/event");
        yield return new Measurement("chain.sync.peak", cold.Peak, "MiB"); // before the bare loop, whose buffers stay with the process
    }

    /// <summary>The same at ten thousand events and at a hundred thousand: whether it grows in a straight line.</summary>
    public static IAsyncEnumerable<Measurement> GrowthAsync() => GrowthAsync(Growing, bare: false);

    /// <summary>And from a hundred thousand to LEDGER_BENCH_EVENTS, a million by itself, which a stand-in for the contract emits: minutes, and gigabytes for the node.</summary>
    public static IAsyncEnumerable<Measurement> MillionAsync() => GrowthAsync([Growing[^1], Asked("LEDGER_BENCH_EVENTS", 1_000_000)], bare: true);

    /// <summary>LEDGER_BENCH_GRANTS grants through the outbox, against a bare loop of signed bytes.</summary>
    public static async IAsyncEnumerable<Measurement> OutboxAsync()
    {
        var grants = Asked("LEDGER_BENCH_GRANTS", DefaultGrants);
        await using var outbox = await OutboxBench.CreateAsync();
        await outbox.RunAsync(grants / 4);
        var found = new List<OutboxRound>();
        for (var round = 0; round < Rounds; round++)
        {
            found.Add(await outbox.RunAsync(grants));
        }

        yield return new Measurement(
            "chain.outbox", Median(found.Select(it => it.Rate)), "transaction/s", Median(found.Select(it => it.Limit)),
            Median(found.Select(it => it.Rate / it.Limit)));
        yield return new Measurement("chain.outbox.gaps", found.Sum(it => it.Gaps), "nonce");
        yield return new Measurement("chain.outbox.duplicates", found.Sum(it => it.Duplicates), "grant");
    }

    /// <summary>LEDGER_BENCH_BLOCKS blocks of 500 events, one a second; with the node's WebSocket as a hint, and without.</summary>
    public static async IAsyncEnumerable<Measurement> LagAsync()
    {
        foreach (var (name, hinted) in new[] { ("chain.lag", true), ("chain.lag.asked", false) })
        {
            var (lags, requests, peak) = await LagBench.RunAsync(Asked("LEDGER_BENCH_BLOCKS", DefaultBlocks), hinted);
            yield return new Measurement($"{name}.p50", lags[lags.Length / 2], "ms");
            yield return new Measurement($"{name}.p99", lags[(int)Math.Ceiling(lags.Length * 0.99) - 1], "ms");
            yield return new Measurement($"{name}.requests", requests, "1/s");
            yield return new Measurement($"{name}.peak", peak, "MiB");
        }
    }

    private static async IAsyncEnumerable<Measurement> GrowthAsync(IReadOnlyList<int> sizes, bool bare)
    {
        foreach (var events in sizes)
        {
            await using var world = await SyncWorld.CreateAsync(events, bare);
            var found = await world.SyncAsync();
            var limit = await world.ReadLogsAsync();
            yield return new Measurement($"chain.growth.{events}", found.Rate, "event/s", limit, found.Rate / limit);
            yield return new Measurement($"chain.growth.{events}.peak", found.Peak, "MiB");
        }
    }

    private static int Asked(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : otherwise;

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var all ? all[all.Count / 2] : 0;
}
