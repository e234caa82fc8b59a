// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain;
using Ledger.Domain;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Tries;
using Ledger.Evidence.Model;

namespace Ledger.Application.Proofs;

/// <summary>Proves events by their block's receipts trie, with a node's help.</summary>
internal static class EventProving
{
    /// <summary>Proves events of one block.</summary>
    /// <param name="node">The node.</param>
    /// <param name="block">The block.</param>
    /// <param name="eventIndices">Their indices in the block.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IEnumerable<EventProof>> ProveAsync(
        EthereumNode node, BlockRef block, IEnumerable<uint> eventIndices, CancellationToken cancellation)
    {
        var found = await node.BlockAsync(block.Hash, cancellation)
            ?? throw new ChainFault(ChainFaultKind.Inconsistent, $"The node does not have block {block} any more.", isTransient: true);
        var receipts = await node.ReceiptsAsync(found, cancellation);
        List<EventProof> proven = [];
        foreach (var index in eventIndices)
        {
            var (transaction, log) = Locate(receipts, index);
            proven.Add(new EventProof(block.Hash, transaction, log, [.. ReceiptsTrie.Prove(receipts, checked((int)transaction))]));
        }

        return proven;
    }

    /// <summary>From the index within the block to (transaction, index within its receipt).</summary>
    private static (uint Transaction, uint Log) Locate(IReadOnlyList<Receipt> receipts, uint eventIndex)
    {
        var left = eventIndex;
        for (var i = 0; i < receipts.Count; i++)
        {
            var count = (uint)receipts[i].Logs.Count;
            if (left < count)
            {
                return ((uint)i, left);
            }

            left -= count;
        }

        throw new ChainFault(ChainFaultKind.Inconsistent, $"The block's receipts hold no event {eventIndex}.", isTransient: true);
    }
}
