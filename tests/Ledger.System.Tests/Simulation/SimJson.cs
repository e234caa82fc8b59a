// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;

namespace Ledger.SystemTests.Simulation;

/// <summary>Blocks, receipts and logs as the JSON-RPC shows them.</summary>
internal static class SimJson
{
    public static JsonElement Of(JsonNode? node) => JsonSerializer.SerializeToElement(node);

    public static string Quantity(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    public static JsonObject Block(SimBlock block)
    {
        var header = block.Header;
        return new JsonObject
        {
            ["hash"] = block.Ref.Hash.ToString(),
            ["parentHash"] = header.ParentHash.ToString(),
            ["sha3Uncles"] = header.OmmersHash.ToString(),
            ["miner"] = header.Beneficiary.ToString(),
            ["stateRoot"] = header.StateRoot.ToString(),
            ["transactionsRoot"] = header.TransactionsRoot.ToString(),
            ["receiptsRoot"] = header.ReceiptsRoot.ToString(),
            ["logsBloom"] = header.LogsBloom.ToString(),
            ["difficulty"] = "0x0",
            ["number"] = Quantity(header.Number),
            ["gasLimit"] = Quantity(header.GasLimit),
            ["gasUsed"] = Quantity(header.GasUsed),
            ["timestamp"] = Quantity(header.Timestamp),
            ["extraData"] = "0x",
            ["mixHash"] = header.MixHash.ToString(),
            ["nonce"] = "0x0000000000000000",
            ["baseFeePerGas"] = "0x7",
            ["transactions"] = new JsonArray([.. block.Receipts.Select(receipt => (JsonNode)receipt.Transaction.Hash.ToString())]),
        };
    }

    public static JsonObject Receipt(SimBlock block, int index)
    {
        var receipt = block.Receipts[index];
        return new JsonObject
        {
            ["transactionHash"] = receipt.Transaction.Hash.ToString(),
            ["transactionIndex"] = Quantity((ulong)index),
            ["blockHash"] = block.Ref.Hash.ToString(),
            ["blockNumber"] = Quantity(block.Ref.Number),
            ["type"] = "0x2",
            ["status"] = receipt.Succeeded ? "0x1" : "0x0",
            ["gasUsed"] = "0x186a0",
            ["cumulativeGasUsed"] = Quantity(100_000UL * (ulong)(index + 1)),
            ["logs"] = Logs(block, log => ReferenceEquals(log.Receipt, receipt)),
        };
    }

    public static JsonArray Logs(SimBlock block, Func<(LogEntry Log, SimReceipt Receipt), bool> wanted)
    {
        var array = new JsonArray();
        var index = 0UL;
        foreach (var entry in block.Logs)
        {
            if (wanted(entry))
            {
                array.Add(Log(block, entry.Log, entry.Receipt, index));
            }

            index++;
        }

        return array;
    }

    private static JsonObject Log(SimBlock block, LogEntry log, SimReceipt receipt, ulong index) => new()
    {
        ["address"] = log.Address.ToString(),
        ["topics"] = new JsonArray([.. log.Topics.Select(topic => (JsonNode)topic.ToString())]),
        ["data"] = Hex.Encode(log.Data.Span),
        ["blockHash"] = block.Ref.Hash.ToString(),
        ["blockNumber"] = Quantity(block.Ref.Number),
        ["transactionHash"] = receipt.Transaction.Hash.ToString(),
        ["transactionIndex"] = Quantity((ulong)block.Receipts.ToList().IndexOf(receipt)),
        ["logIndex"] = Quantity(index),
        ["removed"] = false,
    };
}
