// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain;
using Ledger.Ethereum.Blocks;

namespace Ledger.Chain.Rpc;

/// <summary>Reads a block of the JSON-RPC, and believes its hash only when it is keccak(RLP) of the header's own fields.</summary>
public static class HeaderJson
{
    /// <exception cref="ChainFault">The answer is no block, or hashes to something else.</exception>
    public static NodeBlock Read(JsonElement block)
    {
        var (header, at) = ReadHeader(block);
        var transactions = block.Field("transactions").Items("transactions").Select(
            item => (item.ValueKind == JsonValueKind.Object ? item.Field("hash") : item).Hash("transactions")).ToArray();
        return new NodeBlock(header, at, transactions);
    }

    /// <summary>The same without its transactions: while catching up nobody asks for them.</summary>
    /// <exception cref="ChainFault">The answer is no block, or hashes to something else.</exception>
    public static NodeHeader ReadHeader(JsonElement block)
    {
        var header = Fields(block);
        var claimed = block.Field("hash").Hash("hash");
        var hash = header.Hash();
        if (hash != claimed)
        {
            throw new ChainFault(
                ChainFaultKind.Unsupported,
                $"Block {header.Number} calls itself {claimed}, but its header hashes to {hash}. Networks that hash their headers "
                    + "in another way (QBFT and IBFT leave out seals and round) are not supported yet.",
                isTransient: false);
        }

        return new NodeHeader(header, new BlockRef(header.Number, hash));
    }

    private static BlockHeader Fields(JsonElement block)
    {
        Span<byte> bloom = stackalloc byte[Bloom.Size];
        Span<byte> nonce = stackalloc byte[8];
        block.Field("logsBloom").Fixed(bloom, "logsBloom");
        block.Field("nonce").Fixed(nonce, "nonce");
        return new BlockHeader
        {
            ParentHash = block.Field("parentHash").Hash("parentHash"),
            OmmersHash = block.Field("sha3Uncles").Hash("sha3Uncles"),
            Beneficiary = block.Field("miner").Account("miner"),
            StateRoot = block.Field("stateRoot").Hash("stateRoot"),
            TransactionsRoot = block.Field("transactionsRoot").Hash("transactionsRoot"),
            ReceiptsRoot = block.Field("receiptsRoot").Hash("receiptsRoot"),
            LogsBloom = Bloom.TryCreate(bloom, out var filter) ? filter : throw RpcJson.Malformed("logsBloom"),
            Difficulty = block.Field("difficulty").BigQuantity("difficulty"),
            Number = block.Field("number").Quantity("number"),
            GasLimit = block.Field("gasLimit").Quantity("gasLimit"),
            GasUsed = block.Field("gasUsed").Quantity("gasUsed"),
            Timestamp = block.Field("timestamp").Quantity("timestamp"),
            ExtraData = block.Field("extraData").Data("extraData"),
            MixHash = block.Field("mixHash").Hash("mixHash"),
            Nonce = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(nonce),
            BaseFee = block.OptionalField("baseFeePerGas")?.BigQuantity("baseFeePerGas"),
            WithdrawalsRoot = block.OptionalField("withdrawalsRoot")?.Hash("withdrawalsRoot"),
            BlobGasUsed = block.OptionalField("blobGasUsed")?.Quantity("blobGasUsed"),
            ExcessBlobGas = block.OptionalField("excessBlobGas")?.Quantity("excessBlobGas"),
            ParentBeaconRoot = block.OptionalField("parentBeaconBlockRoot")?.Hash("parentBeaconBlockRoot"),
            RequestsHash = block.OptionalField("requestsHash")?.Hash("requestsHash"),
        };
    }
}
