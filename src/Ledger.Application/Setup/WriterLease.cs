// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Embedded;
using Ledger.Store;
using Ledger.Store.Sqlite;

namespace Ledger.Application.Setup;

/// <summary>The right to write to a data directory: its lock, and its store under a fencing token of our own.</summary>
/// <remarks>
/// The lock tells whether a process is there, the beats in the store whether it lives, and the token keeps out whoever believes to be
/// the writer still. A process that ended frees the lock, and the next one takes it at once. One that stands still keeps the lock and
/// beats no more: after <see cref="ApplicationOptions.WriterLeaseSeconds"/> of that its place is seized.
/// </remarks>
internal sealed class WriterLease : IAsyncDisposable
{
    private const int BeatsALease = 5;

    private readonly DataDirectory _directory;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _beating;
    private volatile LockFile _lock;

    /// <param name="held">The lock, held.</param>
    /// <param name="store">The store, under the token.</param>
    public WriterLease(DataDirectory directory, LockFile held, SqliteStore store, long token, string? seizedFrom, ApplicationOptions options, TimeProvider time)
    {
        (_directory, _lock, Store, Token, SeizedFrom) = (directory, held, store, token, seizedFrom);
        _beating = BeatAsync(TimeSpan.FromSeconds((double)options.WriterLeaseSeconds / BeatsALease), time);
    }

    /// <summary>The store, which takes writes as long as the lease is held.</summary>
    public SqliteStore Store { get; }

    /// <summary>The fencing token.</summary>
    public long Token { get; }

    /// <summary>Whose place was seized, since it stood still; null where nobody was there.</summary>
    public string? SeizedFrom { get; }

    /// <summary>Set once another process is the writer.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Who that is.</summary>
    public string LostTo { get; private set; } = "";

    /// <summary>Whether the directory is still ours: for files that no transaction guards.</summary>
    public bool IsHeld => _lock.IsOurs;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _beating.WaitAsync(CancellationToken.None);
        await Store.DisposeAsync();
        _lock.Dispose();
        _ended.Dispose();
        _lost.Dispose();
    }

    /// <summary>One sign of life.</summary>
    /// <exception cref="StoreFault">Another is the writer, or the world failed.</exception>
    public static Task<bool> BeatAsync(SqliteStore store, CancellationToken cancellation) => store.WriteAsync(
        writer =>
        {
            writer.Writer.Beat();
            return true;
        },
        cancellation);

    private async Task BeatAsync(TimeSpan every, TimeProvider time)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                await BeatAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The lease has ended, or is lost.
        }
    }

    private async Task BeatAsync()
    {
        try
        {
            await BeatAsync(Store, _ended.Token);
            if (!_lock.IsOurs)
            {
                // Who seized it lost the race for the token, which decides: the place is ours.
                var before = _lock;
                _lock = _directory.SeizeLock();
                before.Dispose();
            }
        }
        catch (StoreFault fault) when (fault.Kind == StoreFaultKind.Fenced)
        {
            LostTo = await Store.ReadAsync(reader => reader.Writer.Current.Holder, _ended.Token);
            await _lost.CancelAsync();
            throw new OperationCanceledException();
        }
        catch (Exception fault) when (fault is StoreFault or IOException or UnauthorizedAccessException)
        {
            // The next beat may succeed; if none does, whoever waits may have the place.
        }
    }
}
