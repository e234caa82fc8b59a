// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Custody;

namespace Ledger.Store.Sqlite;

internal sealed class CustodyTable(Session session) : ICustodyWriter
{
    private const string Columns = "SELECT seq, document, what, party, key, at, detail, hash FROM custody ";

    public IReadOnlyList<CustodyRow> Of(Hash32 document, long afterSeq, int limit) =>
        session.List(Columns + "WHERE document = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3", Read, document, afterSeq, limit);

    public long Newest => session.Number("SELECT max(seq) FROM custody") ?? 0;

    public CustodyRow? Last(Hash32 document) => session.One(Columns + "WHERE document = ?1 ORDER BY seq DESC LIMIT 1", Read, document);

    public IReadOnlyList<CustodyRow> After(long afterSeq, int limit) =>
        session.List(Columns + "WHERE seq > ?1 ORDER BY seq LIMIT ?2", Read, afterSeq, limit);

    public IReadOnlyList<Hash32> ActsOf(Hash32 document) =>
        session.List("SELECT act FROM document_acts WHERE document = ?1 ORDER BY seq", row => row.Hash(0), document);

    public IReadOnlyList<CustodyLink> Links(long afterSeq, int limit) => session.List(
        "SELECT seq, document, act FROM document_acts WHERE seq > ?1 ORDER BY seq LIMIT ?2",
        row => new CustodyLink(row.Long(0), row.Hash(1), row.Hash(2)), afterSeq, limit);

    public void Append(CustodyRow row) => session.Run(
        "INSERT INTO custody(document, what, party, key, at, detail, hash) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        row.Document, row.What, row.Party, row.Key, row.At, row.Detail, row.Hash);

    public void Link(Hash32 document, Hash32 act) =>
        session.Run("INSERT OR IGNORE INTO document_acts(document, act) VALUES(?1, ?2)", document, act);

    private static CustodyRow Read(Statement row) => new(
        row.Long(0), row.Hash(1), row.Text(2), row.HashOrNull(3), row.Text(4), row.Long(5), row.Blob(6), row.Hash(7));
}
