// SPDX-License-Identifier: Apache-2.0

using Microsoft.Data.Sqlite;

namespace Ledger.Application.Tests.Upkeep;

/// <summary>What a careless hand does to the database with a tool of its own.</summary>
internal static class Sql
{
    public static void Run(string directory, string script)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "ledger.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own scripts
        command.CommandText = script;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
