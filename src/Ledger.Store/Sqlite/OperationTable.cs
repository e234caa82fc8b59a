// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Proposals;

namespace Ledger.Store.Sqlite;

internal sealed class OperationTable(Session session) : IOperationWriter
{
    private const string Columns = "SELECT seq, id, kind, state, intent, body, created_at, updated_at FROM operations ";

    public OperationRow? Find(Hash32 id) => session.One(Columns + "WHERE id = ?1", Read, id);

    public IReadOnlyList<OperationRow> OfIntent(Hash32 intent) =>
        session.List(Columns + "WHERE intent = ?1 ORDER BY seq", Read, intent);

    public IReadOnlyList<OperationRow> InState(OperationState state, int limit) =>
        session.List(Columns + "WHERE state = ?1 ORDER BY seq LIMIT ?2", Read, (int)state, limit);

    public IReadOnlyList<OperationRow> Newest(long before, int limit) =>
        session.List(Columns + "WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2", Read, before, limit);

    public void Put(OperationRow operation) => session.Run(
        "INSERT INTO operations(id, kind, state, intent, body, created_at, updated_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) "
        + "ON CONFLICT(id) DO UPDATE SET kind = ?2, state = ?3, intent = ?4, body = ?5, updated_at = ?7",
        operation.Id, operation.Kind, (int)operation.State, operation.Intent, operation.Body, operation.CreatedAt, operation.UpdatedAt);

    private static OperationRow Read(Statement row) => new(
        row.Long(0), row.Hash(1), row.Text(2), (OperationState)row.Int(3), row.HashOrNull(4), row.Blob(5), row.Long(6), row.Long(7));
}
