// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Store.Journal;
using Microsoft.Data.Sqlite;

namespace Ledger.Store.Tests.Journal;

public sealed class SuspectTests
{
    private static readonly SuspectRow _kept = new(
        0, Some.Hash("pool"), SuspectReason.Gap, Some.Hash("kept"), Some.Hash("reporter"), Some.Hash("stream"), null, [1], new byte[65], 1_000);

    [Theory, EveryStore]
    public async Task A_kept_report_becomes_a_fork_once_and_stays_it(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Suspects.TryAdd(_kept));
        Assert.True(await it.WriteAsync(store => store.Suspects.TryTurn(_kept.RecordId, Some.Hash("a"))));
        Assert.False(await it.WriteAsync(store => store.Suspects.TryTurn(_kept.RecordId, Some.Hash("b"))));
        Assert.False(await it.WriteAsync(store => store.Suspects.TryTurn(Some.Hash("other"), Some.Hash("b"))));
        var row = (await it.ReadAsync(store => store.Suspects.Find(_kept.RecordId)))!;
        Assert.Equal((SuspectReason.Fork, Some.Hash("a")), (row.Reason, row.Against));
        Assert.Empty(await it.ReadAsync(store => store.Suspects.Of(_kept.Stream, SuspectReason.Gap, 9)));
        Assert.Single(await it.ReadAsync(store => store.Suspects.Against(Some.Hash("a"))));
    }

    [Theory]
    [InlineData("DELETE FROM suspects")]
    [InlineData("UPDATE suspects SET body = x'02'")]
    [InlineData("UPDATE suspects SET record_id = zeroblob(32), reason = 1, against = zeroblob(32)")]
    [InlineData("UPDATE suspects SET reason = 3")]
    [InlineData("UPDATE suspects SET reason = 3, against = zeroblob(32)")]
    [InlineData("UPDATE suspects SET reason = 1, against = zeroblob(32); UPDATE suspects SET reason = 2, against = NULL")]
    public async Task Nothing_else_of_it_changes(string sql)
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        await it.WriteAsync(store => store.Suspects.TryAdd(_kept));
        await it.Store.DisposeAsync();
        await using var connection = new SqliteConnection($"Data Source={it.Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own words
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.Contains("a proof is never", (await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync())).Message, StringComparison.Ordinal);
    }
}
