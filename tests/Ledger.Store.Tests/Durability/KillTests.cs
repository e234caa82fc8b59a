// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Store.Tests.Durability;

public sealed class KillTests
{
    [Theory, EveryStore]
    public async Task What_was_answered_is_there_after_a_kill(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        for (var i = 0; i < 20; i++)
        {
            await it.WriteAsync(store => store.Meta.Set("n", i.ToString(CultureInfo.InvariantCulture)));
            await using var next = it.AfterKill();
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), await next.ReadAsync(store => store.Meta.Get("n")));
        }
    }

    [Theory, EveryStore]
    public async Task What_was_not_committed_is_not_there_after_a_kill(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Meta.Set("a", "1"));
        await it.WriteAsync(store =>
        {
            store.Meta.Set("a", "2");
            store.Blocks.TryAdvance(Some.Block(1), [Some.Fact(0, "x")]);
            using var next = new Disposer(it.AfterKill());
#pragma warning disable VSTHRD002 // on the writer's thread, for another store
            Assert.Equal("1", next.It.ReadAsync(reader => reader.Meta.Get("a")).GetAwaiter().GetResult());
            Assert.Equal(0, next.It.ReadAsync(reader => reader.Facts.Count).GetAwaiter().GetResult());
#pragma warning restore VSTHRD002
        });
    }

    [Theory, EveryStore]
    public async Task A_reopened_store_goes_on_where_it_was(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(1), [Some.Fact(0, "x")]));
        await it.ReopenAsync();
        var facts = (await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(2), [Some.Fact(0, "x")])))!;
        Assert.Equal(2, facts[0].Seq);
        Assert.Equal(2, (await it.ReadAsync(store => store.Facts.Of(Some.Hash("x")))).Count);
    }

    [Theory, EveryStore]
    public async Task A_closed_store_says_so(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.Store.DisposeAsync();
        var write = await Assert.ThrowsAsync<StoreFault>(() => it.WriteAsync(store => store.Meta.Set("a", "1")));
        var read = await Assert.ThrowsAsync<StoreFault>(() => it.ReadAsync(store => store.Meta.Get("a")));
        Assert.Equal((StoreFaultKind.Closed, StoreFaultKind.Closed, false), (write.Kind, read.Kind, write.IsTransient));
    }

    [Theory, EveryStore]
    public async Task Closing_finishes_what_waits(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var writes = Enumerable.Range(0, 50).Select(i => it.WriteAsync(store => store.Meta.Set($"{i}", "x"))).ToList();
        await it.ReopenAsync();
        await Task.WhenAll(writes);
        Assert.Equal("x", await it.ReadAsync(store => store.Meta.Get("49")));
    }

    private sealed class Disposer(StoreUnderTest it) : IDisposable
    {
        public StoreUnderTest It => it;

#pragma warning disable VSTHRD002 // a using block on the writer's thread
        public void Dispose() => it.DisposeAsync().AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }
}
