// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Store.Journal;

namespace Ledger.Store.Sqlite;

internal sealed class TileTable(Session session) : ITileWriter
{
    public ulong Count(Hash32 pool, ulong epoch, int level) =>
        (ulong)((session.Number("SELECT max(number) FROM tiles WHERE pool = ?1 AND epoch = ?2 AND level = ?3", pool, epoch, level) ?? -1) + 1);

    public MerkleTile? Find(Hash32 pool, ulong epoch, int level, ulong number) => session.One(
        "SELECT root, hashes FROM tiles WHERE pool = ?1 AND epoch = ?2 AND level = ?3 AND number = ?4",
        row => new MerkleTile(level, number, row.Hash(0), MemoryMarshal.Cast<byte, Hash32>(row.Span(1)).ToArray()),
        pool, epoch, level, number);

    public IReadOnlyList<Hash32> Roots(Hash32 pool, ulong epoch, int level, ulong from, ulong to) => session.List(
        "SELECT root FROM tiles WHERE pool = ?1 AND epoch = ?2 AND level = ?3 AND number >= ?4 AND number < ?5 ORDER BY number",
        row => row.Hash(0), pool, epoch, level, from, to);

    public void Keep(Hash32 pool, ulong epoch, MerkleTile tile) => session.Run(
        "INSERT INTO tiles(pool, epoch, level, number, root, hashes) VALUES(?1, ?2, ?3, ?4, ?5, ?6) "
        + "ON CONFLICT(pool, epoch, level, number) DO UPDATE SET root = ?5, hashes = ?6",
        pool, epoch, tile.Level, tile.Number, tile.Root, MemoryMarshal.AsBytes<Hash32>([.. tile.Hashes]).ToArray());
}
