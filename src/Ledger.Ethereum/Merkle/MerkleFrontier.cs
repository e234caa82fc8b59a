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
    public void Append(Hash32 leaf) => Append(new ReadOnlySpan<Hash32>(in leaf));

    /// <summary>Appends leaf hashes, level by level, which is faster than one by one.</summary>
    public void Append(ReadOnlySpan<Hash32> leaves)
    {
        Span<Hash32> nodes = new Hash32[leaves.Length + 1]; // room for the peak that comes before them
        leaves.CopyTo(nodes[1..]);
        List<Hash32> peaks = [];
        var count = leaves.Length;
        for (var carry = Size; count > 0; carry >>= 1)
        {
            var first = 1;
            if ((carry & 1) == 1)
            {
                (nodes[0], first) = (_peaks[^1], 0);
                _peaks.RemoveAt(_peaks.Count - 1);
                count++;
            }

            if (count % 2 == 1)
            {
                peaks.Add(nodes[first + count - 1]);
            }

            count /= 2;
            MerkleHash.Nodes(nodes.Slice(first, 2 * count), nodes.Slice(1, count));
        }

        peaks.Reverse();
        _peaks.AddRange(peaks);
        Size += (ulong)leaves.Length;
    }
}
