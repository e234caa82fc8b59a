// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Store.Outbox;

/// <summary>Where an intent stands. Legal moves: DECISIONS of the store, "intent states".</summary>
public enum IntentState
{
    /// <summary>Kept; no nonce yet.</summary>
    Waiting = 0,

    /// <summary>A nonce is taken and signed bytes are kept; they may or may not have left.</summary>
    Signed = 1,

    /// <summary>In a block of the present chain.</summary>
    Included = 2,

    /// <summary>In a final block. An end.</summary>
    Final = 3,

    /// <summary>It cannot be recorded any more, and <see cref="IntentRow.Problem"/> says why. An end.</summary>
    Failed = 4,
}

/// <summary>A transaction that this ledger owes to the chain. Nothing may lose it.</summary>
/// <param name="Id">What the chain knows it by (the act's id): the idempotency key.</param>
/// <param name="Kind">The act's kind, such as <c>LicenseGrant</c>.</param>
/// <param name="To">The contract that it calls.</param>
/// <param name="CallData">The ABI-encoded call.</param>
/// <param name="GasLimit">Gas to allow, units; zero means: estimate when signing.</param>
/// <param name="Operation">The operation that shows it, if any.</param>
/// <param name="CreatedAt">UTC seconds.</param>
public sealed record NewIntent(
    Hash32 Id, string Kind, Address To, byte[] CallData, ulong GasLimit, Hash32? Operation, long CreatedAt);

/// <summary>An intent as kept.</summary>
/// <param name="Seq">Its number in the store: the order of sending.</param>
/// <param name="Block">The block that holds it, while <c>Included</c> or <c>Final</c>.</param>
/// <param name="Transaction">The transaction in that block.</param>
/// <param name="Problem">Why it failed: the body of a problem, JSON.</param>
/// <param name="UpdatedAt">UTC seconds.</param>
public sealed record IntentRow(
    long Seq,
    Hash32 Id,
    string Kind,
    Address To,
    byte[] CallData,
    ulong GasLimit,
    Hash32? Operation,
    IntentState State,
    Address? Signer,
    ulong? Nonce,
    BlockRef? Block,
    Hash32? Transaction,
    byte[]? Problem,
    long CreatedAt,
    long UpdatedAt);
