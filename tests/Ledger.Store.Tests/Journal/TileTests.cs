// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Store.Tests.Journal;

public sealed class TileTests
{
    private static readonly Hash32 Pool = Some.Hash("pool");

    [Theory, EveryStore]
    public async Task Tiles_are_found_by_their_place_and_replaced_there(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Tiles.Keep(Pool, 0, Tile(0, 0));
            store.Tiles.Keep(Pool, 0, Tile(0, 2));
            store.Tiles.Keep(Pool, 0, Tile(1, 0));
            store.Tiles.Keep(Pool, 1, Tile(0, 0, "later"));
            store.Tiles.Keep(Some.Hash("other"), 0, Tile(0, 7));
            store.Tiles.Keep(Pool, 0, Tile(0, 2, "again"));
            return true;
        });

        await it.ReadAsync(store =>
        {
            var found = store.Tiles.Find(Pool, 0, 0, 2);
            Assert.NotNull(found);
            Assert.Equal(Tile(0, 2, "again").Root, found.Root);
            Assert.Equal(Tile(0, 2, "again").Hashes, found.Hashes);
            Assert.Null(store.Tiles.Find(Pool, 0, 0, 1));
            Assert.Equal((3UL, 1UL, 0UL), (store.Tiles.Count(Pool, 0, 0), store.Tiles.Count(Pool, 0, 1), store.Tiles.Count(Pool, 0, 2)));
            Assert.Equal([Tile(0, 0).Root, Tile(0, 2, "again").Root], store.Tiles.Roots(Pool, 0, 0, 0, 9));
            Assert.Equal([Tile(0, 2, "again").Root], store.Tiles.Roots(Pool, 0, 0, 1, 3));
            Assert.Equal([Tile(0, 0, "later").Root], store.Tiles.Roots(Pool, 1, 0, 0, 1));
            return true;
        });
    }

    private static MerkleTile Tile(int level, ulong number, string what = "")
    {
        Hash32[] hashes = [.. Enumerable.Range(0, MerkleTile.Width).Select(i => Some.Hash($"{what} {level} {number} {i}"))];
        return new MerkleTile(level, number, MerkleTree.Root(hashes), hashes);
    }
}
