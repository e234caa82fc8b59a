// SPDX-License-Identifier: Apache-2.0

using Ledger.Benchmarks;
using Ledger.Benchmarks.Chain;
using Ledger.Benchmarks.Ethereum;
using Ledger.Benchmarks.Proving;
using Ledger.Benchmarks.Starting;

// A group is added here, by the name that scripts/bench takes.
var groups = new Dictionary<string, Func<IAsyncEnumerable<Measurement>>>(StringComparer.Ordinal)
{
    ["ethereum"] = EthereumGroup.RunAsync,
    ["chain"] = ChainGroup.RunAsync,
    ["evidence"] = EvidenceGroup.RunAsync,
    ["start"] = StartGroup.RunAsync,
};

foreach (var name in args)
{
    if (!groups.ContainsKey(name))
    {
        await Console.Error.WriteLineAsync($"There is no benchmark group {name}; there are: {string.Join(", ", groups.Keys)}.");
        return 2;
    }
}

foreach (var (name, run) in groups)
{
    if (args.Length > 0 && !args.Contains(name, StringComparer.Ordinal))
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
