// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Ledger.Ethereum.Merkle;

/// <summary>The right edge of an RFC 6962 tree kept in tiles: what is in no full tile yet, fewer than 256 hashes a level.</summary>
public sealed class MerkleEdge
{
    private readonly List<Level> _levels = [new()];

    /// <summary>How many leaves.</summary>
    public ulong Size => (_levels[0].Full * MerkleTile.Width) + (ulong)_levels[0].Rest.Count;

    /// <summary>The edge over the first tiles of a tree, without a leaf past them.</summary>
    /// <param name="tiles">How many tiles of level 0.</param>
    /// <param name="roots">The roots of the tiles of a level, from one number to before another; as many as it has.</param>
    /// <returns>Null where there are fewer roots.</returns>
    public static MerkleEdge? Over(ulong tiles, Func<int, ulong, ulong, IReadOnlyList<Hash32>> roots)
    {
        var edge = new MerkleEdge();
        edge._levels[0].Full = tiles;
        for (var (level, below) = (1, tiles); below > 0; level++)
        {
            var full = below / MerkleTile.Width;
            var rest = roots(level - 1, full * MerkleTile.Width, below);
            if ((ulong)rest.Count != below % MerkleTile.Width)
            {
                return null;
            }

            edge._levels.Add(new Level { Full = full });
            edge._levels[level].Rest.AddRange(rest);
            below = full;
        }

        return edge;
    }

    /// <summary>Appends leaf hashes.</summary>
    /// <returns>The tiles that are full now: they are let go of here, and each level's come in their order.</returns>
    public IReadOnlyList<MerkleTile> Append(ReadOnlySpan<Hash32> leaves)
    {
        List<MerkleTile> done = [];
        Append(0, leaves, done);
        return done;
    }

    /// <summary>Whether a tile is full.</summary>
    internal bool Has(int level, ulong number) => level < _levels.Count && number < _levels[level].Full;

    /// <summary>The hashes of the last tile of a level, which is not full; none for a tile behind it.</summary>
    internal ReadOnlySpan<Hash32> Rest(int level, ulong number) =>
        level < _levels.Count && number == _levels[level].Full ? CollectionsMarshal.AsSpan(_levels[level].Rest) : [];

    private void Append(int at, ReadOnlySpan<Hash32> hashes, List<MerkleTile> done)
    {
        if (at == _levels.Count)
        {
            _levels.Add(new Level());
        }

        var level = _levels[at];
        while (!hashes.IsEmpty)
        {
            var taken = Math.Min(MerkleTile.Width - level.Rest.Count, hashes.Length);
            level.Rest.AddRange(hashes[..taken]);
            hashes = hashes[taken..];
            if (level.Rest.Count == MerkleTile.Width)
            {
                var tile = new MerkleTile(at, level.Full, MerkleTree.Root(Rest(at, level.Full)), [.. level.Rest]);
                done.Add(tile);
                level.Rest.Clear();
                level.Full++;
                Append(at + 1, [tile.Root], done);
            }
        }
    }

    private sealed class Level
    {
        public ulong Full { get; set; }

        public List<Hash32> Rest { get; } = [];
    }
}
