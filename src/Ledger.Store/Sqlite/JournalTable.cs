// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Journal;

namespace Ledger.Store.Sqlite;

internal sealed class JournalTable(Session session) : IJournalWriter
{
    private const string Columns =
        "SELECT seq, pool, epoch, leaf_index, kind, record_id, leaf, author, concerns, stream, sequence, body, signature, attachment, "
        + "received_number, received_hash, received_at, promise FROM journal ";

    private const int SliceBits = 4; // a commit has the records of a few batches

    private readonly KeyIndex _index = new(session, "journal_keys", SliceBits);
    private Statement? _seqOf;
    private Statement? _seqOfNew;

    public ulong Size(Hash32 pool, ulong epoch) =>
        (ulong)(session.Number("SELECT size FROM logs WHERE pool = ?1 AND epoch = ?2", pool, epoch) ?? 0);

    public JournalRow? Find(Hash32 recordId) => SeqOf(recordId) is { } seq ? session.One(Columns + "WHERE seq = ?1", Read, seq) : null;

    public MessageRow? Message(Hash32 recordId) =>
        SeqOf(recordId) is { } seq ? session.One("SELECT seq, kind, concerns, body FROM journal WHERE seq = ?1", ReadMessage, seq) : null;

    public IReadOnlyList<MessageRow> Messages(Hash32 concerns, long afterSeq, int limit) => session.List(
        "SELECT seq, kind, concerns, body FROM journal WHERE concerns = ?1 AND concerns IS NOT NULL AND seq > ?2 ORDER BY seq LIMIT ?3",
        ReadMessage, concerns, afterSeq, limit);

    public JournalRow? At(Hash32 pool, ulong epoch, ulong index) =>
        session.One(Columns + "WHERE pool = ?1 AND epoch = ?2 AND leaf_index = ?3", Read, pool, epoch, index);

    public JournalRow? LastOf(Hash32 stream) =>
        session.One(Columns + "WHERE stream = ?1 ORDER BY sequence DESC LIMIT 1", Read, stream);

    public StreamEnd? EndOf(Hash32 stream) => session.One(
        "SELECT sequence, record_id FROM journal WHERE stream = ?1 ORDER BY sequence DESC LIMIT 1", row => new StreamEnd(row.ULong(0), row.Hash(1)), stream);

    public JournalRow? InStream(Hash32 stream, ulong sequence) =>
        sequence > long.MaxValue ? null : session.One(Columns + "WHERE stream = ?1 AND sequence = ?2", Read, stream, sequence);

    public Hash32? IdInStream(Hash32 stream, ulong sequence) => sequence > long.MaxValue
        ? null : session.One("SELECT sequence, record_id FROM journal WHERE stream = ?1 AND sequence = ?2", row => new StreamEnd(row.ULong(0), row.Hash(1)), stream, sequence)?.RecordId;

    public IReadOnlyList<Hash32> Leaves(Hash32 pool, ulong epoch, ulong from, int limit) => session.List(
        "SELECT leaf FROM journal WHERE pool = ?1 AND epoch = ?2 AND leaf_index >= ?3 ORDER BY leaf_index LIMIT ?4",
        row => row.Hash(0), pool, epoch, from, limit);

    public IReadOnlyList<JournalRow> Range(Hash32 pool, ulong epoch, ulong from, ulong to) => session.List(
        Columns + "WHERE pool = ?1 AND epoch = ?2 AND leaf_index >= ?3 AND leaf_index < ?4 ORDER BY leaf_index", Read, pool, epoch, from, to);

    public IReadOnlyList<SignedRow> Signed(Hash32 pool, ulong epoch, ulong from, ulong to) => session.List(
        "SELECT leaf_index, kind, record_id, leaf, signature, body FROM journal WHERE pool = ?1 AND epoch = ?2 AND leaf_index >= ?3 AND leaf_index < ?4 ORDER BY leaf_index",
        row => new SignedRow(row.ULong(0), (RecordKind)row.Int(1), row.Hash(2), row.Hash(3), row.Blob(4), row.Blob(5)), pool, epoch, from, to);

    public IReadOnlyList<PromisedRow> Promised(Hash32 pool, ulong epoch, ulong from, ulong to) => session.List(
        "SELECT leaf_index, leaf, promise FROM journal WHERE pool = ?1 AND epoch = ?2 AND leaf_index >= ?3 AND leaf_index < ?4 AND promise IS NOT NULL ORDER BY leaf_index",
        row => new PromisedRow(row.ULong(0), row.Hash(1), row.Blob(2)), pool, epoch, from, to);

    public IReadOnlyList<JournalRow> OtherThanReports(Hash32 pool, ulong epoch, ulong from, ulong to) => session.List(
        Columns + "WHERE pool = ?1 AND epoch = ?2 AND leaf_index >= ?3 AND leaf_index < ?4 AND kind <> 1 ORDER BY leaf_index", Read, pool, epoch, from, to);

    public IReadOnlyList<Hash32> Authors(Hash32 pool, ulong epoch, ulong from, ulong to) => session.List(
        "SELECT DISTINCT author FROM journal WHERE pool = ?1 AND epoch = ?2 AND leaf_index >= ?3 AND leaf_index < ?4 ORDER BY author",
        row => row.Hash(0), pool, epoch, from, to);

    /// <remarks>Each shape of a filter is a statement of its own, so that each finds its index.</remarks>
    public IReadOnlyList<JournalRow> List(RecordFilter filter, long afterSeq, int limit)
    {
        var where = "WHERE seq > ?1";
        List<Cell> values = [afterSeq, limit];
        void Ask(string column, Cell value)
        {
            values.Add(value);
            where += string.Create(CultureInfo.InvariantCulture, $" AND {column} = ?{values.Count}");
        }

        if (filter.Concerns is { } concerns)
        {
            Ask("concerns", concerns);
        }

        if (filter.Author is { } author)
        {
            Ask("author", author);
        }

        if (filter.Kind is { } kind)
        {
            Ask("kind", (int)kind);
        }

        if (filter.Pool is { } pool)
        {
            Ask("pool", pool);
        }

        // Other records under a license lie among many more reports; the planner does not know that, so the index is named.
        var from = filter is { Concerns: not null, Author: null, Pool: null, Kind: not (null or RecordKind.UsageReport) }
            ? "INDEXED BY journal_under_kind " + where + " AND concerns IS NOT NULL AND kind <> 1"
            : where;
        return session.List(Columns + from + " ORDER BY seq LIMIT ?2", Read, [.. values]);
    }

    /// <remarks>The index is named, since the planner holds the other one over the same columns for as good.</remarks>
    public IReadOnlyList<JournalRow> OtherThanReports(Hash32 concerns, long afterSeq, int limit) => session.List(
        Columns + "INDEXED BY journal_under WHERE concerns = ?1 AND concerns IS NOT NULL AND kind <> 1 AND seq > ?2 ORDER BY seq LIMIT ?3",
        Read, concerns, afterSeq, limit);

    public IReadOnlyList<(Hash32 Pool, ulong Epoch, ulong Size)> Logs() =>
        session.List("SELECT pool, epoch, size FROM logs ORDER BY pool, epoch", row => (row.Hash(0), row.ULong(1), row.ULong(2)));

    public IReadOnlyList<(Hash32 Pool, ulong Epoch)> Named() =>
        session.List("SELECT DISTINCT pool, epoch FROM journal", row => (row.Hash(0), row.ULong(1)));

    public long Append(JournalRow record)
    {
        Append([record]);
        return SeqOf(record.RecordId)!.Value;
    }

    public void Append(IReadOnlyList<JournalRow> records)
    {
        if (records is not [var first, ..])
        {
            return;
        }

        // An epoch's own records begin behind the leaves that it carries on from the one before.
        if (Size(first.Pool, first.Epoch) is var size && size != first.Index && (size > 0 || first.Epoch == 0))
        {
            throw new InvalidOperationException($"The log has {size} leaves: a record cannot stand at index {first.Index}.");
        }

        var insert = session.Prepare(
            "INSERT INTO journal(pool, epoch, leaf_index, kind, record_id, leaf, author, concerns, stream, sequence, body, signature, "
            + "attachment, received_number, received_hash, received_at, promise) "
            + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)");
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            if ((record.Pool, record.Epoch, record.Index) != (first.Pool, first.Epoch, first.Index + (ulong)i))
            {
                throw new InvalidOperationException($"A record at index {record.Index} does not stand behind the one before it.");
            }

            // A record of a stream has its place there, which no other can have.
            if (record.Stream is null && SeqOf(record.RecordId) is not null)
            {
                throw new InvalidOperationException($"Record {record.RecordId} is in the journal already.");
            }

            session.Run(
                insert,
                record.Pool, record.Epoch, record.Index, (int)record.Kind, record.RecordId, record.Leaf, record.Author, record.Concerns,
                record.Stream, record.Sequence, record.Body, record.Signature, record.Attachment,
                record.Received.Number, record.Received.Hash, record.ReceivedAt, record.Promise);
            var added = session.LastInsertedRow;
            _index.Add(KeyIndex.KeyOf(record.RecordId), added);
            _index.Filed(added);
        }

        session.Run(
            "INSERT INTO logs(pool, epoch, size) VALUES(?1, ?2, ?3) ON CONFLICT(pool, epoch) DO UPDATE SET size = ?3",
            first.Pool, first.Epoch, first.Index + (ulong)records.Count);
    }

    public void KeepPromise(Hash32 recordId, byte[] promise)
    {
        if (SeqOf(recordId) is not { } seq || session.Run("UPDATE journal SET promise = ?2 WHERE seq = ?1", seq, promise) != 1)
        {
            throw new InvalidOperationException($"No record {recordId} is in the journal.");
        }
    }

    public bool Attach(Hash32 recordId, byte[] attachment) => SeqOf(recordId) is { } seq
        && session.Run("UPDATE journal SET attachment = ?2 WHERE seq = ?1 AND attachment IS NULL", seq, attachment) == 1;

    public bool Erase(Hash32 recordId) => SeqOf(recordId) is { } seq
        && session.Run("UPDATE journal SET attachment = NULL WHERE seq = ?1 AND attachment IS NOT NULL", seq) == 1;

    private long? SeqOf(Hash32 recordId)
    {
        _seqOfNew ??= session.Prepare(Keyed("journal_keys_new"));
        _seqOf ??= session.Prepare(Keyed("journal_keys"));
        var key = KeyIndex.KeyOf(recordId);
        return Session.Number(_seqOfNew, key, recordId) ?? Session.Number(_seqOf, key, recordId);
    }

    private static string Keyed(string table) =>
        $"SELECT j.seq FROM {table} k CROSS JOIN journal j ON j.seq = k.seq WHERE k.key = ?1 AND j.record_id = ?2";

    private static MessageRow ReadMessage(Statement row) => new(row.Long(0), (RecordKind)row.Int(1), row.HashOrNull(2), row.Blob(3));

    private static JournalRow Read(Statement row) => new(
        row.Long(0),
        row.Hash(1),
        row.ULong(2),
        row.ULong(3),
        (RecordKind)row.Int(4),
        row.Hash(5),
        row.Hash(6),
        row.Hash(7),
        row.HashOrNull(8),
        row.HashOrNull(9),
        row.ULongOrNull(10),
        row.Blob(11),
        row.Blob(12),
        row.BlobOrNull(13),
        new BlockRef(row.ULong(14), row.Hash(15)),
        row.Long(16),
        row.BlobOrNull(17));
}
