// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Access;
using Ledger.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace Ledger.Store.Tests.Sqlite;

public sealed class MigrationTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-store-").FullName;

    private string StorePath => Path.Combine(_directory, "ledger.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_store_of_version_1_is_brought_up_to_date_and_keeps_what_it_holds()
    {
        var present = Path.Combine(_directory, "present.db");
        await using (var store = SqliteStore.Create(present))
        {
            await store.WriteAsync(writer =>
            {
                writer.Journal.Append(Some.Record("a", 0));
                writer.Projections.Put(Some.Projection("a", 1, pool: "p"));
                return writer.Blocks.TryAdvance(Some.Block(1), [Some.Fact(0, "a", "b"), Some.Fact(1, "a")]);
            });
        }

        // By its own DDL, with rows as it kept them.
        Execute($"""
            PRAGMA journal_mode = WAL;
            {SchemaSteps.All[0]}
            ATTACH '{present}' AS present;
            INSERT INTO journal SELECT * FROM present.journal;
            INSERT INTO blocks SELECT * FROM present.blocks;
            INSERT INTO facts SELECT * FROM present.facts;
            INSERT INTO fact_subjects SELECT substr(subjects, 1, 32), seq FROM facts UNION SELECT substr(subjects, -32), seq FROM facts;
            INSERT INTO projections SELECT kind, id, first_seq, pool, party, tag, body FROM present.projections;
            PRAGMA application_id = {Schema.ApplicationId};
            PRAGMA user_version = 1;
            """);

        await using var again = SqliteStore.Open(StorePath);
        Assert.NotNull(await again.ReadAsync(reader => reader.Journal.Find(Some.Record("a", 0).RecordId)));
        Assert.True(await again.WriteAsync(writer => writer.ApiKeys.TryAdd(new ApiKeyRow(0, "a", Some.Hash("t"), null, 1, null, null, []))));
        Assert.NotNull(await again.WriteAsync(writer => writer.Blocks.TryAdvance(Some.Block(2), [Some.Fact(0, "a")])));
        Assert.Equal([1, 2, 3], await again.ReadAsync(reader => reader.Facts.Of(Some.Hash("a")).Select(fact => fact.Seq).ToList()));
        Assert.Equal([1], await again.ReadAsync(reader => reader.Facts.Of(Some.Hash("b")).Select(fact => fact.Seq).ToList()));
        Assert.Equal(Some.Hash("p"), (await again.ReadAsync(reader => reader.Projections.Find("license", Some.Hash("a"))))?.Pool);
        Assert.Equal(1, await again.ReadAsync(reader => reader.Feed.Last));
        Assert.Empty(await again.ReadAsync(reader => reader.Proposals.ExpiredBefore(1, 1))); // by an index of its own
    }

    [Fact]
    public async Task Expired_proposals_are_found_by_their_deadline_and_no_other_open_one_is_read()
    {
        await using (SqliteStore.Create(StorePath))
        {
        }

        var sql = Read("SELECT sql FROM sqlite_master WHERE name = 'proposals_expiry'");
        Assert.Contains("(expires_at)", sql, StringComparison.Ordinal);
        Assert.Contains(
            "USING INDEX proposals_expiry (expires_at<?)",
            Read("EXPLAIN QUERY PLAN SELECT body FROM proposals INDEXED BY proposals_expiry WHERE state IN (0, 1, 2) AND expires_at < 9 ORDER BY seq LIMIT 1", column: 3),
            StringComparison.Ordinal);
        Execute("DROP INDEX proposals_expiry");
        await using var without = SqliteStore.Open(StorePath);
        await Assert.ThrowsAnyAsync<Exception>(() => without.ReadAsync(reader => reader.Proposals.ExpiredBefore(1, 1)));
    }

    [Theory]
    [InlineData("DELETE FROM api_keys")]
    [InlineData("UPDATE api_keys SET party = NULL")]
    [InlineData("UPDATE api_keys SET expires_at = NULL")]
    [InlineData("UPDATE api_keys SET revoked_at = NULL")]
    [InlineData("DELETE FROM feed")]
    [InlineData("UPDATE feed SET state = 1")]
    public async Task No_code_can_change_a_key_or_what_was_told(string sql)
    {
        await using (var store = SqliteStore.Create(StorePath))
        {
            await store.WriteAsync(writer =>
            {
                writer.ApiKeys.TryAdd(new ApiKeyRow(0, "a", Some.Hash("t"), Some.Hash("p"), 1, 9, null, []));
                writer.ApiKeys.Revoke("a", 2);
                return writer.Blocks.TryAdvance(Some.Block(1), [Some.Fact(0, "a")]);
            });
        }

        Assert.Contains("never", Assert.Throws<SqliteException>(() => Execute(sql)).Message, StringComparison.Ordinal);
    }

    private string Read(string sql, int column = 0)
    {
        using var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own words
        command.CommandText = sql;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        return rows.Read() ? rows.GetString(column) : "";
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own words
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
