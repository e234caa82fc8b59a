// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Ledger.Store.Sqlite;

/// <summary>Read-only connections, each lent to one snapshot at a time.</summary>
internal sealed class ReaderPool(string path, SqliteOptions options, Func<Session> open) : IDisposable
{
    private readonly ConcurrentBag<(Session Session, SqliteUnit Unit)> _idle = [];
    private readonly SemaphoreSlim _places = new(options.MaxReaders);
    private volatile bool _closed;

    public async Task<T> ReadAsync<T>(Func<IStoreReader, T> body, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return options.OnCallersThread ? Read(body) : await Task.Run(() => Read(body), cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Waits for the snapshots being read, and closes all connections.</summary>
    public void Dispose()
    {
        _closed = true;
        for (var i = 0; i < options.MaxReaders; i++)
        {
            _places.Wait();
        }

        while (_idle.TryTake(out var reader))
        {
            reader.Session.Dispose();
        }

        // Whoever still waits for a place is told that the store is closed, not left waiting.
        _places.Release(options.MaxReaders);
    }

    private T Read<T>(Func<IStoreReader, T> body)
    {
        if (_closed)
        {
            throw new StoreFault(StoreFaultKind.Closed, $"The store {path} is closed.");
        }

        if (!_idle.TryTake(out var reader))
        {
            var session = open();
            reader = (session, new SqliteUnit(session));
        }

        try
        {
            reader.Session.Run("BEGIN");
            try
            {
                return body(reader.Unit);
            }
            finally
            {
                reader.Session.Run("ROLLBACK");
            }
        }
        catch (SqliteException error)
        {
            throw SqliteFaults.Translate(error, path);
        }
        finally
        {
            _idle.Add(reader);
        }
    }
}
