// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Writing;

namespace Ledger.Store;

/// <summary>
/// The store of one ledger: everything that is durable here. One writer at a time, readers in parallel, each on a snapshot.
/// </summary>
/// <remarks>
/// Failures of the world are <see cref="StoreFault"/>. What a rule refuses (a lost race for the cursor, a taken nonce) is
/// a return value. What a caller may never do (append at a wrong index, move an intent backwards) is an
/// <see cref="InvalidOperationException"/> and undoes that write only.
/// </remarks>
public interface ILedgerStore : IAsyncDisposable
{
    /// <summary>Reads one consistent snapshot. What is returned must not hold on to the reader.</summary>
    /// <exception cref="StoreFault">The world failed.</exception>
    Task<T> ReadAsync<T>(Func<IStoreReader, T> body, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs <paramref name="body"/> as one transaction: all of it is durable once the task completes, or none of it ever
    /// was. An exception out of the body undoes it and comes back to the caller.
    /// </summary>
    /// <remarks>
    /// Writes that wait together share one commit. The body may run a second time when a neighbour's failure undid the
    /// group, so it must have no effect outside the store. Cancellation counts only while the write still waits.
    /// </remarks>
    /// <exception cref="StoreFault">The world failed; nothing of this write is kept.</exception>
    Task<T> WriteAsync<T>(Func<IStoreWriter, T> body, CancellationToken cancellationToken = default);

    /// <summary>
    /// Leaves nothing in the store's files of what was erased in committed writes: their log, which holds the pages as they were, is
    /// carried over and emptied.
    /// </summary>
    /// <exception cref="StoreFault">A reader held an old snapshot all the while (<see cref="StoreFaultKind.Busy"/>), or the world failed.</exception>
    Task ScrubAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes this object the one that writes: whatever another one writes from then on, in this process or in any, is a
    /// <see cref="StoreFaultKind.Fenced"/> fault. Every transaction checks that, so a process that slept for hours does no harm.
    /// An object that never took the right writes unchecked; it belongs to whoever has the store for himself.
    /// </summary>
    /// <returns>The fencing token; null where another was faster than the claim.</returns>
    /// <exception cref="StoreFault">The world failed.</exception>
    Task<long?> TryTakeAsync(WriterClaim claim, CancellationToken cancellationToken = default);
}
