// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;

namespace Ledger.Chain.Rpc;

/// <summary>Reads logs and receipts of the JSON-RPC.</summary>
internal static class ReceiptJson
{
    internal static EventLog ReadLog(JsonElement log) => new(
        ReadEntry(log),
        new BlockRef(log.Field("blockNumber").Quantity("blockNumber"), log.Field("blockHash").Hash("blockHash")),
        log.Field("transactionHash").Hash("transactionHash"),
        Small(log.Field("transactionIndex"), "transactionIndex"),
        Small(log.Field("logIndex"), "logIndex"));

    internal static Inclusion ReadInclusion(JsonElement receipt) => new(
        receipt.Field("transactionHash").Hash("transactionHash"),
        new BlockRef(receipt.Field("blockNumber").Quantity("blockNumber"), receipt.Field("blockHash").Hash("blockHash")),
        Small(receipt.Field("transactionIndex"), "transactionIndex"),
        Succeeded(receipt),
        receipt.Field("gasUsed").Quantity("gasUsed"),
        receipt.OptionalField("contractAddress")?.Account("contractAddress"));

    internal static Receipt ReadReceipt(JsonElement receipt)
    {
        var logs = receipt.Field("logs").Items("logs").Select(ReadEntry).ToArray();
        var type = receipt.OptionalField("type")?.Quantity("type") ?? 0;
        return type <= 0x7F
            ? new Receipt((byte)type, Succeeded(receipt), receipt.Field("cumulativeGasUsed").Quantity("cumulativeGasUsed"), Bloom.Of(logs), logs)
            : throw RpcJson.Malformed("type");
    }

    private static LogEntry ReadEntry(JsonElement log)
    {
        var topics = log.Field("topics");
        var hashes = new Hash32[topics.ValueKind == JsonValueKind.Array ? topics.GetArrayLength() : throw RpcJson.Malformed("topics")];
        var at = 0;
        foreach (var topic in topics.EnumerateArray())
        {
            hashes[at++] = topic.Hash("topics");
        }

        return new LogEntry(log.Field("address").Account("address"), hashes, log.Field("data").Data("data"));
    }

    private static bool Succeeded(JsonElement receipt) => receipt.Field("status").Quantity("status") switch
    {
        0 => false,
        1 => true,
        _ => throw RpcJson.Malformed("status"),
    };

    private static uint Small(JsonElement element, string name)
    {
        var value = element.Quantity(name);
        return value <= uint.MaxValue ? (uint)value : throw RpcJson.Malformed(name);
    }
}
