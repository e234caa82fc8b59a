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

    private const string Filed =
        "SELECT f.seq, b.number, b.hash, b.time, f.event_index, f.tx, f.address, f.topics, f.data, f.kind, b.retracted "
        + "FROM fact_subjects s CROSS JOIN facts f ON f.seq = s.fact CROSS JOIN blocks b ON b.seq = f.block "
        + "WHERE s.subject = ?1 AND b.retracted = 0 ";

    // These run for every event there is.
    private Statement? _insert;
    private Statement? _file;
    private Statement? _isFiledBefore;

    private readonly List<(Hash32 Subject, long Fact)> _filed = [];
    private byte[] _topics = new byte[4 * Hash32.Size];
    private byte[] _subjects = new byte[4 * Hash32.Size];

    public long Count => session.Number("SELECT count(*) FROM facts f CROSS JOIN blocks b ON b.seq = f.block WHERE b.retracted = 0") ?? 0;

    public IReadOnlyList<FactRow> Of(Hash32 subject) => session.List(Filed + "ORDER BY s.fact", Read, subject);

    public FactRow? LastOf(Hash32 subject) => session.One(Filed + "ORDER BY s.fact DESC LIMIT 1", Read, subject);

    public IReadOnlyList<FactRow> InBlock(Hash32 blockHash) => session.List(
        Columns + "WHERE f.block = (SELECT max(seq) FROM blocks WHERE hash = ?1) ORDER BY f.event_index", Read, blockHash);

    public IReadOnlyList<FactRow> InRow(long blockSeq) =>
        session.List(Columns + "WHERE f.block = ?1 ORDER BY f.event_index", Read, blockSeq);

    public bool IsFiledBefore(Hash32 subject, long seq)
    {
        _isFiledBefore ??= session.Prepare("SELECT 1 FROM fact_subjects WHERE subject = ?1 AND fact < ?2 LIMIT 1");
        return Session.Number(_isFiledBefore, subject, seq) == 1;
    }

    public bool IsFiled(Hash32 subject, long seq) =>
        session.Number("SELECT 1 FROM fact_subjects WHERE subject = ?1 AND fact = ?2", subject, seq) == 1;

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
        _file ??= session.Prepare("INSERT OR IGNORE INTO fact_subjects(subject, fact) VALUES(?1, ?2)");
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
                _filed.Add((fact.Subjects[i], seqs[at]));
            }
        }

        // In the index's own order: neighbours come while their page is at hand.
        _filed.Sort(static (left, right) => left.Subject.CompareTo(right.Subject) is var order and not 0 ? order : left.Fact.CompareTo(right.Fact));
        foreach (var (subject, fact) in _filed)
        {
            session.Run(_file, subject, fact);
        }

        return new AppendedFacts(added, facts, seqs);
    }

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
