// SPDX-License-Identifier: Apache-2.0

using System.Numerics;

namespace Ledger.Ethereum.Merkle;

/// <summary>That a tree begins with all leaves of an older one (RFC 6962 §2.1.2; verification as in RFC 9162 §2.1.4.2).</summary>
/// <remarks>From the empty tree, or between equal sizes, the path is empty.</remarks>
public static class ConsistencyProof
{
    /// <summary>The path from the tree over the first <paramref name="oldSize"/> leaf hashes to that over all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer leaves than that.</exception>
    public static Hash32[] Make(ReadOnlySpan<Hash32> leafHashes, ulong oldSize) =>
        Make(new MerkleTree(leafHashes), oldSize, (ulong)leafHashes.Length);

    /// <summary>The path from the tree over the first <paramref name="oldSize"/> leaves to that over the first <paramref name="size"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sizes descend, or the tree has fewer leaves.</exception>
    public static Hash32[] Make(IMerkleNodes tree, ulong oldSize, ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, tree.Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, size);
        if (oldSize == 0 || oldSize == size)
        {
            return [];
        }

        List<Hash32> path = [];
        ulong start = 0;
        var whole = true;
        var end = size;
        while (oldSize != end)
        {
            var middle = start + MerkleShape.SplitOf(end - start);
            if (oldSize <= middle)
            {
                path.Add(tree.Range(middle, end));
                end = middle;
            }
            else
            {
                path.Add(tree.Range(start, middle));
                start = middle;
                whole = false;
            }
        }

        if (!whole)
        {
            path.Add(tree.Range(start, end));
        }

        path.Reverse();
        return [.. path];
    }

    /// <summary>Whether <paramref name="path"/> proves that the new tree extends the old one; total.</summary>
    public static bool Verify(ulong oldSize, Hash32 oldRoot, ulong size, Hash32 root, ReadOnlySpan<Hash32> path)
    {
        if (oldSize > size)
        {
            return false;
        }

        if (oldSize == 0)
        {
            return path.IsEmpty && oldRoot == MerkleHash.Empty && (size > 0 || root == oldRoot);
        }

        if (oldSize == size)
        {
            return path.IsEmpty && oldRoot == root;
        }

        // An old tree that is one complete subtree is its own first step, and left out of the path.
        var whole = BitOperations.IsPow2(oldSize);
        if (path.IsEmpty)
        {
            return false;
        }

        var old = whole ? oldRoot : path[0];
        var now = old;
        var (index, last) = (oldSize - 1, size - 1);
        while ((index & 1) == 1)
        {
            index >>= 1;
            last >>= 1;
        }

        foreach (var step in whole ? path : path[1..])
        {
            if (last == 0)
            {
                return false;
            }

            if ((index & 1) == 1 || index == last)
            {
                old = MerkleHash.Node(step, old);
                now = MerkleHash.Node(step, now);
                while ((index & 1) == 0 && index != 0)
                {
                    index >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                now = MerkleHash.Node(now, step);
            }

            index >>= 1;
            last >>= 1;
        }

        return last == 0 && old == oldRoot && now == root;
    }
}
