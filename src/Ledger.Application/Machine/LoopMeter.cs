// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;

namespace Ledger.Application.Machine;

/// <summary>What the loops count as it happens.</summary>
internal static class LoopMeter
{
    public const string Name = "Ledger.Application";

    private static readonly Meter Loops = new(Name);

    private static readonly Counter<long> Blocks = Loops.CreateCounter<long>("ledger.chain.blocks", "{block}", "Blocks taken in.");

    private static readonly Counter<long> Reorgs = Loops.CreateCounter<long>("ledger.chain.reorgs", "{reorg}", "Times that the chain moved away under the newest block.");

    private static readonly Histogram<int> Depths = Loops.CreateHistogram<int>("ledger.chain.reorg.depth", "{block}", "Blocks taken back by one reorg.");

    private static readonly Counter<long> Faults = Loops.CreateCounter<long>("ledger.loop.faults", "{fault}", "Times that a loop met a fault of chain or store.");

    private static readonly Counter<long> Failures = Loops.CreateCounter<long>("ledger.outbox.failed", "{intent}", "Intents that cannot be recorded any more.");

    public static void Advanced(int blocks) => Blocks.Add(blocks);

    public static void Reorged(int depth)
    {
        Reorgs.Add(1);
        Depths.Record(depth);
    }

    public static void Faulted(string loop, bool isTransient) => Faults.Add(1, new("loop", loop), new("transient", isTransient));

    public static void Failed(string kind) => Failures.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
