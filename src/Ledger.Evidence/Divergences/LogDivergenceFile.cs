// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Divergences;

/// <summary>What is kept when a pool's journal gives another root than the one anchored: the last log that both agree on, the leaves since, and the anchored one.</summary>
/// <remarks>The form is that of <c>FORMATS.md</c> §10.</remarks>
/// <param name="ChainId">The chain's id (EIP-155).</param>
/// <param name="UsageLog">The contract that both checkpoints are signed for.</param>
/// <param name="Reason">A sentence for the operator.</param>
/// <param name="FoundAt">When it was found, UTC seconds.</param>
/// <param name="LogKey">The log key of the epoch: it signed both.</param>
/// <param name="Agreed">The last log that the journal still gives.</param>
/// <param name="Leaves">The journal's leaf hashes from there to the anchored size.</param>
/// <param name="Anchored">The checkpoint that the chain has.</param>
public sealed record LogDivergenceFile(
    ulong ChainId, Address UsageLog, string Reason, ulong FoundAt, Address LogKey, AgreedLog Agreed, ImmutableArray<Hash32> Leaves, AnchoredLog Anchored)
{
    internal const string Format = "ledger-log-divergence";

    /// <summary>Writes the file; the same divergence gives the same bytes.</summary>
    public byte[] Write() => SealedJson.Write(Format, json =>
    {
        json.WriteNumber("chainId", ChainId);
        json.WriteString("usageLog", UsageLog.ToString());
        json.WriteString("reason", Reason);
        json.WriteNumber("foundAt", FoundAt);
        json.WriteString("pool", Anchored.Checkpoint.Pool.Value.ToString());
        json.WriteNumber("epoch", Anchored.Checkpoint.Epoch);
        json.WriteString("logKey", LogKey.ToString());
        json.WriteStartObject("agreed");
        json.WriteNumber("size", Agreed.Size);
        SealedJson.Write(json, "peaks", Agreed.Peaks.Select(peak => peak.ToString()));
        json.WriteString("signature", Agreed.Signature?.ToString() ?? "");
        json.WriteEndObject();
        SealedJson.Write(json, "leaves", Leaves.Select(leaf => leaf.ToString()));
        json.WriteStartObject("anchored");
        json.WriteNumber("size", Anchored.Checkpoint.Size);
        json.WriteString("root", Anchored.Checkpoint.Root.ToString());
        json.WriteString("signature", Anchored.Signature.ToString());
        json.WriteNumber("block", Anchored.Block.Number);
        json.WriteString("blockHash", Anchored.Block.Hash.ToString());
        json.WriteString("transaction", Anchored.Transaction.ToString());
        json.WriteNumber("index", Anchored.EventIndex);
        json.WriteEndObject();
        if (Anchored.Proof is { } proof)
        {
            json.WriteStartObject("proof");
            json.WriteString("header", Hex.Encode(proof.Header.Span));
            json.WriteNumber("transactionIndex", proof.TransactionIndex);
            json.WriteNumber("logIndex", proof.LogIndex);
            SealedJson.Write(json, "receiptNodes", proof.ReceiptNodes.Select(node => Hex.Encode(node)));
            json.WriteEndObject();
        }
    });

    /// <summary>Reads a file that is in its one form and hashes to the digest that it ends with.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out LogDivergenceFile? file, out string what) =>
        SealedJson.TryRead(bytes, Format, Read, read => read.Write(), out file, out what);

    private static LogDivergenceFile Read(JsonElement json)
    {
        var (agreed, anchored) = (DisclosureJson.Must(json, "agreed"), DisclosureJson.Must(json, "anchored"));
        return new LogDivergenceFile(
            DisclosureJson.Must(json, "chainId").GetUInt64(),
            Address.Parse(DisclosureJson.Text(json, "usageLog")),
            DisclosureJson.Text(json, "reason"),
            DisclosureJson.Must(json, "foundAt").GetUInt64(),
            Address.Parse(DisclosureJson.Text(json, "logKey")),
            new AgreedLog(
                DisclosureJson.Must(agreed, "size").GetUInt64(),
                [.. SealedJson.Texts(agreed, "peaks").Select(Hash32.Parse)],
                DisclosureJson.Text(agreed, "signature") is { Length: > 0 } ? SealedJson.Signature(agreed) : null),
            [.. SealedJson.Texts(json, "leaves").Select(Hash32.Parse)],
            new AnchoredLog(
                new Checkpoint(
                    new PoolId(SealedJson.Hash(json, "pool")),
                    DisclosureJson.Must(json, "epoch").GetUInt64(),
                    DisclosureJson.Must(anchored, "size").GetUInt64(),
                    SealedJson.Hash(anchored, "root")),
                SealedJson.Signature(anchored),
                new BlockRef(DisclosureJson.Must(anchored, "block").GetUInt64(), SealedJson.Hash(anchored, "blockHash")),
                SealedJson.Hash(anchored, "transaction"),
                DisclosureJson.Must(anchored, "index").GetUInt32(),
                json.TryGetProperty("proof", out var proof) ? ReadProof(proof) : null));
    }

    private static AnchorProof ReadProof(JsonElement proof) => new(
        Hex.Decode(DisclosureJson.Text(proof, "header")),
        DisclosureJson.Must(proof, "transactionIndex").GetUInt64(),
        DisclosureJson.Must(proof, "logIndex").GetUInt32(),
        [.. SealedJson.Texts(proof, "receiptNodes").Select(node => Hex.Decode(node))]);
}

/// <summary>A log that journal and chain agree on.</summary>
/// <param name="Size">How many leaves; zero where they agree on nothing.</param>
/// <param name="Peaks">The roots of its complete subtrees, the largest first.</param>
/// <param name="Signature">The log key's over the checkpoint of this size; null for none.</param>
public sealed record AgreedLog(ulong Size, ImmutableArray<Hash32> Peaks, Signature? Signature);

/// <summary>A checkpoint and where the chain has it.</summary>
/// <param name="Checkpoint">What the log key signed.</param>
/// <param name="Signature">Its signature.</param>
/// <param name="Block">The block that recorded it.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="EventIndex">The event's index in the block.</param>
/// <param name="Proof">That it stands in that block; null where the node gave none, and in files of before.</param>
public sealed record AnchoredLog(Checkpoint Checkpoint, Signature Signature, BlockRef Block, Hash32 Transaction, uint EventIndex, AnchorProof? Proof = null);

/// <summary>That a checkpoint's event stands in its block.</summary>
/// <param name="Header">The block's header in RLP.</param>
/// <param name="TransactionIndex">The transaction's index in the block: the key in the receipts trie.</param>
/// <param name="LogIndex">The entry's index within the receipt's logs.</param>
/// <param name="ReceiptNodes">The nodes of the receipts trie, from the root down.</param>
public sealed record AnchorProof(ReadOnlyMemory<byte> Header, ulong TransactionIndex, uint LogIndex, ImmutableArray<byte[]> ReceiptNodes);
