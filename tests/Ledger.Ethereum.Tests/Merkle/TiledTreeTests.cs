// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Merkle;

namespace Ledger.Ethereum.Tests.Merkle;

public sealed class TiledTreeTests
{
    private const int Most = 66_600; // one tile of level 1 is full, and some of level 0 behind it

    private static readonly Hash32[] Leaves = MerkleHash.Leaves([.. Enumerable.Range(0, Most).Select(i => Keccak256.Hash(BitConverter.GetBytes(i)))]);

    private readonly MerkleTree _whole = new(Leaves);
    private readonly MerkleEdge _edge = new();
    private readonly Dictionary<(int Level, ulong Number), MerkleTile> _tiles = [];

    [Fact]
    public void Roots_and_proofs_are_those_of_the_tree_that_is_held_whole() => Samples.ForAll(samples =>
    {
        Grow(samples.Below(20_000));
        var tree = Open();
        for (var i = 0; i < 20 && tree.Size > 0; i++)
        {
            var size = (ulong)samples.Below((int)tree.Size) + 1;
            var old = (ulong)samples.Below((int)size + 1);
            var index = (ulong)samples.Below((int)size);
            Assert.Equal(_whole.RootAt(size), tree.RootAt(size));
            Assert.Equal(_whole.PeaksAt(size), tree.PeaksAt(size));
            Assert.Equal(InclusionProof.Make(_whole, index, size), InclusionProof.Make(tree, index, size));
            Assert.Equal(ConsistencyProof.Make(_whole, old, size), ConsistencyProof.Make(tree, old, size));
        }
    });

    [Theory]
    [InlineData(0), InlineData(1), InlineData(255), InlineData(256), InlineData(257), InlineData(65_535), InlineData(65_536), InlineData(65_793), InlineData(Most)]
    public void A_tree_that_is_taken_up_at_its_last_full_tile_grows_on_as_before(int size)
    {
        Grow(size);
        var full = _edge.Size / MerkleTile.Width;
        var again = MerkleEdge.Over(full, (level, from, to) => [.. Numbers(from, to).Select(number => _tiles[(level, number)].Root)]);
        Assert.NotNull(again);
        Assert.Equal(full * MerkleTile.Width, again.Size);
        Assert.Empty(again.Append(Leaves.AsSpan((int)again.Size, size - (int)again.Size)));
        Assert.Equal(_whole.RootAt((ulong)size), new TiledTree(again, Read, new Dictionary<(int, ulong), MerkleTree>()).RootAt((ulong)size));
    }

    [Fact]
    public void A_tree_is_not_taken_up_where_a_root_is_missing()
    {
        Grow(1_000);
        Assert.Null(MerkleEdge.Over(3, (_, from, to) => [.. Numbers(from, to).Skip(1).Select(number => _tiles[(0, number)].Root)]));
    }

    [Theory]
    [InlineData(0, 3), InlineData(0, 257), InlineData(1, 0)]
    public void A_tile_that_was_changed_or_is_missing_is_named_and_gives_no_proof(int level, int number)
    {
        Grow(Most);
        var (place, index) = ((level, (ulong)number), (ulong)number * MerkleTile.Width);
        var good = _tiles[place];
        Hash32[] hashes = [.. good.Hashes];
        (hashes[7], hashes[8]) = (hashes[8], hashes[7]);
        foreach (var bad in new[] { good with { Hashes = hashes }, good with { Hashes = [.. good.Hashes.Take(255)] }, null })
        {
            if (bad is null)
            {
                _tiles.Remove(place);
            }
            else
            {
                _tiles[place] = bad;
            }

            var fault = Assert.Throws<TileFault>(() => InclusionProof.Make(Open(), index, Most));
            Assert.Equal(place, (fault.Level, fault.Number));
        }

        _tiles[place] = good;
        Assert.True(InclusionProof.Verify(_whole.Head, Most, index, Leaves[index], InclusionProof.Make(Open(), index, Most)));
    }

    private static IEnumerable<ulong> Numbers(ulong from, ulong to)
    {
        for (; from < to; from++)
        {
            yield return from;
        }
    }

    private void Grow(int by)
    {
        var start = (int)_edge.Size;
        foreach (var tile in _edge.Append(Leaves.AsSpan(start, Math.Min(by, Most - start))))
        {
            Assert.True(_tiles.TryAdd((tile.Level, tile.Number), tile));
        }
    }

    private TiledTree Open() => new(_edge, Read, new Dictionary<(int, ulong), MerkleTree>());

    private IReadOnlyList<Hash32>? Read(int level, ulong number) => _tiles.GetValueOrDefault((level, number))?.Hashes;
}
