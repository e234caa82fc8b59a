// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Merkle;

namespace Ledger.Ethereum.Tests.Merkle;

public sealed class MerkleTests
{
    private const int Largest = 257;

    private static readonly Hash32[] Leaves = [.. Enumerable.Range(0, Largest).Select(i => MerkleHash.Leaf([(byte)(i & 0xFF), (byte)(i >> 8)]))];

    private static readonly JsonElement Vector = Vectors.Load("merkle.json");

    /// <summary>RFC 6962 §2.1, word for word.</summary>
    private static Hash32 Definition(ReadOnlySpan<Hash32> leaves)
    {
        if (leaves.Length <= 1)
        {
            return leaves.Length == 0 ? Keccak256.Hash([]) : leaves[0];
        }

        var k = 1;
        while (k * 2 < leaves.Length)
        {
            k *= 2;
        }

        return MerkleHash.Node(Definition(leaves[..k]), Definition(leaves[k..]));
    }

    [Fact]
    public void The_root_is_the_definitions_for_0_to_257_leaves()
    {
        var tree = new MerkleTree(Leaves);
        var frontier = new MerkleFrontier();
        for (var size = 0; size <= Largest; size++)
        {
            var root = Definition(Leaves.AsSpan(0, size));
            Assert.Equal(root, MerkleTree.Root(Leaves.AsSpan(0, size)));
            Assert.Equal(root, tree.RootAt((ulong)size));
            Assert.Equal(root, frontier.Root);
            if (size < Largest)
            {
                frontier.Append(Leaves[size]);
            }
        }
    }

    [Fact]
    public void Leaves_appended_together_make_the_tree_that_they_make_one_by_one() => Samples.ForAll(samples =>
    {
        var (tree, frontier) = (new MerkleTree(), new MerkleFrontier());
        for (var size = 0; size < Largest;)
        {
            var part = Leaves.AsSpan(size, Math.Min(samples.Below(40), Largest - size));
            tree.Append(part);
            frontier.Append(part);
            size += part.Length;
            Assert.Equal(Definition(Leaves.AsSpan(0, size)), tree.Head);
            Assert.Equal(tree.Head, frontier.Root);
            Assert.Equal((ulong)size, frontier.Size);
        }
    });

    [Fact]
    public void Leaves_of_hashes_are_hashed_together_as_alone() =>
        Assert.Equal(Leaves.Select(leaf => MerkleHash.Leaf(leaf)), MerkleHash.Leaves(Leaves));

    [Fact]
    public void Every_leaf_of_every_tree_is_proven_at_its_index_and_at_no_other()
    {
        var tree = new MerkleTree(Leaves);
        for (ulong size = 1; size <= Largest; size++)
        {
            var root = tree.RootAt(size);
            for (ulong index = 0; index < size; index++)
            {
                var path = InclusionProof.Make(tree, index, size);
                Assert.True(InclusionProof.Verify(root, size, index, tree[index], path));
                Assert.False(InclusionProof.Verify(root, size, (index + 1) % (size + 1), tree[index], path));
            }
        }
    }

    [Fact]
    public void Every_tree_extends_every_smaller_one()
    {
        var tree = new MerkleTree(Leaves);
        for (ulong size = 0; size <= Largest; size += size < 70 ? 1UL : 17UL)
        {
            for (ulong old = 0; old <= size; old++)
            {
                var path = ConsistencyProof.Make(tree, old, size);
                Assert.True(ConsistencyProof.Verify(old, tree.RootAt(old), size, tree.RootAt(size), path));
            }
        }
    }

    [Fact]
    public void A_path_altered_in_any_way_proves_nothing() => Samples.ForAll(samples =>
    {
        var size = 1 + samples.Below(Largest);
        var index = samples.Below(size);
        var tree = new MerkleTree(Leaves.AsSpan(0, size));
        var path = InclusionProof.Make(tree, (ulong)index, (ulong)size);
        Hash32[] altered = samples.Below(3) switch
        {
            0 when path.Length > 0 => path[1..],
            1 when path.Length > 0 => [.. path[..^1], Keccak256.Hash(path[^1].ToArray())],
            _ => [.. path, samples.Hash()],
        };
        Assert.False(InclusionProof.Verify(tree.Head, (ulong)size, (ulong)index, Leaves[index], altered));
    });

    [Fact]
    public void A_consistency_path_altered_in_any_way_proves_nothing() => Samples.ForAll(samples =>
    {
        var size = 2 + samples.Below(Largest - 1);
        var old = 1 + samples.Below(size - 1);
        var tree = new MerkleTree(Leaves.AsSpan(0, size));
        var path = ConsistencyProof.Make(tree, (ulong)old, (ulong)size);
        Hash32[] altered = samples.Below(3) switch
        {
            0 => path[1..],
            1 => [Keccak256.Hash(path[0].ToArray()), .. path[1..]],
            _ => [.. path, samples.Hash()],
        };
        Assert.False(ConsistencyProof.Verify((ulong)old, tree.RootAt((ulong)old), (ulong)size, tree.Head, altered));
        Assert.False(ConsistencyProof.Verify((ulong)old, tree.RootAt((ulong)old - 1), (ulong)size, tree.Head, path));
    });

    [Fact]
    public void An_inner_node_is_no_leaf()
    {
        var inner = MerkleHash.Node(Leaves[0], Leaves[1]);
        var root = MerkleTree.Root(Leaves.AsSpan(0, 4));
        Assert.False(InclusionProof.Verify(root, 4, 0, inner, [MerkleHash.Node(Leaves[2], Leaves[3])]));
        Assert.NotEqual(inner, MerkleHash.Leaf([.. Leaves[0].ToArray(), .. Leaves[1].ToArray()]));
    }

    [Fact]
    public void The_empty_tree_proves_no_leaf_and_begins_every_tree()
    {
        Assert.False(InclusionProof.Verify(MerkleHash.Empty, 0, 0, Leaves[0], []));
        Assert.True(ConsistencyProof.Verify(0, MerkleHash.Empty, 3, MerkleTree.Root(Leaves.AsSpan(0, 3)), []));
        Assert.False(ConsistencyProof.Verify(0, Leaves[0], 3, MerkleTree.Root(Leaves.AsSpan(0, 3)), []));
        Assert.False(ConsistencyProof.Verify(0, MerkleHash.Empty, 0, Leaves[0], []));
        Assert.False(ConsistencyProof.Verify(5, Leaves[0], 3, Leaves[0], []));
    }

    [Fact]
    public void A_frontier_is_taken_up_where_it_was_left()
    {
        var frontier = new MerkleFrontier();
        foreach (var leaf in Leaves.AsSpan(0, 100))
        {
            frontier.Append(leaf);
        }

        Assert.True(MerkleFrontier.TryCreate(frontier.Size, [.. frontier.Peaks], out var resumed));
        foreach (var leaf in Leaves.AsSpan(100))
        {
            resumed.Append(leaf);
        }

        Assert.Equal(MerkleTree.Root(Leaves), resumed.Root);
        Assert.False(MerkleFrontier.TryCreate(3, [Leaves[0]], out _));
    }

    [Fact]
    public void A_leaf_of_any_length_is_hashed_with_its_prefix()
    {
        foreach (var length in new[] { 0, 1, 32, 511, 512, 5000 })
        {
            var data = new byte[length];
            Assert.Equal(Keccak256.Hash([0, .. data]), MerkleHash.Leaf(data));
        }
    }

    [Fact]
    public void The_shared_vectors_hold()
    {
        var leaves = Vector.GetProperty("leaves").EnumerateArray().Select(leaf => MerkleHash.Leaf(Hex.Decode(leaf.GetString()))).ToArray();
        var size = 0;
        foreach (var root in Vector.GetProperty("roots").EnumerateArray())
        {
            Assert.Equal(root.GetString(), MerkleTree.Root(leaves.AsSpan(0, size++)).ToString());
        }

        Assert.All(Vector.GetProperty("inclusion").EnumerateArray(), proof => Assert.True(Inclusion(proof)));
        Assert.All(Vector.GetProperty("consistency").EnumerateArray(), proof => Assert.True(Consistency(proof)));
        Assert.All(Vector.GetProperty("wrongInclusion").EnumerateArray(), proof => Assert.False(Inclusion(proof), proof.Text("why")));
        Assert.All(Vector.GetProperty("wrongConsistency").EnumerateArray(), proof => Assert.False(Consistency(proof), proof.Text("why")));
    }

    private static bool Inclusion(JsonElement proof) => InclusionProof.Verify(
        proof.Hash("root"), proof.GetProperty("size").GetUInt64(), proof.GetProperty("index").GetUInt64(), proof.Hash("leaf"), Path(proof));

    private static bool Consistency(JsonElement proof) => ConsistencyProof.Verify(
        proof.GetProperty("oldSize").GetUInt64(), proof.Hash("oldRoot"), proof.GetProperty("size").GetUInt64(), proof.Hash("root"), Path(proof));

    private static Hash32[] Path(JsonElement proof) =>
        [.. proof.GetProperty("path").EnumerateArray().Select(hash => Hash32.Parse(hash.GetString()!))];
}
