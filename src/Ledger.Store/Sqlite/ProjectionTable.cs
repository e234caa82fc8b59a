// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Ledger.Ethereum;
using Ledger.Store.Projections;

namespace Ledger.Store.Sqlite;

internal sealed class ProjectionTable(Session session) : IProjectionWriter
{
    private const string Columns = "SELECT kind, id, first_seq, pool, party, tag, body FROM projections ";

    // A filter of (pool, party, tag) has eight shapes; each is a statement of its own, so that each can use its index.
    private static readonly string[] Wheres = [.. Enumerable.Range(0, 8).Select(Where)];

    private Statement? _put;

    public ProjectionRow? Find(string kind, Hash32 id) =>
        session.List(Columns + "WHERE kind = ?1 AND id = ?2", Read, kind, id) is [var row] ? row : null;

    public IReadOnlyList<ProjectionRow> List(string kind, ProjectionFilter filter, long afterSeq, int limit)
    {
        var shape = Wheres[Shape(filter)];
        var rows = session.List(
            $"{Columns}{shape} AND first_seq > ?5 ORDER BY first_seq, id LIMIT ?6",
            Read, kind, filter.Pool, filter.Party, filter.Tag, afterSeq, limit);
        if (rows.Count == 0 || rows.Count < limit)
        {
            return rows;
        }

        // The page ends between rows: the ones that share the last one's fact come along.
        var last = rows[^1];
        rows.AddRange(session.List(
            $"{Columns}{shape} AND first_seq = ?5 AND id > ?6 ORDER BY id",
            Read, kind, filter.Pool, filter.Party, filter.Tag, last.FirstSeq, last.Id));
        return rows;
    }

    public long Count(string kind, ProjectionFilter filter) =>
        session.Number("SELECT count(*) FROM projections " + Wheres[Shape(filter)], kind, filter.Pool, filter.Party, filter.Tag) ?? 0;

    public IEnumerable<ProjectionRow> All() => session.Stream(Columns + "ORDER BY kind, id", Read);

    public void Put(ProjectionRow row)
    {
        _put ??= session.Prepare(
            "INSERT INTO projections(kind, id, first_seq, pool, party, tag, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) "
            + "ON CONFLICT(kind, id) DO UPDATE SET first_seq = ?3, pool = ?4, party = ?5, tag = ?6, body = ?7");
        session.Run(_put, row.Kind, row.Id, row.FirstSeq, row.Pool, row.Party, row.Tag,
            MemoryMarshal.TryGetArray(row.Body, out var body) ? Cell.Part(body) : row.Body.ToArray());
    }

    public bool Remove(string kind, Hash32 id) =>
        session.Run("DELETE FROM projections WHERE kind = ?1 AND id = ?2", kind, id) == 1;

    public void Clear() => session.Run("DELETE FROM projections");

    private static int Shape(ProjectionFilter filter) =>
        (filter.Pool is null ? 0 : 1) | (filter.Party is null ? 0 : 2) | (filter.Tag is null ? 0 : 4);

    // "?n IS NULL" keeps the number of values the same in every shape.
    private static string Where(int shape) =>
        "WHERE kind = ?1"
        + ((shape & 1) != 0 ? " AND pool = ?2" : " AND ?2 IS NULL")
        + ((shape & 2) != 0 ? " AND party = ?3" : " AND ?3 IS NULL")
        + ((shape & 4) != 0 ? " AND tag = ?4" : " AND ?4 IS NULL");

    private static ProjectionRow Read(Statement row) => new(
        row.Text(0), row.Hash(1), row.Long(2), row.HashOrNull(3), row.HashOrNull(4), row.TextOrNull(5), row.Blob(6));
}
