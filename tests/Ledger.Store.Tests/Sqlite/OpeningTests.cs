// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace Ledger.Store.Tests.Sqlite;

public sealed class OpeningTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-store-").FullName;

    private string StorePath => Path.Combine(_directory, "ledger.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Opening_never_makes_a_store()
    {
        Assert.Equal(StoreFaultKind.Existence, Assert.Throws<StoreFault>(() => SqliteStore.Open(StorePath)).Kind);
        Assert.False(File.Exists(StorePath));
    }

    [Fact]
    public async Task Making_never_touches_what_is_there()
    {
        await File.WriteAllTextAsync(StorePath, "mine");
        Assert.Equal(StoreFaultKind.Existence, Assert.Throws<StoreFault>(() => SqliteStore.Create(StorePath)).Kind);
        Assert.Equal("mine", await File.ReadAllTextAsync(StorePath));
    }

    [Fact]
    public async Task A_file_of_something_else_is_refused()
    {
        await File.WriteAllTextAsync(StorePath, new string('x', 8_192));
        Assert.Equal(StoreFaultKind.Foreign, Assert.Throws<StoreFault>(() => SqliteStore.Open(StorePath)).Kind);
    }

    [Fact]
    public void A_database_of_something_else_is_refused()
    {
        Execute("CREATE TABLE t(x)");
        Assert.Equal(StoreFaultKind.Foreign, Assert.Throws<StoreFault>(() => SqliteStore.Open(StorePath)).Kind);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_a_sentence()
    {
        await SqliteStore.Create(StorePath).DisposeAsync();
        Execute("PRAGMA user_version = 99");
        var fault = Assert.Throws<StoreFault>(() => SqliteStore.Open(StorePath));
        Assert.Equal(StoreFaultKind.Foreign, fault.Kind);
        Assert.Contains("version 99", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_commit_is_synchronized_and_logged_ahead()
    {
        await using (SqliteStore.Create(StorePath))
        {
            Assert.True(File.Exists(StorePath + "-wal"));
        }

        Assert.Equal("wal", Scalar("PRAGMA journal_mode"));
    }

    [Theory]
    [InlineData("UPDATE facts SET data = x'00'")]
    [InlineData("DELETE FROM facts")]
    [InlineData("UPDATE fact_keys_new SET key = 0")]
    [InlineData("DELETE FROM fact_keys_new")]
    [InlineData("UPDATE blocks SET time = 0")]
    [InlineData("DELETE FROM blocks")]
    [InlineData("DELETE FROM journal")]
    [InlineData("UPDATE journal SET body = x'00'")]
    [InlineData("UPDATE journal SET leaf_index = 5")]
    [InlineData("UPDATE journal SET attachment = x'00'")]
    [InlineData("DELETE FROM intents")]
    public async Task No_code_can_change_what_must_stay(string sql)
    {
        await using (var store = SqliteStore.Create(StorePath))
        {
            await store.WriteAsync(writer =>
            {
                writer.Blocks.TryAdvance(Some.Block(1), [Some.Fact(0, "a")]);
                writer.Outbox.TryEnqueue(Some.Intent("a"));
                return writer.Journal.Append(Some.Record("a", 0));
            });
        }

        Assert.Contains("never", Assert.Throws<SqliteException>(() => Execute(sql)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retraction_is_never_taken_back()
    {
        await using (var store = SqliteStore.Create(StorePath))
        {
            await store.WriteAsync(writer =>
            {
                writer.Blocks.TryAdvance(Some.Block(1), []);
                writer.Blocks.TryAdvance(Some.Block(2), []);
                return writer.Blocks.TryRetract(Some.Ref(2));
            });
        }

        Assert.Throws<SqliteException>(() => Execute("UPDATE blocks SET retracted = 0"));
    }

    [Fact]
    public async Task A_locked_file_is_a_transient_fault()
    {
        await using var store = SqliteStore.Create(StorePath, new SqliteOptions { BusyTimeoutMs = 50 });
        using var other = Connect();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        var fault = await Assert.ThrowsAsync<StoreFault>(() => store.WriteAsync(writer => writer.Outbox.TryEnqueue(Some.Intent("a"))));
        Assert.Equal((StoreFaultKind.Busy, true), (fault.Kind, fault.IsTransient));
        command.CommandText = "ROLLBACK";
        command.ExecuteNonQuery();
        Assert.True(await store.WriteAsync(writer => writer.Outbox.TryEnqueue(Some.Intent("a"))));
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Execute(string sql) => Scalar(sql);

    private object? Scalar(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own words
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
