// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Outbox;

namespace Ledger.Store.Sqlite;

internal sealed class CheckpointTable(Session session) : ICheckpointWriter
{
    private const string Columns = "SELECT pool, epoch, wanted, wanted_since, anchored, intent, size, root FROM checkpoints ";

    public CheckpointRow? Find(Hash32 pool, ulong epoch) =>
        session.One(Columns + "WHERE pool = ?1 AND epoch = ?2", Read, pool, epoch);

    public IReadOnlyList<CheckpointRow> Open() =>
        session.List(Columns + "WHERE wanted > anchored OR intent IS NOT NULL ORDER BY pool, epoch", Read);

    public IReadOnlyList<CheckpointRow> Ahead() => session.List(
        Columns + "WHERE anchored > coalesce((SELECT logs.size FROM logs WHERE logs.pool = checkpoints.pool AND logs.epoch = checkpoints.epoch), 0) ORDER BY pool, epoch",
        Read);

    public void Want(Hash32 pool, ulong epoch, ulong size, long at) => session.Run(
        "INSERT INTO checkpoints(pool, epoch, wanted, wanted_since) VALUES(?1, ?2, ?3, CASE WHEN ?3 > 0 THEN ?4 END) "
        + "ON CONFLICT(pool, epoch) DO UPDATE SET wanted = max(wanted, ?3), wanted_since = "
        + "CASE WHEN max(wanted, ?3) > coalesce(size, anchored) THEN coalesce(wanted_since, ?4) END",
        pool, epoch, size, at);

    public bool TryBind(Hash32 pool, ulong epoch, BoundCheckpoint bound)
    {
        session.Run("INSERT INTO checkpoints(pool, epoch, wanted) VALUES(?1, ?2, 0) ON CONFLICT DO NOTHING", pool, epoch);
        return session.Run(
            "UPDATE checkpoints SET intent = ?3, size = ?4, root = ?5, wanted = max(wanted, ?4), "
            + "wanted_since = CASE WHEN wanted > ?4 THEN wanted_since END WHERE pool = ?1 AND epoch = ?2 AND intent IS NULL",
            pool, epoch, bound.Intent, bound.Size, bound.Root) == 1;
    }

    public void Release(Hash32 pool, ulong epoch, ulong anchored, long at)
    {
        session.Run("INSERT INTO checkpoints(pool, epoch, wanted) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING", pool, epoch, anchored);
        session.Run(
            "UPDATE checkpoints SET intent = NULL, size = NULL, root = NULL, anchored = ?3, "
            + "wanted_since = CASE WHEN wanted > ?3 THEN coalesce(wanted_since, ?4) END WHERE pool = ?1 AND epoch = ?2",
            pool, epoch, anchored, at);
    }

    private static CheckpointRow Read(Statement row) => new(
        row.Hash(0),
        row.ULong(1),
        row.ULong(2),
        row.LongOrNull(3),
        row.ULong(4),
        row.HashOrNull(5) is { } intent ? new BoundCheckpoint(intent, row.ULong(6), row.Hash(7)) : null);
}
