// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Store.Alerts;
using Ledger.Store.Outbox;

namespace Ledger.Application.Machine;

/// <summary>How chain, outbox and log stand at one moment: what metrics and health are made of.</summary>
/// <param name="Head">The newest block in the store; null before the first.</param>
/// <param name="HeadTime">Its time, UTC seconds.</param>
/// <param name="FinalNumber">The newest final block in the store.</param>
/// <param name="NodeHead">The number of the node's newest block when it was last asked; null before the first answer.</param>
/// <param name="Waiting">Intents without a nonce.</param>
/// <param name="InFlight">Intents that are signed and in no block.</param>
/// <param name="OldestOpenSince">Since when the oldest of both is there, UTC seconds; null where none is.</param>
/// <param name="NonceGaps">Nonces below what is in flight that nobody will use any more.</param>
/// <param name="UnanchoredSince">Since when the oldest record waits for a checkpoint, UTC seconds; null where none does.</param>
/// <param name="StoreBytes">The size of the store's file.</param>
/// <param name="Spent">What the relayer's transactions in final blocks have cost; null before the first was signed.</param>
/// <param name="Alerts">How many alerts stand, by rule and state; retracted ones do not.</param>
/// <param name="PromisesBroken">How many of the host's promises they say are broken.</param>
public sealed record MachineState(
    BlockRef? Head,
    ulong HeadTime,
    ulong FinalNumber,
    ulong? NodeHead,
    long Waiting,
    long InFlight,
    long? OldestOpenSince,
    int NonceGaps,
    long? UnanchoredSince,
    long StoreBytes,
    SpendingRow? Spent,
    IReadOnlyList<(string Rule, AlertState State, long Count)> Alerts,
    ulong PromisesBroken)
{
    /// <summary>Blocks that the node has and the store has not.</summary>
    public ulong Lag => NodeHead is { } node && Head is { } head && node > head.Number ? node - head.Number : 0;
}
