// SPDX-License-Identifier: Apache-2.0

using Ledger.Store;

namespace Ledger.SystemTests.Simulation;

/// <summary>The real store, in a process that may die before or after a write is durable.</summary>
internal sealed class CrashingStore(ILedgerStore inner, Random random) : ILedgerStore
{
    /// <summary>The store itself, for checks, which nothing kills.</summary>
    public ILedgerStore Inner => inner;

    /// <summary>Counts down with each write; at zero the process dies.</summary>
    public int? CrashIn { get; set; }

    public Task<T> ReadAsync<T>(Func<IStoreReader, T> body, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(body, cancellationToken);

    public async Task<T> WriteAsync<T>(Func<IStoreWriter, T> body, CancellationToken cancellationToken = default)
    {
        var dies = CrashIn is { } left && (CrashIn = left - 1) < 0;
        if (dies && random.Next(2) == 0)
        {
            throw new SimCrashException("before a write");
        }

        var result = await inner.WriteAsync(body, cancellationToken);
        return dies ? throw new SimCrashException("after a write") : result;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
