// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;

namespace Ledger.Chain;

/// <summary>A log entry and where it stands.</summary>
/// <param name="Entry">Address, topics and data, as the receipts trie commits them.</param>
/// <param name="Block">Its block.</param>
/// <param name="Transaction">Its transaction's hash.</param>
/// <param name="TransactionIndex">The transaction's index in the block: the key in the receipts trie.</param>
/// <param name="Index">The log's index in the block.</param>
public sealed record EventLog(LogEntry Entry, BlockRef Block, Hash32 Transaction, uint TransactionIndex, uint Index);
