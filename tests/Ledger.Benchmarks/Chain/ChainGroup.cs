// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Benchmarks.Chain;

/// <summary>How fast a new ledger catches up with a chain, against what the node gives to whoever only asks for its logs.</summary>
internal static class ChainGroup
{
    private const int Rounds = 3;

    // Small enough for every day; the figure that RELIABILITY names is asked for with 100000.
    private const int DefaultEvents = 5_000;

    private const int DefaultGrants = 2_000;

    public static async IAsyncEnumerable<Measurement> RunAsync()
    {
        var events = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_BENCH_EVENTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? asked
            : DefaultEvents;
        await using var world = await SyncWorld.CreateAsync(events);
        await world.SyncAsync();
        await world.ReadLogsAsync();
        var (rates, limits, bytes) = (new double[Rounds], new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            rates[round] = events / (await world.SyncAsync()).TotalSeconds;
            bytes[round] = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)events;
            limits[round] = events / (await world.ReadLogsAsync()).TotalSeconds;
        }

        yield return new Measurement("chain.sync", Median(rates), "event/s", Median(limits), Median([.. rates.Zip(limits, (rate, limit) => rate / limit)]));
        yield return new Measurement("chain.sync.allocated", Median(bytes), "B/event");

        var grants = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_BENCH_GRANTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            ? wanted
            : DefaultGrants;
        await using var outbox = await OutboxBench.CreateAsync();
        await outbox.RunAsync(grants / 4);
        var found = new List<OutboxRound>();
        for (var round = 0; round < Rounds; round++)
        {
            found.Add(await outbox.RunAsync(grants));
        }

        yield return new Measurement(
            "chain.outbox", Median([.. found.Select(it => it.Rate)]), "transaction/s", Median([.. found.Select(it => it.Limit)]),
            Median([.. found.Select(it => it.Rate / it.Limit)]));
        yield return new Measurement("chain.outbox.gaps", found.Sum(it => it.Gaps), "nonce");
        yield return new Measurement("chain.outbox.duplicates", found.Sum(it => it.Duplicates), "grant");
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
