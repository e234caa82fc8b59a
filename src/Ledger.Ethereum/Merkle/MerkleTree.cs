// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Ledger.Ethereum.Merkle;

/// <summary>An append-only RFC 6962 tree over leaf hashes that keeps the roots of its complete subtrees, so that proofs are look-ups.</summary>
/// <remarks>Level k holds, at i, the root over leaves [i·2ᵏ, (i+1)·2ᵏ): twice the leaves in all, 64 bytes a leaf.</remarks>
public sealed class MerkleTree : IMerkleNodes
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
    public Hash32 Head => this.RootAt(Size);

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

    /// <inheritdoc />
    public Hash32 Node(int level, ulong index) => _levels[level][checked((int)index)];
}
