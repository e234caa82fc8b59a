// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Custody;
using Ledger.Store.Journal;

namespace Ledger.Store.Tests.Journal;

public sealed class JournalTests
{
    private static readonly Hash32 Pool = Some.Hash("pool");

    [Theory, EveryStore]
    public async Task A_record_comes_back_as_it_went_in(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var record = Some.Record("a", 0, stream: "s", sequence: 1) with { Concerns = Some.Hash("license"), Promise = Some.Bytes("promise") };
        var seq = await it.WriteAsync(store => store.Journal.Append(record));
        var read = (await it.ReadAsync(store => store.Journal.Find(record.RecordId)))!;
        Assert.Equal(
            record with { Seq = seq, Body = read.Body, Signature = read.Signature, Attachment = read.Attachment, Promise = read.Promise },
            read);
        Assert.Equal((record.Body, record.Signature, record.Attachment, record.Promise), (read.Body, read.Signature, read.Attachment, read.Promise), Same);
    }

    [Theory, EveryStore]
    public async Task What_came_with_a_record_is_destroyed_down_to_the_bytes_of_the_files_and_all_else_of_it_stays(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        byte[][] came = [.. new[] { 40, 900, 5_000, 60_000, 300 }.Select(System.Security.Cryptography.RandomNumberGenerator.GetBytes)];
        JournalRow[] records = [.. came.Select((bytes, i) => Some.Record($"r{i}", (ulong)i) with { Attachment = bytes })];
        foreach (var record in records)
        {
            await it.WriteAsync(store => store.Journal.Append(record)); // each its own commit, as pages grow and split in use
        }

        Assert.True(await it.WriteAsync(store => store.Journal.Erase(records[0].RecordId) && store.Journal.Erase(records[1].RecordId)
            && store.Journal.Erase(records[2].RecordId) && store.Journal.Erase(records[3].RecordId)));
        Assert.False(await it.WriteAsync(store => store.Journal.Erase(records[0].RecordId)));
        await it.Store.ScrubAsync();

        var files = it.Bytes();
        for (var i = 0; i < came.Length; i++)
        {
            var pieces = came[i].Chunk(16).Where(piece => piece.Length == 16).ToList();
            Assert.True(pieces.TrueForAll(piece => files.AsSpan().IndexOf(piece) >= 0 == i > 3), $"Record {i}");
            var row = (await it.ReadAsync(store => store.Journal.Find(records[i].RecordId)))!;
            Assert.Equal((records[i].Leaf, i > 3), (row.Leaf, row.Attachment is not null));
            Assert.Equal(records[i].Body, row.Body);
        }
    }

    [Theory, EveryStore]
    public async Task What_comes_after_its_record_is_kept_once_and_never_after_an_erasure(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var record = Some.Record("a", 0) with { Attachment = null };
        await it.WriteAsync(store => store.Journal.Append(record));

        Assert.True(await it.WriteAsync(store => store.Journal.Attach(record.RecordId, [1, 2])));
        Assert.False(await it.WriteAsync(store => store.Journal.Attach(record.RecordId, [3])));
        Assert.False(await it.WriteAsync(store => store.Journal.Attach(Some.Hash("unknown"), [3])));
        Assert.Equal([1, 2], (await it.ReadAsync(store => store.Journal.Find(record.RecordId)))!.Attachment);

        await it.WriteAsync(store => store.Custody.Append(new CustodyRow(0, record.RecordId, "erased", null, "k", 7, [], Some.Hash("entry"))));
        Assert.True(await it.WriteAsync(store => store.Journal.Erase(record.RecordId)));
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => it.WriteAsync(store => store.Journal.Attach(record.RecordId, [1, 2])));
        Assert.Contains("never comes back", refused.Message, StringComparison.Ordinal);
        Assert.Null((await it.ReadAsync(store => store.Journal.Find(record.RecordId)))!.Attachment);
    }

    [Theory, EveryStore]
    public async Task Indexes_leave_no_gap(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store => store.Journal.Append(Some.Record("a", 1))));
        await it.WriteAsync(store => store.Journal.Append(Some.Record("a", 0)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store => store.Journal.Append(Some.Record("b", 0))));
        Assert.Equal(1UL, await it.ReadAsync(store => store.Journal.Size(Pool, 0)));
    }

    [Theory, EveryStore]
    public async Task Each_pool_and_epoch_has_its_own_log(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Journal.Append(Some.Record("a", 0));
            store.Journal.Append(Some.Record("b", 0, "other"));
            store.Journal.Append(Some.Record("c", 0) with { Epoch = 1 });
            store.Journal.Append(Some.Record("d", 1));
        });
        Assert.Equal(2UL, await it.ReadAsync(store => store.Journal.Size(Pool, 0)));
        Assert.Equal(3, (await it.ReadAsync(store => store.Journal.Logs())).Count);
        Assert.Equal(Some.Hash("d"), (await it.ReadAsync(store => store.Journal.At(Pool, 0, 1)))!.RecordId);
    }

    [Theory, EveryStore]
    public async Task A_record_is_taken_once(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Journal.Append(Some.Record("a", 0)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store => store.Journal.Append(Some.Record("a", 1))));
        Assert.Equal(1UL, await it.ReadAsync(store => store.Journal.Size(Pool, 0)));
    }

    [Theory, EveryStore]
    public async Task A_place_in_a_stream_is_taken_once(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Journal.Append(Some.Record("a", 0, stream: "s", sequence: 0)));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => it.WriteAsync(store => store.Journal.Append(Some.Record("fork", 1, stream: "s", sequence: 0))));
    }

    [Theory, EveryStore]
    public async Task Records_that_come_together_stand_one_behind_the_other_or_none_does(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Journal.Append([Some.Record("a", 0), Some.Record("b", 1)]);
            store.Journal.Append([]);
            store.Journal.Append([Some.Record("c", 2), Some.Record("d", 3)]);
            return true;
        });
        Assert.Equal(4UL, await it.ReadAsync(store => store.Journal.Size(Pool, 0)));
        Assert.Equal([0UL, 1, 2, 3], (await it.ReadAsync(store => store.Journal.Range(Pool, 0, 0, 9))).Select(record => record.Index));
        foreach (var wrong in new JournalRow[][] { [Some.Record("e", 5)], [Some.Record("e", 4), Some.Record("f", 6)], [Some.Record("e", 4), Some.Record("f", 5, "other")], [Some.Record("e", 4), Some.Record("a", 5)] })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store =>
            {
                store.Journal.Append(wrong);
                return true;
            }));
        }

        Assert.Equal(4UL, await it.ReadAsync(store => store.Journal.Size(Pool, 0)));
    }

    [Theory, EveryStore]
    public async Task A_stream_knows_its_last_record(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Journal.Append(Some.Record("a", 0, stream: "s", sequence: 0));
            store.Journal.Append(Some.Record("b", 1, stream: "s", sequence: 1));
            store.Journal.Append(Some.Record("c", 2, stream: "t", sequence: 0));
        });
        Assert.Equal(Some.Hash("b"), (await it.ReadAsync(store => store.Journal.LastOf(Some.Hash("s"))))!.RecordId);
        Assert.Equal(new StreamEnd(1, Some.Hash("b")), await it.ReadAsync(store => store.Journal.EndOf(Some.Hash("s"))));
        Assert.Null(await it.ReadAsync(store => store.Journal.EndOf(Some.Hash("u"))));
        Assert.Equal(Some.Hash("a"), (await it.ReadAsync(store => store.Journal.InStream(Some.Hash("s"), 0)))!.RecordId);
        Assert.Null(await it.ReadAsync(store => store.Journal.InStream(Some.Hash("s"), ulong.MaxValue)));
    }

    [Theory, EveryStore]
    public async Task Leaves_and_ranges_come_in_order(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            for (var i = 0UL; i < 10; i++)
            {
                store.Journal.Append(Some.Record($"{i}", i));
            }
        });
        Assert.Equal([Some.Hash("leaf 3"), Some.Hash("leaf 4")], await it.ReadAsync(store => store.Journal.Leaves(Pool, 0, 3, 2)));
        Assert.Equal([7UL, 8UL], (await it.ReadAsync(store => store.Journal.Range(Pool, 0, 7, 9))).Select(record => record.Index));
    }

    [Theory, EveryStore]
    public async Task Records_are_listed_by_kind_and_pool(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Journal.Append(Some.Record("a", 0));
            store.Journal.Append(Some.Record("b", 1, kind: RecordKind.Observation));
            store.Journal.Append(Some.Record("c", 0, "other", kind: RecordKind.Observation));
        });
        Assert.Equal(2, (await it.ReadAsync(store => store.Journal.List(new RecordFilter(RecordKind.Observation), 0, 9))).Count);
        Assert.Equal(Some.Hash("b"), Assert.Single(await it.ReadAsync(s => s.Journal.List(new RecordFilter(RecordKind.Observation, Pool), 0, 9))).RecordId);
        Assert.Equal(Some.Hash("c"), Assert.Single(await it.ReadAsync(store => store.Journal.List(default, 2, 9))).RecordId);
    }

    [Theory, EveryStore]
    public async Task A_promise_is_kept_and_never_changed(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Journal.Append(Some.Record("a", 0)));
        await it.WriteAsync(store => store.Journal.KeepPromise(Some.Hash("a"), [1]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store => store.Journal.KeepPromise(Some.Hash("a"), [2])));
        Assert.Equal([1], (await it.ReadAsync(store => store.Journal.Find(Some.Hash("a"))))!.Promise);
        await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store => store.Journal.KeepPromise(Some.Hash("b"), [2])));
    }

    private static bool Same((byte[], byte[], byte[]?, byte[]?) x, (byte[], byte[], byte[]?, byte[]?) y) =>
        x.Item1.SequenceEqual(y.Item1) && x.Item2.SequenceEqual(y.Item2) && x.Item3!.SequenceEqual(y.Item3!) && x.Item4!.SequenceEqual(y.Item4!);
}
