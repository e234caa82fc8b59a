// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

/// <summary>A mined block and what it holds.</summary>
/// <param name="Block">Number and hash.</param>
/// <param name="Time">UTC seconds.</param>
/// <param name="Transactions">The hashes in order.</param>
/// <param name="Refused">Transactions that the engine would not take, with its words; they are out of the queue.</param>
public sealed record MinedBlock(BlockRef Block, ulong Time, IReadOnlyList<Hash32> Transactions, IReadOnlyList<RefusedTransaction> Refused);

/// <summary>A queued transaction that the engine refused.</summary>
public sealed record RefusedTransaction(Hash32 Transaction, string Reason);
