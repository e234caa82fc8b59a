// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
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

    [Fact]
    public async Task More_writes_than_places_in_the_queue_all_get_their_turn()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, new SqliteOptions { MaxQueue = 4, MaxGroup = 2 });
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => it.WriteAsync(store => store.Meta.Set($"{i}", "x"))));
        Assert.Equal("x", await it.ReadAsync(store => store.Meta.Get("99")));
    }
}
