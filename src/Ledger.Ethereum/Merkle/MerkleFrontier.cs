// SPDX-License-Identifier: Apache-2.0

using System.Numerics;

namespace Ledger.Ethereum.Merkle;

/// <summary>The right edge of an RFC 6962 tree: enough to append leaves and to know the root, in 32 bytes a level.</summary>
/// <remarks>A tree of n leaves has one peak per set bit of n, the largest first; its root folds them from the right.</remarks>
public sealed class MerkleFrontier
{
    private readonly List<Hash32> _peaks;

    /// <summary>The frontier of the empty tree.</summary>
    public MerkleFrontier() => _peaks = [];

    private MerkleFrontier(ulong size, ReadOnlySpan<Hash32> peaks)
    {
        Size = size;
        _peaks = [.. peaks];
    }

    /// <summary>How many leaves.</summary>
    public ulong Size { get; private set; }

    /// <summary>The peaks, the largest subtree first.</summary>
    public IReadOnlyList<Hash32> Peaks => _peaks;

    /// <summary>The root over all leaves so far.</summary>
    public Hash32 Root
    {
        get
        {
            if (_peaks.Count == 0)
            {
                return MerkleHash.Empty;
            }

            var root = _peaks[^1];
            for (var i = _peaks.Count - 2; i >= 0; i--)
            {
                root = MerkleHash.Node(_peaks[i], root);
            }

            return root;
        }
    }

    /// <summary>Takes up a frontier that was kept.</summary>
    /// <returns>False when the count of peaks is not that of a tree of this size.</returns>
    public static bool TryCreate(ulong size, ReadOnlySpan<Hash32> peaks, out MerkleFrontier frontier)
    {
        var fits = peaks.Length == BitOperations.PopCount(size);
        frontier = fits ? new(size, peaks) : new();
        return fits;
    }

    /// <summary>Appends a leaf hash.</summary>
    public void Append(Hash32 leaf)
    {
        for (var carry = Size; (carry & 1) == 1; carry >>= 1)
        {
            leaf = MerkleHash.Node(_peaks[^1], leaf);
            _peaks.RemoveAt(_peaks.Count - 1);
        }

        _peaks.Add(leaf);
        Size++;
    }
}
