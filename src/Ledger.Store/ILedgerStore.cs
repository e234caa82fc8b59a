// SPDX-License-Identifier: Apache-2.0

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
}
