// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Merkle;

namespace Ledger.Ethereum.Tests.Merkle;

/// <summary>
/// Every proof of every tree of up to 257 leaves, and 100,000 changed ones: made here by our own trees, in JavaScript by the RFC's
/// recursive definitions (scripts/vectors-merkle.js), and judged by Solidity too (tests/contracts/merkle.test.js). That all three speak
/// of the same proofs is told by one hash over them.
/// </summary>
public sealed class MerkleSweepTests
{
    private const int Largest = 257;

    private static readonly MerkleTree Tree = new([.. Enumerable.Range(0, Largest).Select(i => MerkleHash.Leaf(Encoding.UTF8.GetBytes($"leaf {i}")))]);

    private static readonly JsonElement Sweep = Vectors.Load("merkle.json").GetProperty("sweep");

    /// <param name="At">The index of a leaf, or the size of the beginning.</param>
    /// <param name="Claim">The leaf, or the root of the beginning.</param>
    private sealed record Proof(bool IsConsistency, int Size, int At, Hash32 Claim, Hash32 Root, Hash32[] Path)
    {
        public bool Holds => IsConsistency
            ? ConsistencyProof.Verify((ulong)At, Claim, (ulong)Size, Root, Path)
            : InclusionProof.Verify(Root, (ulong)Size, (ulong)At, Claim, Path);

        public byte[] Packed =>
            [.. Word(IsConsistency ? 1 : 0), .. Word(Size), .. Word(At), .. Claim.ToArray(), .. Root.ToArray(), .. Word(Path.Length), .. Path.SelectMany(node => node.ToArray())];
    }

    [Fact]
    public void Every_leaf_and_every_beginning_of_every_tree_is_proven_and_the_proofs_are_those_of_the_definitions()
    {
        var proofs = Sound().ToList();
        Assert.Equal((257 * 258 / 2) + (258 * 259 / 2), proofs.Count);
        Assert.All(proofs, proof => Assert.True(proof.Holds, proof.ToString()));
        Assert.Equal(Sweep.Hash("sound"), Digest(proofs));
    }

    [Fact]
    public void Changed_proofs_show_nothing()
    {
        var proofs = Mutants(Sweep.GetProperty("mutants").GetInt32()).ToList();
        Assert.Equal(100_000, proofs.Count);
        Assert.All(proofs, proof => Assert.False(proof.Holds, proof.ToString()));
        Assert.Equal(Sweep.Hash("wrong"), Digest(proofs));
    }

    private static IEnumerable<Proof> Sound()
    {
        for (var size = 1; size <= Largest; size++)
        {
            for (var at = 0; at < size; at++)
            {
                yield return Leaf(size, at);
            }
        }

        for (var size = 0; size <= Largest; size++)
        {
            for (var at = 0; at <= size; at++)
            {
                yield return Beginning(size, at);
            }
        }
    }

    /// <summary>The draws and the changes of <c>mutants</c> in scripts/vectors-merkle.js, which says why the size is left alone.</summary>
    private static IEnumerable<Proof> Mutants(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var lot = Keccak256.Hash(Encoding.UTF8.GetBytes($"mutant {i}"));
            var draw = lot.ToArray();
            int Pick(int from, int below) => ((draw[from] << 8) | draw[from + 1]) % below;
            var size = 1 + Pick(0, Largest);
            var proof = draw[2] % 2 == 0 ? Leaf(size, Pick(3, size)) : Beginning(size, 1 + Pick(3, size));
            var path = proof.Path;
            var (at, bit) = (Pick(6, path.Length + 1), draw[8]);
            yield return (draw[5] % (path.Length > 0 ? 10 : 5)) switch
            {
                0 => proof with { Claim = Turned(proof.Claim, bit) },
                1 => proof with { Root = Turned(proof.Root, bit) },
                2 => proof with { Claim = lot },
                3 => proof with { At = proof.At + 1 },
                4 => proof with { Path = [.. path[..at], lot, .. path[at..]] },
                5 => proof with { Path = path[1..] },
                6 => proof with { Path = path[..^1] },
                7 => proof with { Path = [.. path.Select((node, place) => place == at % path.Length ? Turned(node, bit) : node)] },
                8 => proof with { Path = [.. path, path[^1]] },
                _ => proof with { Path = path.Length > 1 ? [.. path.Reverse()] : [] },
            };
        }
    }

    private static Proof Leaf(int size, int at) =>
        new(IsConsistency: false, size, at, Tree[(ulong)at], Tree.RootAt((ulong)size), InclusionProof.Make(Tree, (ulong)at, (ulong)size));

    private static Proof Beginning(int size, int at) =>
        new(IsConsistency: true, size, at, Tree.RootAt((ulong)at), Tree.RootAt((ulong)size), ConsistencyProof.Make(Tree, (ulong)at, (ulong)size));

    private static Hash32 Digest(IEnumerable<Proof> proofs) =>
        proofs.Aggregate(Keccak256.Hash([]), (before, proof) => Keccak256.Hash([.. before.ToArray(), .. proof.Packed]));

    /// <summary>A hash with one of its bits turned, counted from the last one.</summary>
    private static Hash32 Turned(Hash32 hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[Hash32.Size - 1 - (bit / 8)] ^= (byte)(1 << (bit % 8));
        return new Hash32(bytes);
    }

    private static byte[] Word(int number)
    {
        var word = new byte[Hash32.Size];
        ((UInt256)(ulong)number).WriteBigEndian(word);
        return word;
    }
}
