// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Chain;
using Ledger.Chain.Rpc;
using Ledger.Ethereum.Blocks;

namespace Ledger.Application.Proofs;

/// <summary>Reads what a node answered to somebody who asked it himself.</summary>
public static class ChainAnswers
{
    /// <summary>The header of an answer to <c>eth_getBlockByNumber</c> or <c>eth_getBlockByHash</c>, recomputed to its hash.</summary>
    /// <param name="block">The call's result.</param>
    /// <returns>Null where the node has no such block.</returns>
    /// <exception cref="FormatException">The answer is no block, or its fields do not hash to what it calls itself.</exception>
    public static BlockHeader? Header(JsonElement block)
    {
        try
        {
            return block.ValueKind is JsonValueKind.Null ? null : HeaderJson.Read(block).Header;
        }
        catch (ChainFault fault)
        {
            throw new FormatException(fault.Message, fault);
        }
    }

    /// <summary>The receipt of an answer to <c>eth_getTransactionReceipt</c>, or of one of those to <c>eth_getBlockReceipts</c>; its bloom is made of its logs.</summary>
    /// <exception cref="FormatException">The answer is no receipt.</exception>
    public static Receipt Receipt(JsonElement receipt)
    {
        try
        {
            return ReceiptJson.ReadReceipt(receipt);
        }
        catch (ChainFault fault)
        {
            throw new FormatException(fault.Message, fault);
        }
    }
}
