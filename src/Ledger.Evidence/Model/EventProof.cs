// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;

namespace Ledger.Evidence.Model;

/// <summary>That one event stands in one block. What the event says is read out of the receipt itself.</summary>
/// <param name="Block">The block's hash; its header is among the evidence's headers.</param>
/// <param name="TransactionIndex">The transaction's index in the block: the key in the receipts trie.</param>
/// <param name="LogIndex">The entry's index within the receipt's logs, not within the block's.</param>
/// <param name="ReceiptNodes">The nodes of the receipts trie, from the root down (<c>ReceiptsTrie.Prove</c>).</param>
public sealed record EventProof(Hash32 Block, ulong TransactionIndex, uint LogIndex, ImmutableArray<byte[]> ReceiptNodes);
