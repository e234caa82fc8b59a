// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Store.Tests.Durability;

public sealed class ReaderTests
{
    [Theory, EveryStore]
    public async Task A_snapshot_does_not_move_under_its_reader(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Meta.Set("a", "1"));
        using var begun = new ManualResetEventSlim();
        using var written = new ManualResetEventSlim();
        var read = it.ReadAsync(store =>
        {
            var before = store.Meta.Get("a");
            begun.Set();
            written.Wait();
            return (before, after: store.Meta.Get("a"));
        });
        begun.Wait();
        await it.WriteAsync(store => store.Meta.Set("a", "2"));
        written.Set();
        Assert.Equal(("1", "1"), await read);
        Assert.Equal("2", await it.ReadAsync(store => store.Meta.Get("a")));
    }

    [Theory, EveryStore]
    public async Task Readers_see_whole_writes_while_the_writer_goes_on(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => Set(store, 0));
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var reads = 0;
            while (!stop.IsCancellationRequested)
            {
                var (a, b) = await it.ReadAsync(store => (store.Meta.Get("a"), store.Meta.Get("b")));
                Assert.Equal(a, b);
                reads++;
            }

            return reads;
        })).ToList();
        for (var i = 1; i <= 200; i++)
        {
            await it.WriteAsync(store => Set(store, i));
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));

        static void Set(IStoreWriter store, int value)
        {
            store.Meta.Set("a", value.ToString(CultureInfo.InvariantCulture));
            store.Meta.Set("b", value.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Theory, EveryStore]
    public async Task A_reader_that_throws_harms_nobody(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await Assert.ThrowsAsync<FormatException>(() => it.ReadAsync<int>(_ => throw new FormatException()));
        await it.WriteAsync(store => store.Meta.Set("a", "1"));
        Assert.Equal("1", await it.ReadAsync(store => store.Meta.Get("a")));
    }

    [Theory, EveryStore]
    public async Task Many_more_readers_than_connections_are_served(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Meta.Set("a", "1"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => it.ReadAsync(store => store.Meta.Get("a"))));
        Assert.All(answers, answer => Assert.Equal("1", answer));
    }
}
