// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Merkle;

/// <summary>An RFC 6962 tree whose full tiles lie elsewhere. Each one that is asked for must be what the tile above it says, up to the edge.</summary>
/// <param name="edge">What is in no full tile.</param>
/// <param name="read">The hashes of a tile; null where it is missing.</param>
/// <param name="kept">Tiles that were found good before; this tree adds to them.</param>
public sealed class TiledTree(MerkleEdge edge, Func<int, ulong, IReadOnlyList<Hash32>?> read, IDictionary<(int Level, ulong Number), MerkleTree> kept) : IMerkleNodes
{
    public ulong Size => edge.Size;

    /// <inheritdoc />
    /// <exception cref="TileFault">A tile is missing, or not what the tree says.</exception>
    public Hash32 Node(int level, ulong index)
    {
        var (tile, inside) = Math.DivRem(level, MerkleTile.Height);
        var first = index << inside;
        var (number, start) = (first / MerkleTile.Width, first % MerkleTile.Width);
        var end = start + (1UL << inside);
        return edge.Has(tile, number) ? Tile(tile, number).Range(start, end) : MerkleTree.Root(edge.Rest(tile, number)[(int)start..(int)end]);
    }

    private MerkleTree Tile(int level, ulong number)
    {
        if (kept.TryGetValue((level, number), out var tile))
        {
            return tile;
        }

        var root = Node((level + 1) * MerkleTile.Height, number);
        tile = read(level, number) is { Count: MerkleTile.Width } hashes ? new MerkleTree([.. hashes]) : throw new TileFault(level, number);
        kept[(level, number)] = tile.Head == root ? tile : throw new TileFault(level, number);
        return tile;
    }
}
