// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Benchmarks.Ethereum;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Usage;

namespace Ledger.Benchmarks.Usage;

/// <summary>
/// The usage log's own work: a tree over a million records, each leaf hashed from its kind, id and signature, and proofs from it.
/// The limit of the tree is the time of its leaves alone; that of a verified proof the bare hashing of as many nodes.
/// </summary>
internal static class UsageGroup
{
    private const int Leaves = 1_000_000;
    private const int Rounds = 5;

    public static async IAsyncEnumerable<Measurement> RunAsync()
    {
        await Task.Yield(); // this group only computes
        foreach (var measurement in Trees())
        {
            yield return measurement;
        }

        yield return Merkle.Making("usage.proof-make");
        yield return Merkle.Verifying("usage.proof-verify");
    }

    private static IEnumerable<Measurement> Trees()
    {
        _ = Signature.TryCreate([.. Enumerable.Repeat((byte)1, Signature.Size - 1), 27], out var signature);
        var (seconds, limits) = (new double[Rounds], new double[Rounds]);
        for (var round = -1; round < Rounds; round++) // the first warms up
        {
            limits[Math.Max(round, 0)] = Time(_ => { }, signature);
            var tree = new MerkleTree();
            seconds[Math.Max(round, 0)] = Time(tree.Append, signature);
            if (tree.Size != Leaves || tree.Head == default)
            {
                throw new InvalidOperationException("The tree is not whole.");
            }
        }

        Array.Sort(seconds);
        Array.Sort(limits);
        yield return new Measurement("usage.tree", seconds[Rounds / 2], "s", limits[Rounds / 2], seconds[Rounds / 2] / limits[Rounds / 2]);
        yield return new Measurement("usage.tree-memory", MiB(signature), "MiB");
    }

    /// <summary>How much more memory the process has at its peak while it builds one tree than it had before.</summary>
    private static double MiB(Signature signature)
    {
        using var peak = new MemoryPeak();
        var before = peak.MiB;
        var tree = new MerkleTree();
        Time(tree.Append, signature);
        var after = peak.MiB;
        GC.KeepAlive(tree);
        return after - before;
    }

    private static double Time(Action<Hash32> take, Signature signature)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Leaves; i++)
        {
            take(UsageLeaf.Hash(RecordKind.UsageReport, new RecordId(new Hash32([.. BitConverter.GetBytes((long)i), .. new byte[24]])), signature));
        }

        return clock.Elapsed.TotalSeconds;
    }
}
