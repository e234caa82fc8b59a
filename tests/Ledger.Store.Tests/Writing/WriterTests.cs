// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Sqlite;
using Ledger.Store.Writing;
using Microsoft.Data.Sqlite;

namespace Ledger.Store.Tests.Writing;

public sealed class WriterTests
{
    [Theory, EveryStore]
    public async Task Whoever_took_the_right_last_writes_and_nobody_else_does(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await using var second = SqliteStore.Open(it.Path);
        Assert.Equal(new WriterRow(0, "", 0), await it.ReadAsync(store => store.Writer.Current));
        Assert.Equal(1, await it.Store.TryTakeAsync(new WriterClaim(0, "first")));
        await it.WriteAsync(store => store.Meta.Set("who", "first"));

        Assert.Equal(2, await second.TryTakeAsync(new WriterClaim(1, "second")));
        var fault = await Assert.ThrowsAsync<StoreFault>(() => it.WriteAsync(store => store.Meta.Set("who", "first again")));
        Assert.Equal((StoreFaultKind.Fenced, false), (fault.Kind, fault.IsTransient));
        await second.WriteAsync(store =>
        {
            Assert.Equal("first", store.Meta.Get("who"));
            store.Meta.Set("who", "second");
            return true;
        });
        Assert.Equal(("second", new WriterRow(2, "second", 0)), await it.ReadAsync(store => (store.Meta.Get("who"), store.Writer.Current)));
    }

    [Theory, EveryStore]
    public async Task Nothing_of_a_group_is_kept_once_the_right_is_lost(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.Store.TryTakeAsync(new WriterClaim(0, "first"));
        await using var second = SqliteStore.Open(it.Path);
        await second.TryTakeAsync(new WriterClaim(1, "second"));
        var writes = Enumerable.Range(0, 100).Select(i => it.WriteAsync(store => store.Meta.Set($"{i}", "x"))).ToList();
        foreach (var write in writes)
        {
            Assert.Equal(StoreFaultKind.Fenced, (await Assert.ThrowsAsync<StoreFault>(() => write)).Kind);
        }

        Assert.All(await second.ReadAsync(store => Enumerable.Range(0, 100).Select(i => store.Meta.Get($"{i}")).ToList()), Assert.Null);
    }

    [Theory, EveryStore]
    public async Task A_claim_that_comes_second_takes_nothing(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await using var second = SqliteStore.Open(it.Path);
        Assert.Equal(1, await it.Store.TryTakeAsync(new WriterClaim(0, "first")));
        Assert.Null(await second.TryTakeAsync(new WriterClaim(0, "second")));
        await it.WriteAsync(store => store.Writer.Beat());
        Assert.Equal(new WriterRow(1, "first", 1), await second.ReadAsync(store => store.Writer.Current));
    }

    [Theory, EveryStore]
    public async Task The_token_goes_on_where_it_was_after_a_kill(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.Store.TryTakeAsync(new WriterClaim(0, "first"));
        await using var next = it.AfterKill();
        Assert.Equal(2, await next.Store.TryTakeAsync(new WriterClaim(1, "next")));
    }

    [Theory]
    [InlineData("DELETE FROM writer")]
    [InlineData("UPDATE writer SET token = 0")]
    public async Task No_code_can_lower_the_token(string sql)
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        await it.Store.TryTakeAsync(new WriterClaim(0, "first"));
        using var connection = new SqliteConnection($"Data Source={it.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own words
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.Contains("never", Assert.Throws<SqliteException>(() => command.ExecuteNonQuery()).Message, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Who_writes_is_told_without_opening_the_store(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.Store.TryTakeAsync(new WriterClaim(0, "first"));
        await it.WriteAsync(store => store.Writer.Beat());
        Assert.Equal(new WriterRow(1, "first", 1), StoreFile.Writer(it.Path));
    }
}
