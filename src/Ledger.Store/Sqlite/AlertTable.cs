// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store.Alerts;

namespace Ledger.Store.Sqlite;

internal sealed class AlertTable(Session session) : IAlertWriter
{
    private const string Columns =
        "SELECT seq, id, rule, state, pool, party, deciding_number, deciding_hash, body, updated_at FROM alerts ";

    public AlertRow? Find(Hash32 id) => session.One(Columns + "WHERE id = ?1", Read, id);

    public IReadOnlyList<AlertRow> List(AlertState? state, Hash32? pool, long afterSeq, int limit) => session.List(
        Columns + "WHERE seq > ?3 AND (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR pool = ?2) ORDER BY seq LIMIT ?4",
        Read, state is { } it ? (int)it : Cell.Null, pool, afterSeq, limit);

    public IReadOnlyList<AlertRow> Before(Hash32 pool, long beforeSeq, int limit) =>
        session.List(Columns + "WHERE seq < ?2 AND pool = ?1 ORDER BY seq DESC LIMIT ?3", Read, pool, beforeSeq, limit);

    public IReadOnlyList<AlertRow> Of(string rule, AlertState state) =>
        session.List(Columns + "WHERE rule = ?1 AND state = ?2 ORDER BY seq", Read, rule, (int)state);

    public IReadOnlyList<(string Rule, AlertState State, long Count)> Counts() =>
        session.List("SELECT rule, state, count(*) FROM alerts GROUP BY rule, state", row => (row.Text(0), (AlertState)row.Int(1), row.Long(2)));

    public IReadOnlyList<AlertRow> DecidedIn(Hash32 blockHash) =>
        session.List(Columns + "WHERE deciding_hash = ?1 ORDER BY seq", Read, blockHash);

    /// <remarks>The index is named: asked for each block that becomes final, the planner would walk over all alerts to have them in their order.</remarks>
    public IReadOnlyList<AlertRow> RaisedUpTo(ulong number) => session.List(
        Columns + "INDEXED BY alerts_raised WHERE state = 1 AND deciding_number <= ?1 ORDER BY seq", Read, Math.Min(number, long.MaxValue));

    public void Put(AlertRow alert) => session.Run(
        "INSERT INTO alerts(id, rule, state, pool, party, deciding_number, deciding_hash, body, updated_at) "
        + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT(id) DO UPDATE SET rule = ?2, state = ?3, pool = ?4, party = ?5, "
        + "deciding_number = ?6, deciding_hash = ?7, body = ?8, updated_at = ?9",
        alert.Id, alert.Rule, (int)alert.State, alert.Pool, alert.Party, alert.Deciding?.Number, alert.Deciding?.Hash, alert.Body, alert.UpdatedAt);

    private static AlertRow Read(Statement row) => new(
        row.Long(0),
        row.Hash(1),
        row.Text(2),
        (AlertState)row.Int(3),
        row.HashOrNull(4),
        row.HashOrNull(5),
        row.HashOrNull(7) is { } hash ? new BlockRef(row.ULong(6), hash) : null,
        row.Blob(8),
        row.Long(9));
}
