// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Documents;

namespace Ledger.Store.Sqlite;

internal sealed class DocumentTable(Session session) : IDocumentWriter
{
    public DocumentRow? Find(Hash32 id) => session.One(
        "SELECT id, kind, pool, party, ciphertext, created_at, erased_at FROM documents WHERE id = ?1", Read, id);

    public IReadOnlyList<DocumentRow> List(Hash32 afterId, int limit) => session.List(
        "SELECT id, kind, pool, party, NULL, created_at, erased_at FROM documents WHERE id > ?1 ORDER BY id LIMIT ?2", Read, afterId, limit);

    public bool TryAdd(DocumentRow document) => session.Run(
        "INSERT INTO documents(id, kind, pool, party, ciphertext, created_at, erased_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) "
        + "ON CONFLICT(id) DO NOTHING",
        document.Id, document.Kind, document.Pool, document.Party, document.Ciphertext, document.CreatedAt, document.ErasedAt) == 1;

    public bool Erase(Hash32 id, long at) => session.Run(
        "UPDATE documents SET ciphertext = NULL, erased_at = ?2 WHERE id = ?1 AND erased_at IS NULL", id, at) == 1;

    private static DocumentRow Read(Statement row) => new(
        row.Hash(0), row.Text(1), row.HashOrNull(2), row.HashOrNull(3), row.BlobOrNull(4), row.Long(5), row.LongOrNull(6));
}
