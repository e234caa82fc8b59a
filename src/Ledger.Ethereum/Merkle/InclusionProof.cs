// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Merkle;

/// <summary>That one leaf stands at one index of a tree of one size (RFC 6962 §2.1.1; verification as in RFC 9162 §2.1.3.2).</summary>
public static class InclusionProof
{
    /// <summary>The path of the leaf at <paramref name="index"/> in the tree over <paramref name="leafHashes"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No leaf has that index.</exception>
    public static Hash32[] Make(ReadOnlySpan<Hash32> leafHashes, ulong index) =>
        Make(new MerkleTree(leafHashes), index, (ulong)leafHashes.Length);

    /// <summary>The path of the leaf at <paramref name="index"/> in the tree over the first <paramref name="size"/> leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has fewer leaves, or none at that index.</exception>
    public static Hash32[] Make(IMerkleNodes tree, ulong index, ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, tree.Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        List<Hash32> path = [];
        ulong start = 0;
        for (var end = size; end - start > 1;)
        {
            var middle = start + MerkleShape.SplitOf(end - start);
            if (index < middle)
            {
                path.Add(tree.Range(middle, end));
                end = middle;
            }
            else
            {
                path.Add(tree.Range(start, middle));
                start = middle;
            }
        }

        path.Reverse();
        return [.. path];
    }

    /// <summary>Whether <paramref name="path"/> proves the leaf hash at that index; total, and no other length of path is accepted.</summary>
    public static bool Verify(Hash32 root, ulong size, ulong index, Hash32 leaf, ReadOnlySpan<Hash32> path)
    {
        if (index >= size)
        {
            return false;
        }

        var last = size - 1;
        foreach (var sibling in path)
        {
            if (last == 0)
            {
                return false;
            }

            if ((index & 1) == 1 || index == last)
            {
                leaf = MerkleHash.Node(sibling, leaf);
                while ((index & 1) == 0 && index != 0)
                {
                    index >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                leaf = MerkleHash.Node(leaf, sibling);
            }

            index >>= 1;
            last >>= 1;
        }

        return last == 0 && leaf == root;
    }
}
