// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using System.Runtime.InteropServices;

namespace Ledger.Ethereum.Merkle;

/// <summary>An append-only RFC 6962 tree over leaf hashes that keeps the roots of its complete subtrees, so that proofs are look-ups.</summary>
/// <remarks>Level k holds, at i, the root over leaves [i·2ᵏ, (i+1)·2ᵏ): twice the leaves in all, 64 bytes a leaf.</remarks>
public sealed class MerkleTree
{
    private readonly List<List<Hash32>> _levels = [[]];

    /// <summary>The empty tree.</summary>
    public MerkleTree()
    {
    }

    /// <summary>The tree over <paramref name="leaves"/>, which are leaf hashes.</summary>
    public MerkleTree(ReadOnlySpan<Hash32> leaves) => Append(leaves);

    /// <summary>How many leaves.</summary>
    public ulong Size => (ulong)_levels[0].Count;

    /// <summary>The root over all leaves.</summary>
    public Hash32 Head => RootAt(Size);

    /// <summary>The leaf hash at <paramref name="index"/>.</summary>
    public Hash32 this[ulong index] => _levels[0][checked((int)index)];

    /// <summary>The root over leaf hashes; keccak-256 of nothing for none.</summary>
    public static Hash32 Root(ReadOnlySpan<Hash32> leafHashes)
    {
        var frontier = new MerkleFrontier();
        frontier.Append(leafHashes);
        return frontier.Root;
    }

    /// <summary>Appends a leaf hash.</summary>
    public void Append(Hash32 leaf) => Append(new ReadOnlySpan<Hash32>(in leaf));

    /// <summary>Appends leaf hashes, level by level, which is faster than one by one.</summary>
    public void Append(ReadOnlySpan<Hash32> leaves)
    {
        _levels[0].AddRange(leaves);
        for (var level = 0; _levels[level].Count > 1; level++)
        {
            if (level + 1 == _levels.Count)
            {
                _levels.Add([]);
            }

            var (below, above) = (_levels[level], _levels[level + 1]);
            var (known, complete) = (above.Count, below.Count / 2);
            if (known == complete)
            {
                return;
            }

            CollectionsMarshal.SetCount(above, complete);
            MerkleHash.Nodes(CollectionsMarshal.AsSpan(below)[(2 * known)..(2 * complete)], CollectionsMarshal.AsSpan(above)[known..]);
        }
    }

    /// <summary>The root over the first <paramref name="size"/> leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has fewer.</exception>
    public Hash32 RootAt(ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        return size == 0 ? MerkleHash.Empty : Range(0, size);
    }

    /// <summary>The roots of the complete subtrees that make up the first <paramref name="size"/> leaves, the largest first: a <see cref="MerkleFrontier"/>'s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has fewer.</exception>
    public IReadOnlyList<Hash32> PeaksAt(ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        List<Hash32> peaks = [];
        for (ulong start = 0; start < size;)
        {
            var count = 1UL << BitOperations.Log2(size - start);
            peaks.Add(Range(start, start + count));
            start += count;
        }

        return peaks;
    }

    /// <summary>The root over leaves [<paramref name="start"/>, <paramref name="end"/>), a subtree of the tree's shape.</summary>
    internal Hash32 Range(ulong start, ulong end)
    {
        var count = end - start;
        if (BitOperations.IsPow2(count) && start % count == 0)
        {
            var level = BitOperations.Log2(count);
            return _levels[level][checked((int)(start >> level))];
        }

        var middle = start + SplitOf(count);
        return MerkleHash.Node(Range(start, middle), Range(middle, end));
    }

    /// <summary>The largest power of two below <paramref name="count"/>: how many leaves go left (RFC 6962 §2.1).</summary>
    internal static ulong SplitOf(ulong count) => 1UL << BitOperations.Log2(count - 1);
}
