// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Meta;

namespace Ledger.Store.Sqlite;

internal sealed class IdempotencyTable(Session session) : IIdempotencyWriter
{
    public IdempotencyRow? Find(string scope, string key) => session.One(
        "SELECT scope, key, body_hash, status, answer, created_at FROM idempotency WHERE scope = ?1 AND key = ?2",
        row => new IdempotencyRow(row.Text(0), row.Text(1), row.Hash(2), row.Int(3), row.Blob(4), row.Long(5)),
        scope, key);

    public bool TryAdd(IdempotencyRow row) => session.Run(
        "INSERT INTO idempotency(scope, key, body_hash, status, answer, created_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6) "
        + "ON CONFLICT(scope, key) DO NOTHING",
        row.Scope, row.Key, row.BodyHash, row.Status, row.Answer, row.CreatedAt) == 1;

    public void Forget(string text) => session.Run("DELETE FROM idempotency WHERE instr(answer, CAST(?1 AS BLOB)) > 0", text);
}
