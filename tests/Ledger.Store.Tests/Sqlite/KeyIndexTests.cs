// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Facts;
using Ledger.Store.Journal;
using Ledger.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace Ledger.Store.Tests.Sqlite;

/// <summary>The index in two tables: the same answers whichever of them holds a key, and a commit that costs the same however much there is.</summary>
public sealed class KeyIndexTests
{
    // The first seven bits of this hash are those of the slice that moves at the first full number of rows.
    private static readonly Hash32 _moves = Starting(2);
    private static readonly Hash32 _stays = Starting(0x80);

    [Fact]
    public async Task A_subjects_history_is_whole_and_in_order_while_its_keys_move()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        await AdvanceAsync(it, 1, _moves, _stays);
        await AdvanceAsync(it, 2, [.. Enumerable.Range(3, KeyIndex.RowsPerSlice - 3).Select(i => Some.Hash($"{i}"))]);
        Assert.Equal((0, KeyIndex.RowsPerSlice - 1), Held(it, "fact_keys"));
        await AdvanceAsync(it, 3, _moves);
        Assert.Equal((0, 0), (Held(it, "fact_keys", _stays).Old, Held(it, "fact_keys", _moves).New));
        await AdvanceAsync(it, 4, _moves, _stays);
        Assert.Equal((2, 1), Held(it, "fact_keys", _moves));
        await it.ReadAsync(store =>
        {
            const long Third = KeyIndex.RowsPerSlice + 1;
            Assert.Equal([1, Third - 1, Third], store.Facts.Of(_moves).Select(fact => fact.Seq));
            Assert.Equal([2, Third + 1], store.Facts.Of(_stays).Select(fact => fact.Seq));
            Assert.Equal([Third, Third - 1, 1], store.Facts.Before(_moves, long.MaxValue, 9).Select(fact => fact.Seq));
            Assert.Equal([Third], store.Facts.Before(_moves, long.MaxValue, 1).Select(fact => fact.Seq));
            Assert.Equal([Third - 1, 1], store.Facts.Before(_moves, Third, 2).Select(fact => fact.Seq));
            Assert.Equal([1, Third - 1, Third], store.Facts.After(_moves, 0, 9).Select(fact => fact.Seq));
            Assert.Equal([1], store.Facts.After(_moves, 0, 1).Select(fact => fact.Seq));
            Assert.Equal([Third - 1, Third], store.Facts.After(_moves, 1, 2).Select(fact => fact.Seq));
            Assert.Empty(store.Facts.After(_moves, Third, 2));
            Assert.Equal([false, true, true], new[] { 1, 2, Third }.Select(seq => store.Facts.IsFiledBefore(_moves, seq)));
            Assert.Equal([true, false, true, true], new[] { 1, 2, Third - 1, Third }.Select(seq => store.Facts.IsFiled(_moves, seq)));
            return true;
        });
        await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(4)));
        Assert.Equal(KeyIndex.RowsPerSlice, (await it.ReadAsync(store => store.Facts.Before(_moves, long.MaxValue, 1)))[0].Seq);
    }

    [Fact]
    public async Task Hashes_that_share_their_first_bytes_are_told_apart()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        var other = _moves.ToArray();
        other[^1] ^= 1;
        await AdvanceAsync(it, 1, _moves, new Hash32(other));
        await it.WriteAsync(store =>
        {
            store.Projections.Put(Some.Projection("a", 1) with { Id = _moves });
            store.Projections.Put(Some.Projection("b", 2) with { Id = new Hash32(other) });
        });
        await it.ReadAsync(store =>
        {
            Assert.Equal([1], store.Facts.Of(_moves).Select(fact => fact.Seq));
            Assert.Equal([2], store.Facts.Of(new Hash32(other)).Select(fact => fact.Seq));
            Assert.Equal([1], store.Facts.Before(_moves, long.MaxValue, 9).Select(fact => fact.Seq));
            Assert.Equal([2], store.Facts.After(new Hash32(other), 0, 9).Select(fact => fact.Seq));
            Assert.False(store.Facts.IsFiledBefore(new Hash32(other), 2));
            Assert.False(store.Facts.IsFiled(_moves, 2));
            Assert.Equal((1, 2), (store.Projections.Find("license", _moves)?.FirstSeq, store.Projections.Find("license", new Hash32(other))?.FirstSeq));
            return true;
        });
    }

    [Fact]
    public async Task A_facts_key_leaves_the_small_table_only_for_the_large_one()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        await AdvanceAsync(it, 1, _moves);
        using var session = Open(it);
        Assert.Contains("never erased", Assert.Throws<SqliteException>(() => session.Run("DELETE FROM fact_keys_new")).Message, StringComparison.Ordinal);
        session.Run("INSERT INTO fact_keys SELECT key, seq FROM fact_keys_new");
        Assert.Equal(1, session.Run("DELETE FROM fact_keys_new"));
        Assert.Contains("never erased", Assert.Throws<SqliteException>(() => session.Run("DELETE FROM fact_keys")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_are_found_by_their_ids_while_their_keys_move_and_none_is_taken_twice()
    {
        const int Count = 20 * KeyIndex.RowsPerSlice; // each of sixteen slices moves once, and four again
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        static JournalRow Record(int i) => Some.Record($"{i}", (ulong)i, kind: RecordKind.Observation);
        var twin = Record(0).RecordId.ToArray();
        twin[^1] ^= 1;
        await it.WriteAsync(store =>
        {
            store.Journal.Append([.. Enumerable.Range(0, Count).Select(Record)]);
            Assert.Equal(Count + 1, store.Journal.Append(Record(Count) with { RecordId = new Hash32(twin) }));
        });
        var (old, recent) = Held(it, "journal_keys");
        Assert.Equal((Count + 1, true, true), (old + recent, old > recent, recent > KeyIndex.RowsPerSlice));
        await it.ReadAsync(store =>
        {
            Assert.All(Enumerable.Range(0, Count), i => Assert.Equal(i + 1, store.Journal.Find(Record(i).RecordId)?.Seq));
            Assert.Equal((Count + 1L, 1L), (store.Journal.Message(new Hash32(twin))?.Seq, store.Journal.Message(Record(0).RecordId)?.Seq));
            Assert.Null(store.Journal.Find(Record(Count).RecordId));
            return true;
        });
        foreach (var before in new[] { Record(0), Record(Count - 1) })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store => store.Journal.Append(before with { Index = Count + 1 })));
        }

        using var session = Open(it);
        Assert.Contains("never erased", Assert.Throws<SqliteException>(() => session.Run("DELETE FROM journal_keys_new")).Message, StringComparison.Ordinal);
        Assert.Contains("never erased", Assert.Throws<SqliteException>(() => session.Run("DELETE FROM journal_keys")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folded_rows_are_put_replaced_removed_and_found_as_in_a_dictionary()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        var random = new Random(1);
        Dictionary<Hash32, long> known = [];
        await it.WriteAsync(store =>
        {
            for (var step = 1L; step <= 8 * KeyIndex.RowsPerSlice; step++)
            {
                var id = step % 3 == 0 ? known.Keys.ElementAt(random.Next(Math.Min(known.Count, 50))) : Some.Hash($"{step}");
                if (step % 9 == 0)
                {
                    Assert.Equal(known.Remove(id), store.Projections.Remove("license", id));
                    Assert.Null(store.Projections.Find("license", id));
                }
                else
                {
                    store.Projections.Put(Some.Projection("a", step) with { Id = id });
                    known[id] = step;
                }
            }
        });
        var (old, recent) = Held(it, "projection_keys");
        Assert.Equal(known.Count, old + recent);
        Assert.NotEqual(0, old);
        await it.ReadAsync(store =>
        {
            Assert.All(known, pair => Assert.Equal(pair.Value, store.Projections.Find("license", pair.Key)?.FirstSeq));
            Assert.Equal(known.Values.Order(), store.Projections.All().Select(row => row.FirstSeq));
            return true;
        });
        await it.WriteAsync(store => store.Projections.Clear());
        Assert.Equal((0, 0), Held(it, "projection_keys"));
    }

    [Fact]
    public async Task SQLite_makes_the_same_key_of_a_hash()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        using var session = Open(it);
        Assert.All(
            [Hash32.Zero, Starting(0x7f), Starting(0x80), Starting(0xff), .. Enumerable.Range(0, 50).Select(i => Some.Hash($"{i}"))],
            hash => Assert.Equal(KeyIndex.KeyOf(hash), session.Number($"SELECT {KeyIndex.KeyOf("?1")}", hash)));
    }

    [Fact]
    public async Task A_commit_writes_as_many_pages_over_half_a_million_keys_as_over_an_eighth_of_them()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        using var session = Open(it);
        session.Script($"PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; {KeyIndex.Tables("tried")}");
        var index = new KeyIndex(session, "tried");
        var (row, random) = (0L, new Random(2));
        int Commit(int rows)
        {
            session.Script("BEGIN IMMEDIATE");
            for (var end = row + rows; row < end;)
            {
                index.Add(random.NextInt64(long.MinValue, long.MaxValue), ++row);
                index.Filed(row);
            }

            _ = session.PagesWritten();
            session.Script("COMMIT");
            return session.PagesWritten();
        }

        const int Small = 8 * KeyIndex.RowsPerSlice;
        Commit(65_536);
        var early = Enumerable.Range(0, 4).Sum(_ => Commit(Small));
        Commit(524_288 - (int)row);
        var late = Enumerable.Range(0, 4).Sum(_ => Commit(Small));
        Assert.InRange(late, 1, 2 * early); // a plain index has eight times as many pages by then, and writes most of them
    }

    private static Hash32 Starting(byte first)
    {
        var bytes = Some.Hash("one").ToArray();
        bytes[0] = first;
        return new Hash32(bytes);
    }

    private static Session Open(StoreUnderTest it) => new(it.Path, SqliteOpenMode.ReadWrite, SqliteOptions.Default);

    private static Task<IKeptFacts?> AdvanceAsync(StoreUnderTest it, ulong number, params Hash32[] subjects) => it.WriteAsync(store => store.Blocks.TryAdvance(
        Some.Block(number), [.. subjects.Select((subject, i) => Some.Fact((uint)i) with { Subjects = [subject] })]));

    /// <summary>How many keys the large and the small table hold, of one hash or of all.</summary>
    private static (long Old, long New) Held(StoreUnderTest it, string table, Hash32? hash = null)
    {
        using var session = Open(it);
        var only = hash is { } one ? $" WHERE key = {BinaryPrimitives.ReadInt64BigEndian(Hash32.Bytes(in one))}" : "";
        return (session.Number($"SELECT count(*) FROM {table}{only}")!.Value, session.Number($"SELECT count(*) FROM {table}_new{only}")!.Value);
    }
}
