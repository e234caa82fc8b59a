// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Chain.Embedded;
using Ledger.Store;
using Ledger.Store.Sqlite;
using Ledger.Store.Writing;

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
    private const int LookMs = 250;

    private readonly LockFile _lock;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _beating;

    private WriterLease(LockFile held, SqliteStore store, long token, string? seizedFrom, ApplicationOptions options, TimeProvider time)
    {
        (_lock, Store, Token, SeizedFrom) = (held, store, token, seizedFrom);
        _beating = BeatAsync(TimeSpan.FromSeconds((double)options.WriterLeaseSeconds / BeatsALease), time);
    }

    /// <summary>What this process is called by those who wait for it.</summary>
    public static string Own { get; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}@{Environment.MachineName}");

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

    /// <summary>Takes what no process holds; null where one does.</summary>
    /// <exception cref="StoreFault">The store cannot be opened.</exception>
    public static async Task<WriterLease?> TryTakeAsync(DataDirectory directory, ApplicationOptions options, TimeProvider time, CancellationToken cancellation)
    {
        if (directory.TryLock() is not { } held)
        {
            return null;
        }

        try
        {
            var taken = await TakeAsync(directory, seen: null, options, cancellation);
            if (taken is var (store, token))
            {
                return new WriterLease(held, store, token, seizedFrom: null, options, time);
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }

        held.Dispose();
        return null;
    }

    /// <summary>Waits until the one who writes ends, or stands still for too long.</summary>
    /// <param name="waiting">Told of each process that is waited for.</param>
    public static async Task<WriterLease> WaitAsync(
        DataDirectory directory, ApplicationOptions options, TimeProvider time, Action<string> waiting, CancellationToken cancellation)
    {
        // Looks are counted, not time: whoever was put to sleep together with the writer must not find it dead when both wake.
        var patience = options.WriterLeaseSeconds * 1_000 / LookMs;
        var still = 0;
        WriterRow? seen = null;
        string? told = null;
        while (true)
        {
            if (await TryTakeAsync(directory, options, time, cancellation) is { } taken)
            {
                return taken;
            }

            var row = Look(directory);
            if (row is null || row != seen)
            {
                (seen, still) = (row, 0);
            }
            else if (++still >= patience && await TrySeizeAsync(directory, row, options, time, cancellation) is { } seized)
            {
                return seized;
            }

            var holder = row is { Holder: not "" } ? row.Holder : "?";
            if (!string.Equals(holder, told, StringComparison.Ordinal))
            {
                waiting(told = holder);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(LookMs), time, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _beating.WaitAsync(CancellationToken.None);
        await Store.DisposeAsync();
        _lock.Dispose();
        _ended.Dispose();
        _lost.Dispose();
    }

    /// <summary>The token first, for only one of those who wait gets it; then the place, and copies of what no transaction guards.</summary>
    private static async Task<WriterLease?> TrySeizeAsync(
        DataDirectory directory, WriterRow from, ApplicationOptions options, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            if (await TakeAsync(directory, from, options, cancellation) is not var (store, token))
            {
                return null;
            }

            var held = directory.SeizeLock();
            LockFile.Renew(directory.Secrets);
            return new WriterLease(held, store, token, from.Holder, options, time);
        }
        catch (StoreFault fault) when (fault.IsTransient)
        {
            return null; // it stands still in the middle of a transaction, or does not stand still at all
        }
    }

    private static async Task<(SqliteStore Store, long Token)?> TakeAsync(
        DataDirectory directory, WriterRow? seen, ApplicationOptions options, CancellationToken cancellation)
    {
        var store = SqliteStore.Open(directory.Store, options.Store());
        try
        {
            seen ??= await store.ReadAsync(reader => reader.Writer.Current, cancellation);
            if (await store.TryTakeAsync(new WriterClaim(seen.Token, Own), cancellation) is { } token)
            {
                return (store, token);
            }
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }

        await store.DisposeAsync();
        return null;
    }

    /// <summary>Who writes and how often he has beaten; null where that cannot be told now, which is no sign of standing still.</summary>
    private static WriterRow? Look(DataDirectory directory)
    {
        try
        {
            return StoreFile.Writer(directory.Store);
        }
        catch (StoreFault)
        {
            return null;
        }
    }

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
            await Store.WriteAsync(
                writer =>
                {
                    writer.Writer.Beat();
                    return true;
                },
                _ended.Token);
        }
        catch (StoreFault fault) when (fault.Kind == StoreFaultKind.Fenced)
        {
            LostTo = await Store.ReadAsync(reader => reader.Writer.Current.Holder, _ended.Token);
            await _lost.CancelAsync();
            throw new OperationCanceledException();
        }
        catch (StoreFault)
        {
            // The next beat may succeed; if none does, whoever waits may have the place.
        }
    }
}
