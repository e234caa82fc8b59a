// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Sqlite;

namespace Ledger.Store.Tests.Durability;

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_a_transient_fault_that_loses_nothing()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, new SqliteOptions { MaxPageCount = 200 });
        await it.WriteAsync(store => store.Meta.Set("before", "1"));
        var fault = await FillAsync(it);
        Assert.Equal((StoreFaultKind.Full, true), (fault.Kind, fault.IsTransient));
        Assert.Equal("1", await it.ReadAsync(store => store.Meta.Get("before")));
        Assert.Null(await it.ReadAsync(store => store.Documents.Find(Some.Hash("too big"))));
    }

    [Fact]
    public async Task A_small_write_passes_beside_one_that_does_not_fit()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, new SqliteOptions { MaxPageCount = 200 });
        using var gate = new ManualResetEventSlim();
        var first = it.WriteAsync(_ => gate.Wait());
        var small = Enumerable.Range(0, 5).Select(i => it.WriteAsync(store => store.Meta.Set($"a{i}", "1"))).ToList();
        var big = it.WriteAsync(store => store.Documents.TryAdd(Some.Document("too big") with { Ciphertext = new byte[4_000_000] }));
        small.AddRange(Enumerable.Range(0, 5).Select(i => it.WriteAsync(store => store.Meta.Set($"b{i}", "1"))));
        gate.Set();
        await first;
        await Task.WhenAll(small);
        Assert.Equal(StoreFaultKind.Full, (await Assert.ThrowsAsync<StoreFault>(() => big)).Kind);
        Assert.Equal("1", await it.ReadAsync(store => store.Meta.Get("a0")));
        Assert.Equal("1", await it.ReadAsync(store => store.Meta.Get("b4")));
    }

    [Fact]
    public async Task There_is_room_again_after_a_restart_with_more_of_it()
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite, new SqliteOptions { MaxPageCount = 200 });
        await FillAsync(it);
        await using var next = it.AfterKill();
        await next.WriteAsync(store => store.Meta.Set("after", "1"));
        Assert.Equal("1", await next.ReadAsync(store => store.Meta.Get("after")));
    }

    private static Task<StoreFault> FillAsync(StoreUnderTest it) => Assert.ThrowsAsync<StoreFault>(
        () => it.WriteAsync(store => store.Documents.TryAdd(Some.Document("too big") with { Ciphertext = new byte[4_000_000] })));
}
