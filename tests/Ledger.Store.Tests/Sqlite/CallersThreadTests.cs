// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Sqlite;

namespace Ledger.Store.Tests.Sqlite;

/// <summary>A store that one caller has to himself needs no thread beside his.</summary>
public sealed class CallersThreadTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-store-").FullName;

    private string StorePath => Path.Combine(_directory, "ledger.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Reads_and_writes_run_where_they_are_asked_for_and_are_done_when_they_return()
    {
        await using var store = SqliteStore.Create(StorePath, SqliteOptions.Alone);
        var own = Environment.CurrentManagedThreadId;
        var write = store.WriteAsync(writer => { writer.Meta.Set("a", "1"); return Environment.CurrentManagedThreadId; });
        Assert.True(write.IsCompleted);
        var read = store.ReadAsync(reader => (reader.Meta.Get("a"), Environment.CurrentManagedThreadId));
        Assert.True(read.IsCompleted);
        Assert.Equal(own, await write);
        Assert.Equal(("1", own), await read);
    }

    [Fact]
    public async Task What_fails_leaves_nothing_and_is_told_to_its_caller_alone()
    {
        await using var store = SqliteStore.Create(StorePath, SqliteOptions.Alone);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.WriteAsync<bool>(writer =>
        {
            writer.Meta.Set("a", "1");
            throw new InvalidOperationException();
        }));
        Assert.Null(await store.ReadAsync(reader => reader.Meta.Get("a")));
        Assert.True(await store.WriteAsync(_ => true));
    }

    [Fact]
    public async Task Several_callers_write_one_after_the_other()
    {
        await using var store = SqliteStore.Create(StorePath, SqliteOptions.Alone);
        await Parallel.ForAsync(0, 200, async (_, cancel) => await store.WriteAsync(
            writer =>
            {
                writer.Meta.Set("sum", $"{int.Parse(writer.Meta.Get("sum") ?? "0", System.Globalization.CultureInfo.InvariantCulture) + 1}");
                return true;
            },
            cancel));
        Assert.Equal("200", await store.ReadAsync(reader => reader.Meta.Get("sum")));
    }

    [Fact]
    public async Task A_closed_one_says_so()
    {
        var store = SqliteStore.Create(StorePath, SqliteOptions.Alone);
        await store.DisposeAsync();
        Assert.Equal(StoreFaultKind.Closed, (await Assert.ThrowsAsync<StoreFault>(() => store.WriteAsync(_ => true))).Kind);
        Assert.Equal(StoreFaultKind.Closed, (await Assert.ThrowsAsync<StoreFault>(() => store.ReadAsync(_ => true))).Kind);
    }
}
