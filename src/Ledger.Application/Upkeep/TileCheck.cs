// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Store;

namespace Ledger.Application.Upkeep;

/// <summary>Compares the kept tiles of a usage log with the tree over its records.</summary>
internal static class TileCheck
{
    public static void Look(IStoreReader reader, FlawBook book, Hash32 pool, ulong epoch, MerkleTree tree)
    {
        for (var (level, full) = (0, tree.Size / MerkleTile.Width); full > 0 || reader.Tiles.Count(pool, epoch, level) > 0; level++, full /= MerkleTile.Width)
        {
            var held = reader.Tiles.Count(pool, epoch, level);
            for (ulong number = 0; number < held; number++)
            {
                if (number >= full || reader.Tiles.Find(pool, epoch, level, number) is not { } tile || !IsOf(tree, tile))
                {
                    book.Add(Flaw.TileDiffers(pool, epoch, level, number));
                }
            }
        }
    }

    private static bool IsOf(MerkleTree tree, MerkleTile tile)
    {
        var first = tile.Number * MerkleTile.Width;
        return tile.Root == tree.Node((tile.Level + 1) * MerkleTile.Height, tile.Number)
            && Enumerable.Range(0, MerkleTile.Width).All(i => tile.Hashes[i] == tree.Node(tile.Level * MerkleTile.Height, first + (ulong)i));
    }
}
