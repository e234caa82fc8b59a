// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Access;

namespace Ledger.Store.Sqlite;

internal sealed class ApiKeyTable(Session session) : IApiKeyWriter
{
    private const string Columns = "SELECT seq, id, digest, party, created_at, expires_at, revoked_at, body FROM api_keys ";

    public ApiKeyRow? Find(string id) => session.One(Columns + "WHERE id = ?1", Read, id);

    public ApiKeyRow? WithDigest(Hash32 digest) => session.One(Columns + "WHERE digest = ?1", Read, digest);

    public IReadOnlyList<ApiKeyRow> List(long afterSeq, int limit) =>
        session.List(Columns + "WHERE seq > ?1 ORDER BY seq LIMIT ?2", Read, afterSeq, limit);

    public long OperatorKeys(long at) => session.Number(
        "SELECT count(*) FROM api_keys WHERE party IS NULL AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?1)", at) ?? 0;

    public bool TryAdd(ApiKeyRow key) => session.Run(
        "INSERT OR IGNORE INTO api_keys(id, digest, party, created_at, expires_at, revoked_at, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        key.Id, key.Digest, key.Party, key.CreatedAt, key.ExpiresAt, key.RevokedAt, key.Body) == 1;

    public bool Revoke(string id, long at) =>
        session.Run("UPDATE api_keys SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL", id, at) == 1;

    private static ApiKeyRow Read(Statement row) => new(
        row.Long(0), row.Text(1), row.Hash(2), row.HashOrNull(3), row.Long(4), row.LongOrNull(5), row.LongOrNull(6), row.Blob(7));
}
