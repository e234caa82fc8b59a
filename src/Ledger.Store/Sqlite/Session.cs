// SPDX-License-Identifier: Apache-2.0

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ledger.Store.Sqlite;

/// <summary>One connection and the statements prepared on it. Used by one thread at a time.</summary>
internal sealed class Session : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _database;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly HashSet<string> _streamed = new(StringComparer.Ordinal);

    // One thread at a time uses a connection, and nobody asks how much memory SQLite has: it need not lock for either.
    static Session()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public Session(string path, SqliteOpenMode mode, SqliteOptions options)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        _connection = new SqliteConnection(text.ConnectionString);
        try
        {
            _connection.Open();
            _database = _connection.Handle!;
            _ = raw.sqlite3_extended_result_codes(_database, 1);
            _ = raw.sqlite3_busy_timeout(_database, options.BusyTimeoutMs);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether a transaction is open: an error may have undone it already.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    public long LastInsertedRow => raw.sqlite3_last_insert_rowid(_database);

    /// <summary>How many pages this connection wrote to the log since it was last asked.</summary>
    public int PagesWritten()
    {
        const int CacheWrite = 9; // SQLITE_DBSTATUS_CACHE_WRITE
        _ = raw.sqlite3_db_status(_database, CacheWrite, out var pages, out _, 1);
        return pages;
    }

    /// <summary>The text of every statement that was prepared here: for whoever has them explained.</summary>
    public IEnumerable<string> Texts => _statements.Keys.Concat(_streamed);

    /// <summary>Runs a script of several statements, without values.</summary>
    public void Script(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // scripts are our own constants
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Runs one statement; returns how many rows it changed.</summary>
    public int Run(string sql, params ReadOnlySpan<Cell> cells) => Run(Prepare(sql), cells);

    /// <inheritdoc cref="Run(string, ReadOnlySpan{Cell})" />
    public int Run(Statement statement, params ReadOnlySpan<Cell> cells)
    {
        try
        {
            statement.Bind(cells);
            while (statement.Step())
            {
            }

            return raw.sqlite3_changes(_database);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The first row, or null.</summary>
    public T? One<T>(string sql, Func<Statement, T> read, params ReadOnlySpan<Cell> cells)
        where T : class
    {
        var statement = Prepare(sql);
        try
        {
            statement.Bind(cells);
            return statement.Step() ? read(statement) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The first column of the first row, or null.</summary>
    public long? Number(string sql, params ReadOnlySpan<Cell> cells) => Number(Prepare(sql), cells);

    /// <inheritdoc cref="Number(string, ReadOnlySpan{Cell})" />
    public static long? Number(Statement statement, params ReadOnlySpan<Cell> cells)
    {
        try
        {
            statement.Bind(cells);
            return statement.Step() ? statement.LongOrNull(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    public List<T> List<T>(string sql, Func<Statement, T> read, params ReadOnlySpan<Cell> cells)
    {
        var statement = Prepare(sql);
        try
        {
            statement.Bind(cells);
            var rows = new List<T>();
            while (statement.Step())
            {
                rows.Add(read(statement));
            }

            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Rows one by one, on a statement of their own.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<Statement, T> read)
    {
        _streamed.Add(sql);
        using var statement = new Statement(_database, sql);
        while (statement.Step())
        {
            yield return read(statement);
        }
    }

    /// <summary>The statement prepared for this text: for whoever runs it so often that finding it by its text would tell.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new Statement(_database, sql));
        }

        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _connection.Dispose();
    }
}
