// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store.Facts;

namespace Ledger.Store.Sqlite;

internal sealed class BlockTable(Session session, FactTable facts) : IBlockWriter
{
    private const string Columns = "SELECT number, hash, parent, time, header FROM blocks ";

    public BlockRow? Head => session.One(Columns + "WHERE retracted = 0 ORDER BY number DESC LIMIT 1", Read);

    public BlockRow? First => session.One(Columns + "WHERE seq = (SELECT min(seq) FROM blocks)", Read);

    public BlockRef? Final => session.List("SELECT number, hash FROM final_block", ReadRef) is [var final] ? final : null;

    public IReadOnlyList<BlockRef> Recent(int count) =>
        session.List("SELECT number, hash FROM blocks WHERE retracted = 0 ORDER BY number DESC LIMIT ?1", ReadRef, count);

    public BlockRow? At(ulong number) =>
        number > long.MaxValue ? null : session.One(Columns + "WHERE retracted = 0 AND number = ?1", Read, number);

    public BlockRow? Find(Hash32 hash) => session.One(Columns + "WHERE hash = ?1 AND retracted = 0", Read, hash);

    public BlockRow? AtTime(ulong time) => session.One(
        Columns + "WHERE retracted = 0 AND time <= ?1 ORDER BY time DESC, number DESC LIMIT 1", Read, Math.Min(time, long.MaxValue));

    public bool WasRetracted(Hash32 hash) =>
        session.Number("SELECT min(retracted) FROM blocks WHERE hash = ?1", hash) == 1;

    public IReadOnlyList<KeptBlock> After(long seq, int limit) => session.List(
        "SELECT number, hash, parent, time, header, seq, retracted FROM blocks WHERE seq > ?1 ORDER BY seq LIMIT ?2",
        row => new KeptBlock(row.Long(5), Read(row), row.Bool(6)), seq, limit);

    public IKeptFacts? TryAdvance(BlockRow block, IReadOnlyList<NewFact> added)
    {
        var head = HeadRef();
        if (head is { } at
            ? block.Parent != at.Hash || block.Ref.Number != at.Number + 1
            : session.Number("SELECT 1 FROM blocks LIMIT 1") is not null)
        {
            return null;
        }

        session.Run(
            "INSERT INTO blocks(number, hash, parent, time, header) VALUES(?1, ?2, ?3, ?4, ?5)",
            block.Ref.Number, block.Ref.Hash, block.Parent, block.Time, block.Header);
        return facts.Append(session.LastInsertedRow, block, added);
    }

    public bool TryRetract(BlockRef head) =>
        HeadRef() == head
        && First!.Ref != head
        && !(Final is { } final && head.Number <= final.Number)
        && session.Run("UPDATE blocks SET retracted = 1 WHERE number = ?1 AND retracted = 0", head.Number) == 1;

    public bool TryMarkFinal(BlockRef block)
    {
        if (At(block.Number)?.Ref != block || (Final is { } final && block.Number < final.Number))
        {
            return false;
        }

        session.Run(
            "INSERT INTO final_block(id, number, hash) VALUES(1, ?1, ?2) ON CONFLICT(id) DO UPDATE SET number = ?1, hash = ?2",
            block.Number, block.Hash);
        return true;
    }

    private BlockRef? HeadRef() => Recent(1) is [var head] ? head : null;

    private static BlockRow Read(Statement row) =>
        new(new BlockRef(row.ULong(0), row.Hash(1)), row.Hash(2), row.ULong(3), row.Blob(4));

    private static BlockRef ReadRef(Statement row) => new(row.ULong(0), row.Hash(1));
}
