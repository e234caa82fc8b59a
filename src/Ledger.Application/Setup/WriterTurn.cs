// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Chain.Embedded;
using Ledger.Store;
using Ledger.Store.Sqlite;
using Ledger.Store.Writing;

namespace Ledger.Application.Setup;

/// <summary>How one comes to be the writer of a data directory: at once where nobody is, else in turn.</summary>
internal static class WriterTurn
{
    private const int LookMs = 250;

    /// <summary>What this process is called by those who wait for it.</summary>
    public static string Own { get; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}@{Environment.MachineName}");

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
                return new WriterLease(directory, held, store, token, seizedFrom: null, options, time);
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
    /// <param name="waiting">Told of each process that is waited for, and when it is found to stand still within a transaction.</param>
    public static async Task<WriterLease> WaitAsync(
        DataDirectory directory, ApplicationOptions options, TimeProvider time, Action<WaitedFor> waiting, CancellationToken cancellation)
    {
        // Looks are counted, not time: whoever was put to sleep together with the writer must not find it dead when both wake.
        var patience = options.WriterLeaseSeconds * 1_000 / LookMs;
        var still = 0;
        WriterRow? seen = null;
        WaitedFor? told = null;
        var isInTransaction = false;
        while (true)
        {
            if (await TryTakeAsync(directory, options, time, cancellation) is { } taken)
            {
                return taken;
            }

            var row = Look(directory);
            if (row is null || row != seen)
            {
                (seen, still, isInTransaction) = (row, 0, false);
            }
            else if (++still >= patience)
            {
                (var seized, isInTransaction) = await TrySeizeAsync(directory, row, options, time, cancellation);
                if (seized is not null)
                {
                    return seized;
                }
            }

            var waited = new WaitedFor(row is { Holder: not "" } ? row.Holder : "?", isInTransaction);
            if (waited != told)
            {
                waiting(told = waited);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(LookMs), time, cancellation);
        }
    }

    /// <summary>The token first, for only one of those who wait gets it; then the place, and copies of what no transaction guards.</summary>
    private static async Task<(WriterLease? Lease, bool IsInTransaction)> TrySeizeAsync(
        DataDirectory directory, WriterRow from, ApplicationOptions options, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            if (await TakeAsync(directory, from, options, cancellation) is not var (store, token))
            {
                return default;
            }

            var held = directory.SeizeLock();
            if (!await IsOursAsync(store, cancellation))
            {
                held.Dispose();
                await store.DisposeAsync();
                return default;
            }

            LockFile.Renew(directory.Secrets);
            return (new WriterLease(directory, held, store, token, from.Holder, options, time), false);
        }
        catch (StoreFault fault) when (fault.IsTransient)
        {
            return (null, fault.Kind is StoreFaultKind.Busy); // it stands still in the middle of a transaction: its lock dies only with it
        }
    }

    /// <summary>Whether the token is ours still: the sleeper may have ended just now, and another one may have found its lock free.</summary>
    private static async Task<bool> IsOursAsync(SqliteStore store, CancellationToken cancellation)
    {
        try
        {
            await WriterLease.BeatAsync(store, cancellation);
            return true;
        }
        catch (StoreFault fault) when (fault.Kind == StoreFaultKind.Fenced)
        {
            return false;
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
}
