// SPDX-License-Identifier: Apache-2.0

using Ledger.Benchmarks;
using Ledger.Benchmarks.Chain;
using Ledger.Benchmarks.Ethereum;
using Ledger.Benchmarks.Proving;
using Ledger.Benchmarks.Starting;
using Ledger.Benchmarks.Usage;

// A benchmark is added here, by the name that scripts/bench takes; a group's name stands for all of its own.
var benchmarks = new Dictionary<string, Func<IAsyncEnumerable<Measurement>>>(StringComparer.Ordinal)
{
    ["ethereum"] = EthereumGroup.RunAsync,
    ["chain.sync"] = ChainGroup.SyncAsync,
    ["chain.outbox"] = ChainGroup.OutboxAsync,
    ["chain.lag"] = ChainGroup.LagAsync,
    ["chain.growth"] = ChainGroup.GrowthAsync,
    ["chain.million"] = ChainGroup.MillionAsync,
    ["evidence"] = EvidenceGroup.RunAsync,
    ["usage"] = UsageGroup.RunAsync,
    ["usage.intake"] = IntakeBench.ReportsAsync,
    ["usage.lines"] = IntakeBench.LinesAsync,
    ["usage.growth"] = IntakeBench.GrowthAsync,
    ["usage.trace"] = TraceBench.RunAsync,
    ["usage.statements"] = StatementBench.RunAsync,
    ["usage.restart"] = RestartBench.RunAsync,
    ["start"] = StartGroup.RunAsync,
};

// Minutes each: only who names them, or their group, gets them.
string[] seldom = ["chain.growth", "chain.million", "usage.growth", "usage.trace", "usage.statements", "usage.restart"];

foreach (var name in args)
{
    if (!benchmarks.Keys.Any(known => Names(name, known)))
    {
        await Console.Error.WriteLineAsync($"There is no benchmark {name}; there are: {string.Join(", ", benchmarks.Keys)}.");
        return 2;
    }
}

foreach (var (name, run) in benchmarks)
{
    if (args.Length == 0 ? seldom.Contains(name, StringComparer.Ordinal) : !args.Any(asked => Names(asked, name)))
    {
        continue;
    }

    await Console.Error.WriteLineAsync($"Measuring {name}");
    await foreach (var measurement in run())
    {
        Console.WriteLine(measurement.ToJson(MachineLoad.OneMinute()));
    }
}

return 0;

static bool Names(string asked, string known) => known == asked || known.StartsWith(asked + ".", StringComparison.Ordinal);
