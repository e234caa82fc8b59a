// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Journal;

namespace Ledger.Store.Sqlite;

internal sealed class WitnessTable(Session session) : IWitnessWriter
{
    private const string Columns = "SELECT seq, id, pool, epoch, size, party, body, signature, received_at FROM witnesses ";

    public WitnessRow? Find(Hash32 id) => session.One(Columns + "WHERE id = ?1", Read, id);

    public IReadOnlyList<Hash32> Of(Hash32 pool, ulong epoch, ulong size) => session.List(
        "SELECT DISTINCT party FROM witnesses WHERE pool = ?1 AND epoch = ?2 AND size = ?3 ORDER BY party", row => row.Hash(0), pool, epoch, size);

    // From party to party by the index, so that it costs by the parties and not by what they ever signed.
    public IReadOnlyList<(Hash32 Party, ulong Size)> Longest(Hash32 pool, ulong epoch) => session.List(
        "WITH RECURSIVE signers(party) AS (SELECT min(party) FROM witnesses WHERE pool = ?1 AND epoch = ?2 "
        + "UNION ALL SELECT (SELECT min(party) FROM witnesses WHERE pool = ?1 AND epoch = ?2 AND party > signers.party) FROM signers WHERE party IS NOT NULL) "
        + "SELECT party, (SELECT max(size) FROM witnesses w WHERE w.pool = ?1 AND w.epoch = ?2 AND w.party = signers.party) FROM signers WHERE party IS NOT NULL",
        row => (row.Hash(0), row.ULong(1)),
        pool, epoch);

    public IReadOnlyList<WitnessRow> List(Hash32? pool, long afterSeq, int limit) =>
        session.List(Columns + "WHERE seq > ?2 AND (?1 IS NULL OR pool = ?1) ORDER BY seq LIMIT ?3", Read, pool, afterSeq, limit);

    public bool TryAdd(WitnessRow row) => session.Run(
        "INSERT OR IGNORE INTO witnesses(id, pool, epoch, size, party, body, signature, received_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        row.Id, row.Pool, row.Epoch, row.Size, row.Party, row.Body, row.Signature, row.ReceivedAt) == 1;

    private static WitnessRow Read(Statement row) => new(
        row.Long(0), row.Hash(1), row.Hash(2), row.ULong(3), row.ULong(4), row.Hash(5), row.Blob(6), row.Blob(7), row.Long(8));
}
