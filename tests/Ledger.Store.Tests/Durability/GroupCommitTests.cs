// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using Ledger.Store.Sqlite;

namespace Ledger.Store.Tests.Durability;

public sealed class GroupCommitTests
{
    [Theory, EveryStore]
    public async Task A_write_that_throws_leaves_nothing_and_harms_no_neighbour(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var good = new List<Task>();
        var bad = new List<Task>();
        for (var i = 0; i < 200; i++)
        {
            var name = i.ToString(CultureInfo.InvariantCulture);
            (i % 3 == 0 ? bad : good).Add(it.WriteAsync(store =>
            {
                store.Meta.Set(name, "value");
                if (int.Parse(name, CultureInfo.InvariantCulture) % 3 == 0)
                {
                    throw new FormatException(name);
                }
            }));
        }

        await Task.WhenAll(good);
        foreach (var task in bad)
        {
            await Assert.ThrowsAsync<FormatException>(() => task);
        }

        for (var i = 0; i < 200; i++)
        {
            var name = i.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(i % 3 == 0 ? null : "value", await it.ReadAsync(store => store.Meta.Get(name)));
        }
    }

    [Theory, EveryStore]
    public async Task Writes_happen_one_after_the_other(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Meta.Set("n", "0"));
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => it.WriteAsync(store =>
            store.Meta.Set("n", (int.Parse(store.Meta.Get("n")!, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)))));
        Assert.Equal("300", await it.ReadAsync(store => store.Meta.Get("n")));
    }

    [Theory, EveryStore]
    public async Task A_writer_reads_what_it_has_written_and_nobody_else_does_before_the_commit(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        string? seenInside = null, seenOutside = "unset";
        await it.WriteAsync(store =>
        {
            store.Meta.Set("a", "1");
            seenInside = store.Meta.Get("a");
#pragma warning disable VSTHRD002 // the writer's thread may wait here for a reader on another thread
            seenOutside = it.ReadAsync(reader => reader.Meta.Get("a")).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        });
        Assert.Equal("1", seenInside);
        Assert.Null(seenOutside);
    }

    [Theory, EveryStore]
    public async Task A_cancelled_write_that_still_waits_never_runs(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        using var cancelled = new CancellationTokenSource();
        using var blocked = new ManualResetEventSlim();
        var first = it.WriteAsync(_ => blocked.Wait());
        var second = it.Store.WriteAsync(
            store =>
            {
                store.Meta.Set("ran", "yes");
                return true;
            },
            cancelled.Token);
        await cancelled.CancelAsync();
        blocked.Set();
        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Null(await it.ReadAsync(store => store.Meta.Get("ran")));
    }

    [Theory]
    [InlineData(256, 1, 2)]
    [InlineData(10, 10, 12)]
    public async Task Writes_that_wait_together_share_a_commit(int mostOfGroup, int fewest, int most)
    {
        const int Writes = 100;
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, new SqliteOptions { MaxGroup = mostOfGroup, WalPages = 1_000_000 });
        var before = Commits(it);
        for (var i = 0; i < Writes; i++)
        {
            await it.WriteAsync(store => store.Meta.Set($"alone {i}", "x"));
        }

        var between = Commits(it);
        Assert.Equal(Writes, between - before); // whoever comes alone has a commit of his own

        using var blocked = new ManualResetEventSlim();
        var first = it.WriteAsync(_ => blocked.Wait());
        var together = Enumerable.Range(0, Writes).Select(i => it.WriteAsync(store => store.Meta.Set($"together {i}", "x"))).ToList();
        blocked.Set();
        await Task.WhenAll([first, .. together]);

        Assert.InRange(Commits(it) - between, fewest, most);
        await using var next = it.AfterKill();
        Assert.All(await next.ReadAsync(store => Enumerable.Range(0, Writes).Select(i => store.Meta.Get($"together {i}")).ToList()), value => Assert.Equal("x", value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_writers_commits_are_synchronized_in_full_and_no_reader_writes(bool onCallersThread)
    {
        const int Full = 2; // sqlite.org/pragma.html#pragma_synchronous
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, new SqliteOptions { OnCallersThread = onCallersThread });
        foreach (var reopened in new[] { false, true })
        {
            if (reopened)
            {
                await it.ReopenAsync();
            }

            Assert.Equal(Full, await it.WriteAsync(store => SessionOf(store.Meta).Number("PRAGMA synchronous")));
            Assert.Equal(1, await it.ReadAsync(store => SessionOf(store.Meta).Number("PRAGMA query_only")));
        }
    }

    [Fact]
    public async Task More_writes_than_places_in_the_queue_all_get_their_turn()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, new SqliteOptions { MaxQueue = 4, MaxGroup = 2 });
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => it.WriteAsync(store => store.Meta.Set($"{i}", "x"))));
        Assert.Equal("x", await it.ReadAsync(store => store.Meta.Get("99")));
    }

    /// <summary>The connection that a facet of the store works on.</summary>
    private static Session SessionOf(object facet) =>
        facet.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Select(field => field.GetValue(facet)).OfType<Session>().Single();

    /// <summary>How many transactions the write-ahead log ends: a frame that ends one says how large the file is then (sqlite.org/fileformat2.html#the_write_ahead_log).</summary>
    private static int Commits(StoreUnderTest it)
    {
        const int Head = 32, FrameHead = 24, PageSize = 8, FileSize = 4, Salts = 8, SaltsOfHead = 16;
        using var file = new FileStream(it.Path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var log = new byte[file.Length];
        file.ReadExactly(log);
        var (page, commits) = ((int)BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(PageSize)), 0);
        for (var at = Head; at + FrameHead + page <= log.Length; at += FrameHead + page)
        {
            var isOfThisLog = log.AsSpan(at + Salts, 8).SequenceEqual(log.AsSpan(SaltsOfHead, 8));
            commits += isOfThisLog && BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(at + FileSize)) != 0 ? 1 : 0;
        }

        return commits;
    }
}
