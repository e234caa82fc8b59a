// SPDX-License-Identifier: Apache-2.0

using System.Numerics;

namespace Ledger.Ethereum.Merkle;

/// <summary>The shape of RFC 6962 trees: which complete subtrees make up what.</summary>
public static class MerkleShape
{
    /// <summary>The root over the first <paramref name="size"/> leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has fewer.</exception>
    public static Hash32 RootAt(this IMerkleNodes tree, ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, tree.Size);
        return size == 0 ? MerkleHash.Empty : tree.Range(0, size);
    }

    /// <summary>The roots of the complete subtrees that make up the first <paramref name="size"/> leaves, the largest first: a <see cref="MerkleFrontier"/>'s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has fewer.</exception>
    public static IReadOnlyList<Hash32> PeaksAt(this IMerkleNodes tree, ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, tree.Size);
        List<Hash32> peaks = [];
        for (ulong start = 0; start < size;)
        {
            var count = 1UL << BitOperations.Log2(size - start);
            peaks.Add(tree.Range(start, start + count));
            start += count;
        }

        return peaks;
    }

    /// <summary>The root over leaves [<paramref name="start"/>, <paramref name="end"/>), a subtree of the tree's shape.</summary>
    internal static Hash32 Range(this IMerkleNodes tree, ulong start, ulong end)
    {
        var count = end - start;
        if (BitOperations.IsPow2(count) && start % count == 0)
        {
            var level = BitOperations.Log2(count);
            return tree.Node(level, start >> level);
        }

        var middle = start + SplitOf(count);
        return MerkleHash.Node(tree.Range(start, middle), tree.Range(middle, end));
    }

    /// <summary>The largest power of two below <paramref name="count"/>: how many leaves go left (RFC 6962 §2.1).</summary>
    internal static ulong SplitOf(ulong count) => 1UL << BitOperations.Log2(count - 1);
}
