// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Writing;
using Microsoft.Data.Sqlite;

namespace Ledger.Store.Sqlite;

/// <summary>
/// The ledger's store in one SQLite file (with its -wal and -shm beside it). Every commit is synchronized; a kill at any
/// point loses nothing that was answered.
/// </summary>
public sealed class SqliteStore : ILedgerStore
{
    private readonly string _path;
    private readonly SqliteOptions _options;
    private readonly WriteQueue _writer;
    private readonly ReaderPool _readers;
    private int _disposed;

    private SqliteStore(string path, SqliteOptions options, Session writer)
    {
        _path = path;
        _options = options;
        _readers = new ReaderPool(path, options, OpenReader);
        _writer = new WriteQueue(writer, path, options);
    }

    /// <summary>Makes a new store; what is there already is never touched.</summary>
    /// <exception cref="StoreFault">Something is there already, or the world failed.</exception>
    public static SqliteStore Create(string path, SqliteOptions? options = null)
    {
        options ??= SqliteOptions.Default;
        if (File.Exists(path))
        {
            throw new StoreFault(StoreFaultKind.Existence, $"{path} is there already: a new store is made only where nothing is.");
        }

        return Make(path, options, SqliteOpenMode.ReadWriteCreate, Schema.Create);
    }

    /// <summary>Opens a store that is there; never makes one.</summary>
    /// <exception cref="StoreFault">There is none, or it is not ours or newer, or the world failed.</exception>
    public static SqliteStore Open(string path, SqliteOptions? options = null)
    {
        options ??= SqliteOptions.Default;
        if (!File.Exists(path))
        {
            throw new StoreFault(StoreFaultKind.Existence, $"No store is at {path}.");
        }

        return Make(path, options, SqliteOpenMode.ReadWrite, session => Schema.Require(session, path));
    }

    public Task<T> ReadAsync<T>(Func<IStoreReader, T> body, CancellationToken cancellationToken = default) =>
        _readers.ReadAsync(body, cancellationToken);

    public Task<T> WriteAsync<T>(Func<IStoreWriter, T> body, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(body, cancellationToken);

    /// <remarks>On a connection of its own, since no transaction may be open on it; writers wait for as long as it takes.</remarks>
    public Task ScrubAsync(CancellationToken cancellationToken = default) => Task.Run(_writer.EmptyLog, cancellationToken);

    public async Task<long?> TryTakeAsync(WriterClaim claim, CancellationToken cancellationToken = default)
    {
        var token = await _writer.WriteAsync(writer => ((SqliteUnit)writer).TryTake(claim), cancellationToken);
        if (token is { } mine)
        {
            _writer.Fence(mine);
        }

        return token;
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _readers.Dispose();
            _writer.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static SqliteStore Make(string path, SqliteOptions options, SqliteOpenMode mode, Action<Session> prepare)
    {
        Session? session = null;
        try
        {
            session = new Session(path, mode, options);
            prepare(session);
            session.Script($"""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA foreign_keys = ON;
                PRAGMA temp_store = MEMORY;
                PRAGMA secure_delete = ON;
                PRAGMA cache_size = -{options.WriterCacheKib};
                PRAGMA wal_autocheckpoint = 0;
                """);
            if (options.MaxPageCount > 0)
            {
                session.Script($"PRAGMA max_page_count = {options.MaxPageCount};");
            }

            return new SqliteStore(path, options, session);
        }
        catch (SqliteException error)
        {
            session?.Dispose();
            throw SqliteFaults.Translate(error, path);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    private Session OpenReader()
    {
        var session = new Session(_path, SqliteOpenMode.ReadWrite, _options);
        session.Script($"PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{_options.ReaderCacheKib};");
        return session;
    }
}
