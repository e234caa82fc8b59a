// SPDX-License-Identifier: Apache-2.0

using Ledger.Store;
using Ledger.Store.Writing;

namespace Ledger.SystemTests.Simulation;

/// <summary>The real store, in a process that may die before or after a write is durable, on a disk that may fail to sync.</summary>
internal sealed class CrashingStore(ILedgerStore inner, SimKiller killer) : ILedgerStore
{
    private bool _isBroken;

    /// <summary>The store itself, for checks, which nothing kills.</summary>
    public ILedgerStore Inner => inner;

    /// <summary>The next write fails to sync: nobody can tell whether it is kept. True: it is. No other is taken until the store is opened again.</summary>
    public bool? FailsToSync { get; set; }

    /// <summary>Where writes wait for their turn; null: nowhere.</summary>
    public SimLine? Line { get; set; }

    /// <summary>Whether a write failed to sync.</summary>
    public bool IsBroken => _isBroken;

    /// <summary>How many writes were begun, whatever became of them.</summary>
    public long Writes { get; private set; }

    public Task<T> ReadAsync<T>(Func<IStoreReader, T> body, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(body, cancellationToken);

    public async Task<T> WriteAsync<T>(Func<IStoreWriter, T> body, CancellationToken cancellationToken = default)
    {
        await (Line?.StandAsync() ?? Task.CompletedTask);
        Writes++;
        if (_isBroken)
        {
            throw NotSynced();
        }

        var effect = SimEffect.Other;
        var result = await inner.WriteAsync(writer => killer.IsArmed ? Watched(writer, body, out effect) : Unsynced(body(writer)), cancellationToken);
        if (FailsToSync is true)
        {
            _isBroken = true;
            throw NotSynced();
        }

        killer.Pass(SimKiller.After(effect));
        return result;
    }

    public Task ScrubAsync(CancellationToken cancellationToken = default) => inner.ScrubAsync(cancellationToken);

    public Task<long?> TryTakeAsync(WriterClaim claim, CancellationToken cancellationToken = default) => inner.TryTakeAsync(claim, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private T Watched<T>(IStoreWriter writer, Func<IStoreWriter, T> body, out string effect)
    {
        var before = SimEffect.Of(writer);
        var result = body(writer);
        effect = before.To(SimEffect.Of(writer));
        killer.Pass(SimKiller.Before(effect));
        return Unsynced(result);
    }

    private T Unsynced<T>(T result)
    {
        if (FailsToSync is false)
        {
            _isBroken = true;
            throw NotSynced();
        }

        return result;
    }

    private static StoreFault NotSynced() => new(StoreFaultKind.InputOutput, "The disk did not sync.");
}
