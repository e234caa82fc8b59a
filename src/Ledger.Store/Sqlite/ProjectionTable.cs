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

    // These run for every event there is.
    private Statement? _seqOf;
    private Statement? _seqOfNew;
    private Statement? _insert;
    private Statement? _update;

    private readonly KeyIndex _index = new(session, "projection_keys");

    public ProjectionRow? Find(string kind, Hash32 id) =>
        SeqOf(kind, id) is { } seq && session.List(Columns + "WHERE seq = ?1", Read, seq) is [var row] ? row : null;

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

    public IEnumerable<ProjectionRow> All() => session.Stream(Columns + "ORDER BY kind, first_seq, id", Read);

    public void Put(ProjectionRow row)
    {
        var body = MemoryMarshal.TryGetArray(row.Body, out var part) ? Cell.Part(part) : row.Body.ToArray();
        if (SeqOf(row.Kind, row.Id) is { } seq)
        {
            _update ??= session.Prepare("UPDATE projections SET first_seq = ?2, pool = ?3, party = ?4, tag = ?5, body = ?6 WHERE seq = ?1");
            session.Run(_update, seq, row.FirstSeq, row.Pool, row.Party, row.Tag, body);
            return;
        }

        _insert ??= session.Prepare("INSERT INTO projections(kind, id, first_seq, pool, party, tag, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        session.Run(_insert, row.Kind, row.Id, row.FirstSeq, row.Pool, row.Party, row.Tag, body);
        var added = session.LastInsertedRow;
        _index.Add(KeyIndex.KeyOf(row.Id), added);
        _index.Filed(added);
    }

    public bool Remove(string kind, Hash32 id)
    {
        if (SeqOf(kind, id) is not { } seq)
        {
            return false;
        }

        _index.Remove(KeyIndex.KeyOf(id), seq);
        session.Run("DELETE FROM projections WHERE seq = ?1", seq);
        return true;
    }

    public void Clear()
    {
        _index.Clear();
        session.Run("DELETE FROM projections");
    }

    private long? SeqOf(string kind, Hash32 id)
    {
        _seqOfNew ??= session.Prepare(Keyed("projection_keys_new"));
        _seqOf ??= session.Prepare(Keyed("projection_keys"));
        var key = KeyIndex.KeyOf(id);
        return Session.Number(_seqOfNew, key, kind, id) ?? Session.Number(_seqOf, key, kind, id);
    }

    private static string Keyed(string table) =>
        $"SELECT p.seq FROM {table} s CROSS JOIN projections p ON p.seq = s.seq WHERE s.key = ?1 AND p.kind = ?2 AND p.id = ?3";

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
