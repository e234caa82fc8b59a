// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Store.Facts;

/// <summary>An event of one of our contracts, raw, on its way into the store.</summary>
/// <param name="EventIndex">The log index within the block.</param>
/// <param name="Transaction">The hash of the transaction that emitted it.</param>
/// <param name="Address">The contract.</param>
/// <param name="Topics">Topics in order; the first is the event's signature hash.</param>
/// <param name="Data">The ABI-encoded rest.</param>
/// <param name="Kind">The event's name; what nobody could decode is kept under a name that says so.</param>
/// <param name="Subjects">
/// The keys under which histories find it: ids of parties, pools, schedules, licenses; hashes of pairs for files and
/// memberships; act ids. Ids are hashes, so all share one space.
/// </param>
public readonly record struct NewFact(
    uint EventIndex,
    Hash32 Transaction,
    Address Address,
    IReadOnlyList<Hash32> Topics,
    byte[] Data,
    string Kind,
    IReadOnlyList<Hash32> Subjects);

/// <summary>A fact as kept: never changed, never erased; its block may be marked as retracted.</summary>
/// <param name="Seq">Its number in the store, ascending in the order of arrival and never used again.</param>
/// <param name="Block">The block that holds it.</param>
/// <param name="Time">That block's chain time, UTC seconds.</param>
/// <param name="EventIndex">The log index within the block.</param>
/// <param name="Retracted">Whether its block is no longer on the chain.</param>
public sealed record FactRow(
    long Seq,
    BlockRef Block,
    ulong Time,
    uint EventIndex,
    Hash32 Transaction,
    Address Address,
    IReadOnlyList<Hash32> Topics,
    byte[] Data,
    string Kind,
    bool Retracted);
