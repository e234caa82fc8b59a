// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Proposals;

/// <summary>API.md: the states of a proposal.</summary>
public enum ProposalState
{
    Collecting = 0,
    Ready = 1,
    Submitted = 2,
    Recorded = 3,
    Stale = 4,
    Expired = 5,
    Withdrawn = 6,
}

/// <summary>An act that still collects signatures.</summary>
/// <param name="Seq">Its number in the store; zero on the way in.</param>
/// <param name="Id">The proposal's id.</param>
/// <param name="ActId">The act's EIP-712 struct hash.</param>
/// <param name="Subject">The subject key whose head it moves; null if it has none.</param>
/// <param name="Pool">The pool it concerns, if any.</param>
/// <param name="Operation">The operation that shows its sending, once submitted.</param>
/// <param name="ExpiresAt">The last second at which the act may be recorded; null if it has none.</param>
/// <param name="CreatedAt">UTC seconds.</param>
/// <param name="Body">What the use case keeps with it (message, required signers), JSON.</param>
/// <param name="SecondSubject">The key of the other subject whose head it moves; null if it has but one.</param>
public sealed record ProposalRow(
    long Seq,
    Hash32 Id,
    string Kind,
    Hash32 ActId,
    Hash32? Subject,
    Hash32? Pool,
    ProposalState State,
    Hash32? Operation,
    ulong? ExpiresAt,
    long CreatedAt,
    byte[] Body,
    Hash32? SecondSubject = null);

/// <summary>A signature collected for a proposal.</summary>
/// <param name="Position">Its place in the order of signers.</param>
/// <param name="At">When it came, UTC seconds.</param>
public sealed record ProposalSignatureRow(int Position, Hash32 Party, Address Key, byte Scope, byte[] Signature, long At);
