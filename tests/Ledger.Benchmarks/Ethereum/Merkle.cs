// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Benchmarks.Ethereum;

/// <summary>Trees of a million leaves, against the bare hashing of as many nodes one at a time; proofs from them, against the hashes that each costs.</summary>
internal static class Merkle
{
    private const int Leaves = 1_000_000;
    private const int Depth = 20;

    private static readonly Hash32[] Hashes =
        MerkleHash.Leaves([.. Enumerable.Range(0, Leaves).Select(i => new Hash32([.. BitConverter.GetBytes((long)i), .. new byte[24]]))]);

    private static readonly MerkleTree Tree = new(Hashes);

    private static readonly Hash32 Head = Tree.Head;

    private static readonly Hash32[][] Paths = [.. Enumerable.Range(0, Acts.Count).Select(i => InclusionProof.Make(Tree, IndexOf(i), Leaves))];

    public static IEnumerable<Measurement> Run()
    {
        // Asked first, so that no round pays for the tree that all of them share.
        if (MerkleTree.Root(Hashes) != Head)
        {
            throw new InvalidOperationException("The two roots differ.");
        }

        var (rate, limit, ratio) = Rounds.Against(Build, Nodes);
        yield return new Measurement("ethereum.merkle.build", rate, "leaf/s", limit, ratio);
    }

    /// <summary>Proofs made from the tree of a million leaves.</summary>
    public static Measurement Making(string name) => new(name, Rounds.Rate(Prove), "proof/s");

    /// <summary>Proofs from it verified, against as many bare hashes.</summary>
    public static Measurement Verifying(string name)
    {
        var (rate, limit, ratio) = Rounds.Against(Verify, count => Nodes(count * Depth));
        return new Measurement(name, rate, "proof/s", limit, ratio);
    }

    private static ulong IndexOf(int number) => (ulong)(number * 3_907L % Leaves);

    private static void Build(int count)
    {
        for (var done = 0; done < count; done += Leaves)
        {
            _ = new MerkleTree(Hashes.AsSpan(0, Math.Min(Leaves, count - done))).Head;
        }
    }

    private static void Nodes(int count)
    {
        var node = Head;
        for (var i = 0; i < count; i++)
        {
            node = MerkleHash.Node(node, Hashes[i % Leaves]);
        }
    }

    private static void Prove(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _ = InclusionProof.Make(Tree, IndexOf(i), Leaves);
        }
    }

    private static void Verify(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var at = i % Acts.Count;
            if (!InclusionProof.Verify(Head, Leaves, IndexOf(at), Hashes[IndexOf(at)], Paths[at]))
            {
                throw new InvalidOperationException("The leaf was not proven.");
            }
        }
    }
}
