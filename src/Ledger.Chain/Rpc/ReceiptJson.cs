// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;

namespace Ledger.Chain.Rpc;

/// <summary>Reads logs and receipts of the JSON-RPC.</summary>
public static class ReceiptJson
{
    /// <summary>One walk over the fields: there are a dozen, and a range has thousands of logs.</summary>
    internal static EventLog ReadLog(JsonElement log)
    {
        JsonElement address = default, topics = default, data = default, number = default, hash = default, transaction = default, position = default, index = default;
        foreach (var field in log.ValueKind == JsonValueKind.Object ? log.EnumerateObject() : throw RpcJson.Malformed("logs"))
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(field);
            if (name.SequenceEqual("address"u8))
            {
                address = field.Value;
            }
            else if (name.SequenceEqual("topics"u8))
            {
                topics = field.Value;
            }
            else if (name.SequenceEqual("data"u8))
            {
                data = field.Value;
            }
            else if (name.SequenceEqual("blockNumber"u8))
            {
                number = field.Value;
            }
            else if (name.SequenceEqual("blockHash"u8))
            {
                hash = field.Value;
            }
            else if (name.SequenceEqual("transactionHash"u8))
            {
                transaction = field.Value;
            }
            else if (name.SequenceEqual("transactionIndex"u8))
            {
                position = field.Value;
            }
            else if (name.SequenceEqual("logIndex"u8))
            {
                index = field.Value;
            }
        }

        return new EventLog(
            ReadEntry(address, topics, data),
            new BlockRef(number.Quantity("blockNumber"), hash.Hash("blockHash")),
            transaction.Hash("transactionHash"),
            Small(position, "transactionIndex"),
            Small(index, "logIndex"));
    }

    internal static Inclusion ReadInclusion(JsonElement receipt) => new(
        receipt.Field("transactionHash").Hash("transactionHash"),
        new BlockRef(receipt.Field("blockNumber").Quantity("blockNumber"), receipt.Field("blockHash").Hash("blockHash")),
        Small(receipt.Field("transactionIndex"), "transactionIndex"),
        Succeeded(receipt),
        receipt.Field("gasUsed").Quantity("gasUsed"),
        receipt.OptionalField("contractAddress")?.Account("contractAddress"));

    /// <summary>A receipt as its trie holds it; the bloom is made of the logs.</summary>
    /// <exception cref="ChainFault">The answer is no receipt.</exception>
    public static Receipt ReadReceipt(JsonElement receipt)
    {
        var logs = receipt.Field("logs").Items("logs").Select(ReadEntry).ToArray();
        var type = receipt.OptionalField("type")?.Quantity("type") ?? 0;
        return type <= 0x7F
            ? new Receipt((byte)type, Succeeded(receipt), receipt.Field("cumulativeGasUsed").Quantity("cumulativeGasUsed"), Bloom.Of(logs), logs)
            : throw RpcJson.Malformed("type");
    }

    private static LogEntry ReadEntry(JsonElement log) => ReadEntry(log.Field("address"), log.Field("topics"), log.Field("data"));

    private static LogEntry ReadEntry(JsonElement address, JsonElement topics, JsonElement data)
    {
        var hashes = new Hash32[topics.ValueKind == JsonValueKind.Array ? topics.GetArrayLength() : throw RpcJson.Malformed("topics")];
        var at = 0;
        foreach (var topic in topics.EnumerateArray())
        {
            hashes[at++] = topic.Hash("topics");
        }

        return new LogEntry(address.Account("address"), hashes, data.Data("data"));
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
