// SPDX-License-Identifier: Apache-2.0

using Ledger.Host.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Ledger.Host.Tests.Refused;

/// <summary>How much lies in the data directory: rows of every table that a request may write, document secrets, key files.</summary>
internal static class Rows
{
    // What the loops write by themselves, whatever is asked of the host (blocks and what follows from them), and the answers
    // that are kept to be replayed under their keys, refusals too; and what of refused reports is kept on purpose, as proof.
    private static readonly string[] _others =
        ["suspects", "idempotency", "blocks", "final_block", "facts", "fact_keys", "fact_keys_new", "projections", "projection_keys", "projection_keys_new", "attempts", "signers", "checkpoints", "logs", "alerts", "notifications", "meta", "feed"];

    public static IReadOnlyDictionary<string, long> Count(HostFixture host)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(host.DataDirectory, "ledger.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var tables = Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", row => row.GetString(0));
        var counts = tables.Except(_others, StringComparer.Ordinal).ToDictionary(
            table => table,
            table => Read(connection, $"SELECT count(*) FROM {table}{(table is "intents" ? " WHERE kind <> 'Checkpoint'" : "")}", row => row.GetInt64(0)).Single(),
            StringComparer.Ordinal);
        Assert.True(counts.Count >= 6, string.Join(' ', counts.Keys));
        counts.Add("secrets.jsonl", File.ReadLines(Path.Combine(host.DataDirectory, "secrets.jsonl")).LongCount());
        counts.Add("keys", Directory.EnumerateFiles(Path.Combine(host.DataDirectory, "keys"), "*", SearchOption.AllDirectories).LongCount());
        return counts;
    }

    private static List<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> of)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(of(reader));
        }

        return rows;
    }
}
