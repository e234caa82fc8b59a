// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Journal;

namespace Ledger.Store.Sqlite;

internal sealed class SuspectTable(Session session) : ISuspectWriter
{
    private const string Columns =
        "SELECT seq, pool, reason, record_id, reporter, stream, against, body, signature, received_at FROM suspects ";

    // A cross join, so that the planner walks the stretch of the journal and never all suspects.
    private const string OfStretch =
        "SELECT s.seq, s.pool, s.reason, s.record_id, s.reporter, s.stream, s.against, s.body, s.signature, s.received_at FROM journal j CROSS JOIN suspects s "
        + "ON s.against = j.record_id WHERE j.pool = ?1 AND j.epoch = ?2 AND j.leaf_index >= ?3 AND j.leaf_index < ?4 ORDER BY j.leaf_index, s.seq";

    public SuspectRow? Find(Hash32 recordId) => session.One(Columns + "WHERE record_id = ?1", Read, recordId);

    public IReadOnlyList<SuspectRow> Against(Hash32 recordId) => session.List(Columns + "WHERE against = ?1 ORDER BY seq", Read, recordId);

    public IReadOnlyList<SuspectRow> Against(Hash32 pool, ulong epoch, ulong from, ulong to) => session.List(OfStretch, Read, pool, epoch, from, to);

    public IReadOnlyList<SuspectRow> Of(Hash32 stream, SuspectReason reason, int limit) =>
        session.List(Columns + "WHERE stream = ?1 AND reason = ?2 ORDER BY seq LIMIT ?3", Read, stream, (int)reason, limit);

    public int Count(Hash32 stream, int most) =>
        (int)session.Number("SELECT count(*) FROM (SELECT 1 FROM suspects WHERE stream = ?1 LIMIT ?2)", stream, most)!.Value;

    public int Count(Hash32 stream, Hash32 reporter, SuspectReason reason, int most) => (int)session.Number(
        "SELECT count(*) FROM (SELECT 1 FROM suspects WHERE stream = ?1 AND reporter = ?2 AND reason = ?3 LIMIT ?4)", stream, reporter, (int)reason, most)!.Value;

    public IReadOnlyList<SuspectRow> List(Hash32? pool, Hash32? reporter, SuspectReason? reason, long afterSeq, int limit) => session.List(
        Columns + "WHERE seq > ?4 AND (?1 IS NULL OR pool = ?1) AND (?2 IS NULL OR reporter = ?2) AND (?3 IS NULL OR reason = ?3) ORDER BY seq LIMIT ?5",
        Read, pool, reporter, reason is { } it ? (int)it : Cell.Null, afterSeq, limit);

    public bool TryAdd(SuspectRow row) => session.Run(
        "INSERT OR IGNORE INTO suspects(pool, reason, record_id, reporter, stream, against, body, signature, received_at) "
        + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        row.Pool, (int)row.Reason, row.RecordId, row.Reporter, row.Stream, row.Against, row.Body, row.Signature, row.ReceivedAt) == 1;

    public bool TryTurn(Hash32 recordId, Hash32 against) => session.Run(
        "UPDATE suspects SET reason = ?2, against = ?3 WHERE record_id = ?1 AND against IS NULL", recordId, (int)SuspectReason.Fork, against) == 1;

    private static SuspectRow Read(Statement row) => new(
        row.Long(0),
        row.Hash(1),
        (SuspectReason)row.Int(2),
        row.Hash(3),
        row.Hash(4),
        row.Hash(5),
        row.HashOrNull(6),
        row.Blob(7),
        row.Blob(8),
        row.Long(9));
}
