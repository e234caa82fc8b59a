// SPDX-License-Identifier: Apache-2.0

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ledger.Store.Sqlite;

/// <summary>
/// Moves the pages of the write-ahead log into the file: SQLite's checkpoint, which it makes within a commit while all that
/// want to write wait. Here a connection of its own moves them beside the writer, who has to move only what he wrote
/// meanwhile; then the log begins anew.
/// </summary>
/// <remarks>
/// The log is synchronized before it is moved, and the file before the log is written over. A disk that fails meanwhile, in a
/// sync above all, halts the writer (SQLite's own checkpoint within a commit passes over it). Where there is no room, the log
/// grows until there is; where the connection cannot be had, as without file handles, the writer moves all by himself.
/// </remarks>
internal sealed class WalBackfill(string path, SqliteOptions options, Session writer) : IDisposable
{
    private const int MostPasses = 5;
    private const int FewPages = 256;

    private readonly Lock _one = new(); // SQLite lets one at a time move pages, and does not wait for another
    private readonly ManualResetEventSlim _rests = new(initialState: true); // no pass runs beside the writer
    private StoreFault? _fault;
    private bool _isBegun;
    private long _written;

    /// <summary>Called by the writer after each commit, once its callers have their answers.</summary>
    /// <returns>What halts the writer; null where nothing does.</returns>
    public StoreFault? Committed()
    {
        Interlocked.Add(ref _written, writer.PagesWritten());
        if (_isBegun && _rests.IsSet)
        {
            _isBegun = false;
            return _fault ?? Finish();
        }

        if (_isBegun || Interlocked.Read(ref _written) < options.WalPages)
        {
            return null;
        }

        if (options.OnCallersThread)
        {
            return Finish();
        }

        _isBegun = true;
        _rests.Reset();
        ThreadPool.UnsafeQueueUserWorkItem(_ => MoveBeside(), null);
        return null;
    }

    /// <summary>Moves all of the log and empties it, so that what was overwritten is in no file any more.</summary>
    /// <exception cref="StoreFault">Somebody reads an old snapshot, or the world failed.</exception>
    public void Empty()
    {
        lock (_one)
        {
            try
            {
                using var session = new Session(path, SqliteOpenMode.ReadWrite, options);
                if (session.Number("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
                {
                    throw new StoreFault(StoreFaultKind.Busy, $"What was erased is still in the log beside {path}: somebody reads an old snapshot of it. Ask again.");
                }
            }
            catch (SqliteException error)
            {
                throw SqliteFaults.Translate(error, path);
            }
        }
    }

    public void Dispose()
    {
        _rests.Wait();
        _rests.Dispose();
    }

    /// <summary>Moves what is there, and then what came meanwhile, until that is little: what is left is the writer's to move, and all wait for him.</summary>
    private void MoveBeside()
    {
        _fault = Guarded(() =>
        {
            using var session = new Session(path, SqliteOpenMode.ReadWrite, options);
            for (var pass = 0; pass < MostPasses; pass++)
            {
                var before = Interlocked.Read(ref _written);
                Move(session);
                if (Interlocked.Read(ref _written) - before < FewPages)
                {
                    break;
                }
            }
        });
        _rests.Set();
    }

    /// <summary>Moves what is left; where nobody reads out of the log, the next commit begins it anew.</summary>
    private StoreFault? Finish()
    {
        Interlocked.Exchange(ref _written, 0);
        return Guarded(() => Move(writer));
    }

    private static void Move(Session session) => session.Run("PRAGMA wal_checkpoint(PASSIVE)");

    /// <summary>Unless somebody moves pages already.</summary>
    private StoreFault? Guarded(Action move)
    {
        if (!_one.TryEnter())
        {
            return null;
        }

        try
        {
            move();
            return null;
        }
        catch (SqliteException error)
        {
            return IsOfTheDisk(error) ? SqliteFaults.From(error, path) : null;
        }
        finally
        {
            _one.Exit();
        }
    }

    /// <summary>Whether pages were being moved: before that, while files are opened and shared memory is mapped, nothing is at stake.</summary>
    private static bool IsOfTheDisk(SqliteException error) => SqliteFaults.Primary(error) switch
    {
        raw.SQLITE_CORRUPT => true,
        raw.SQLITE_IOERR => error.SqliteExtendedErrorCode is not (raw.SQLITE_IOERR_SHMOPEN or raw.SQLITE_IOERR_SHMSIZE or raw.SQLITE_IOERR_SHMLOCK or raw.SQLITE_IOERR_SHMMAP),
        _ => false,
    };
}
