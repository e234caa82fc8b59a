// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Blocks;

namespace Ledger.Ethereum.Tests.Blocks;

/// <summary>The blocks that anvil made, out of their JSON-RPC form.</summary>
internal static class ChainVectors
{
    public static readonly JsonElement All = Vectors.Load("chain.json");

    public static JsonElement Block(int index) => All.GetProperty("blocks")[index];

    public static BlockHeader Header(JsonElement json) => new()
    {
        ParentHash = json.Hash("parentHash"),
        OmmersHash = json.Hash("sha3Uncles"),
        Beneficiary = Address.Parse(json.Text("miner")),
        StateRoot = json.Hash("stateRoot"),
        TransactionsRoot = json.Hash("transactionsRoot"),
        ReceiptsRoot = json.Hash("receiptsRoot"),
        LogsBloom = Bloom.TryCreate(json.Bytes("logsBloom"), out var bloom) ? bloom : Bloom.Empty,
        Difficulty = json.Quantity("difficulty"),
        Number = json.Number("number"),
        GasLimit = json.Number("gasLimit"),
        GasUsed = json.Number("gasUsed"),
        Timestamp = json.Number("timestamp"),
        ExtraData = json.Bytes("extraData"),
        MixHash = json.Hash("mixHash"),
        Nonce = json.Number("nonce"),
        BaseFee = json.TryGetProperty("baseFeePerGas", out _) ? json.Quantity("baseFeePerGas") : null,
        WithdrawalsRoot = Hash(json, "withdrawalsRoot"),
        BlobGasUsed = json.TryGetProperty("blobGasUsed", out _) ? json.Number("blobGasUsed") : null,
        ExcessBlobGas = json.TryGetProperty("excessBlobGas", out _) ? json.Number("excessBlobGas") : null,
        ParentBeaconRoot = Hash(json, "parentBeaconBlockRoot"),
        RequestsHash = Hash(json, "requestsHash"),
    };

    public static List<Receipt> Receipts(JsonElement block) =>
    [
        .. block.GetProperty("receipts").EnumerateArray().Select(json =>
        {
            LogEntry[] logs = [.. json.GetProperty("logs").EnumerateArray().Select(Log)];
            return new Receipt(
                (byte)json.Number("type"), json.Text("status") == "0x1", json.Number("cumulativeGasUsed"), Bloom.Of(logs), logs);
        }),
    ];

    private static LogEntry Log(JsonElement json) => new(
        Address.Parse(json.Text("address")),
        [.. json.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!))],
        json.Bytes("data"));

    private static Hash32? Hash(JsonElement json, string name) => json.TryGetProperty(name, out _) ? json.Hash(name) : null;
}
