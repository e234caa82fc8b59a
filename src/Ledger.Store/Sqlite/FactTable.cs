// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store.Facts;

namespace Ledger.Store.Sqlite;

internal sealed class FactTable(Session session) : IFactReader
{
    private const string Columns =
        "SELECT f.seq, b.number, b.hash, b.time, f.event_index, f.tx, f.address, f.topics, f.data, f.kind, b.retracted "
        + "FROM facts f CROSS JOIN blocks b ON b.seq = f.block ";

    // Under one key, what is in the large table of the index is older than what is in the small one.
    private const string Old = "fact_keys";
    private const string New = "fact_keys_new";

    // These run for every event there is.
    private Statement? _insert;
    private Statement? _isFiledBefore;
    private Statement? _isFiledNewBefore;

    private readonly KeyIndex _index = new(session, Old);
    private readonly List<(long Key, long Fact)> _filed = [];
    private byte[] _topics = new byte[4 * Hash32.Size];
    private byte[] _subjects = new byte[4 * Hash32.Size];

    public long Count => session.Number("SELECT count(*) FROM facts f CROSS JOIN blocks b ON b.seq = f.block WHERE b.retracted = 0") ?? 0;

    public IReadOnlyList<FactRow> Of(Hash32 subject)
    {
        var key = KeyIndex.KeyOf(subject);
        var facts = session.List(Under(Old) + "ORDER BY s.seq", Read, key, subject);
        facts.AddRange(session.List(Under(New) + "ORDER BY s.seq", Read, key, subject));
        return facts;
    }

    public IReadOnlyList<FactRow> After(Hash32 subject, long seq, int limit) =>
        Under(subject, "AND s.seq > ?3 ORDER BY s.seq LIMIT ?4", seq, limit, Old, New);

    public IReadOnlyList<FactRow> Before(Hash32 subject, long seq, int limit) =>
        Under(subject, "AND s.seq < ?3 ORDER BY s.seq DESC LIMIT ?4", seq, limit, New, Old);

    public IReadOnlyList<FactRow> InBlock(Hash32 blockHash) => session.List(
        Columns + "WHERE f.block = (SELECT max(seq) FROM blocks WHERE hash = ?1) ORDER BY f.event_index", Read, blockHash);

    public IReadOnlyList<FactRow> InRow(long blockSeq) =>
        session.List(Columns + "WHERE f.block = ?1 ORDER BY f.event_index", Read, blockSeq);

    public bool IsFiledBefore(Hash32 subject, long seq)
    {
        const string Before = "s.seq < ?3 LIMIT 1";
        _isFiledBefore ??= session.Prepare(Filed(Old) + Before);
        _isFiledNewBefore ??= session.Prepare(Filed(New) + Before);
        var key = KeyIndex.KeyOf(subject);
        return Session.Number(_isFiledNewBefore, key, subject, seq) == 1 || Session.Number(_isFiledBefore, key, subject, seq) == 1;
    }

    public bool IsFiled(Hash32 subject, long seq)
    {
        const string There = "s.seq = ?3";
        var key = KeyIndex.KeyOf(subject);
        return session.Number(Filed(New) + There, key, subject, seq) == 1 || session.Number(Filed(Old) + There, key, subject, seq) == 1;
    }

    public FactRow? Find(long seq) => session.One(Columns + "WHERE f.seq = ?1", Read, seq);

    public IReadOnlyList<FactRow> After(long seq, int limit, string? kind = null) => kind is null
        ? session.List(Columns + "WHERE f.seq > ?1 AND b.retracted = 0 ORDER BY f.seq LIMIT ?2", Read, seq, limit)
        : session.List(Columns + "WHERE f.kind = ?3 AND f.seq > ?1 AND b.retracted = 0 ORDER BY f.seq LIMIT ?2", Read, seq, limit, kind);

    public IReadOnlyList<Hash32> SubjectsOf(long seq) =>
        session.List("SELECT subjects FROM facts WHERE seq = ?1", row => Split(row.Span(0)), seq) is [var subjects] ? subjects : [];

    /// <summary>Writes the facts of a block just inserted as row <paramref name="block"/>.</summary>
    public AppendedFacts Append(long block, BlockRow added, IReadOnlyList<NewFact> facts)
    {
        _insert ??= session.Prepare(
            "INSERT INTO facts(block, event_index, tx, address, topics, data, kind, subjects) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        var seqs = new long[facts.Count];
        _filed.Clear();
        for (var at = 0; at < seqs.Length; at++)
        {
            var fact = facts[at];
            session.Run(
                _insert, block, (long)fact.EventIndex, fact.Transaction, fact.Address, Join(fact.Topics, ref _topics), fact.Data, fact.Kind,
                Join(fact.Subjects, ref _subjects));
            seqs[at] = session.LastInsertedRow;
            for (var i = 0; i < fact.Subjects.Count; i++)
            {
                _filed.Add((KeyIndex.KeyOf(fact.Subjects[i]), seqs[at]));
            }
        }

        // In the index's own order: neighbours come while their page is at hand.
        _filed.Sort();
        foreach (var (key, fact) in _filed)
        {
            _index.Add(key, fact);
        }

        foreach (var seq in seqs)
        {
            _index.Filed(seq);
        }

        return new AppendedFacts(added, facts, seqs);
    }

    /// <summary>What is filed under a subject's key in one of the index's tables; a fact knows its subjects, and is asked whether it is this one's.</summary>
    private static string Filed(string table) =>
        $"SELECT 1 FROM {table} s CROSS JOIN facts f ON f.seq = s.seq WHERE s.key = ?1 AND instr(f.subjects, ?2) > 0 AND ";

    /// <summary>The rows of one table of the index, and of the other as far as they are too few.</summary>
    private List<FactRow> Under(Hash32 subject, string which, long seq, int limit, string first, string second)
    {
        var key = KeyIndex.KeyOf(subject);
        var facts = session.List(Under(first) + which, Read, key, subject, seq, limit);
        if (facts.Count < limit)
        {
            facts.AddRange(session.List(Under(second) + which, Read, key, subject, seq, limit - facts.Count));
        }

        return facts;
    }

    private static string Under(string table) =>
        "SELECT f.seq, b.number, b.hash, b.time, f.event_index, f.tx, f.address, f.topics, f.data, f.kind, b.retracted "
        + $"FROM {table} s CROSS JOIN facts f ON f.seq = s.seq CROSS JOIN blocks b ON b.seq = f.block "
        + "WHERE s.key = ?1 AND instr(f.subjects, ?2) > 0 AND b.retracted = 0 ";

    private static FactRow Read(Statement row) => new(
        row.Long(0),
        new BlockRef(row.ULong(1), row.Hash(2)),
        row.ULong(3),
        checked((uint)row.Long(4)),
        row.Hash(5),
        row.Address(6),
        Split(row.Span(7)),
        row.Blob(8),
        row.Text(9),
        row.Bool(10));

    private static Cell Join(IReadOnlyList<Hash32> hashes, ref byte[] buffer)
    {
        var length = hashes.Count * Hash32.Size;
        if (buffer.Length < length)
        {
            buffer = new byte[length];
        }

        for (var i = 0; i < hashes.Count; i++)
        {
            hashes[i].CopyTo(buffer.AsSpan(i * Hash32.Size));
        }

        return Cell.Start(buffer, length);
    }

    private static Hash32[] Split(ReadOnlySpan<byte> bytes)
    {
        var hashes = new Hash32[bytes.Length / Hash32.Size];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = new Hash32(bytes.Slice(i * Hash32.Size, Hash32.Size));
        }

        return hashes;
    }
}
