// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Store.Feed;

namespace Ledger.Store.Sqlite;

internal sealed class FeedTable(Session session) : IFeedReader
{
    public long Last => session.Number("SELECT max(seq) FROM feed") ?? 0;

    public IReadOnlyList<FeedRow> After(long seq, int limit) => session.List(
        "SELECT seq, kind, fact, id, state, block_number, block_hash FROM feed WHERE seq > ?1 ORDER BY seq LIMIT ?2", Read, seq, limit);

    private static FeedRow Read(Statement row) => new(
        row.Long(0),
        (FeedKind)row.Int(1),
        row.LongOrNull(2),
        row.HashOrNull(3),
        row.IsNull(4) ? null : row.Int(4),
        row.HashOrNull(6) is { } hash ? new BlockRef(row.ULong(5), hash) : null);
}
