// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Divergences;
using Ledger.Evidence.Model;

namespace Ledger.Evidence.Promises;

/// <summary>Where a host's promise stands, for whoever has to judge it: it needs no bundle, no ledger and no node, and nothing of the record.</summary>
/// <remarks>The form is that of <c>FORMATS.md</c> §14.</remarks>
/// <param name="Promise">What the host promised.</param>
/// <param name="Signature">The log key's.</param>
/// <param name="Charter">The pool's charter: its hash is the pool's id, and it names chain and contracts.</param>
/// <param name="Headers">RLP of the blocks named below, ascending by number, and those that link them.</param>
/// <param name="Events">Where the promise's epoch is sealed, the changes of the log key from it on; the checkpoint that first passed the leaf, and the one that the path leads to.</param>
/// <param name="State">The log at one block.</param>
/// <param name="Inclusion">The leaf in the promise's place; null where nobody shows it.</param>
public sealed record PromiseFile(
    Promise Promise,
    Signature Signature,
    PoolCharter Charter,
    ImmutableArray<byte[]> Headers,
    ImmutableArray<EventProof> Events,
    PromiseProof State,
    PromiseInclusion? Inclusion)
{
    internal const string Format = "ledger-promise";

    /// <summary>Whether the bytes seem to be such a file. It proves nothing.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> bytes) => SealedJson.Begins(bytes, Format);

    /// <summary>Chain and contracts, as the charter names them.</summary>
    public ContractAddresses Contracts => new(Charter.ChainId, Charter.Parties, Charter.Pools, Charter.Licenses, Charter.UsageLog);

    /// <summary>Writes the file; the same content gives the same bytes.</summary>
    public byte[] Write() => SealedJson.Write(Format, json =>
    {
        json.WritePropertyName("promise");
        TypedDataJson.WriteMessage(json, Promise);
        json.WriteString("signature", Signature.ToString());
        json.WritePropertyName("charter");
        TypedDataJson.WriteMessage(json, Charter);
        EvidenceWriter.Nodes(json, "headers", Headers);
        json.WritePropertyName("events");
        EvidenceWriter.Events(json, Events);
        json.WriteStartObject("state");
        json.WriteString("block", State.Block.ToString());
        EvidenceWriter.Nodes(json, "poolsAccount", State.PoolsAccount);
        EvidenceWriter.Nodes(json, "office", State.OfficeNodes);
        EvidenceWriter.Nodes(json, "logKeysHead", State.LogKeysHeadNodes);
        EvidenceWriter.Nodes(json, "usageLogAccount", State.UsageLogAccount);
        EvidenceWriter.Seals(json, "sizes", State.Sizes);
        json.WriteEndObject();
        if (Inclusion is { } shown)
        {
            json.WriteStartObject("inclusion");
            json.WriteString("checkpoint", shown.Checkpoint.ToString());
            json.WriteString("leaf", shown.Leaf.ToString());
            SealedJson.Write(json, "path", shown.Path.Select(hash => hash.ToString()));
            json.WriteEndObject();
        }
    });

    /// <summary>Reads a file that is in its one form and hashes to the digest that it ends with.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out PromiseFile? file, out string what) =>
        SealedJson.TryRead(bytes, Format, Read, read => read.Write(), out file, out what);

    private static PromiseFile Read(JsonElement json)
    {
        var state = DisclosureJson.Must(json, "state");
        return new PromiseFile(
            TypedDataJson.ReadMessage<Promise>(DisclosureJson.Must(json, "promise"), "/promise"),
            SealedJson.Signature(json),
            TypedDataJson.ReadMessage<PoolCharter>(DisclosureJson.Must(json, "charter"), "/charter"),
            EvidenceReader.Nodes(json, "headers"),
            EvidenceReader.Events(DisclosureJson.Must(json, "events")),
            new PromiseProof(
                SealedJson.Hash(state, "block"),
                EvidenceReader.Nodes(state, "poolsAccount"),
                EvidenceReader.Nodes(state, "office"),
                EvidenceReader.Nodes(state, "logKeysHead"),
                EvidenceReader.Nodes(state, "usageLogAccount"),
                EvidenceReader.Seals(state, "sizes")),
            json.TryGetProperty("inclusion", out var shown)
                ? new PromiseInclusion(SealedJson.Hash(shown, "checkpoint"), SealedJson.Hash(shown, "leaf"), [.. SealedJson.Texts(shown, "path").Select(Hash32.Parse)])
                : null);
    }
}

/// <summary>Proofs of the log's slots at one block, as <c>eth_getProof</c> gives them; the slots are in <c>StorageSlots</c>.</summary>
/// <param name="Block">The hash of the block; its header is among the file's headers.</param>
/// <param name="PoolsAccount">The account proof of the contract Pools.</param>
/// <param name="OfficeNodes">The slot of the pool's present epoch and its log key.</param>
/// <param name="LogKeysHeadNodes">The slot of the last change of the log key: empty while the charter's stands.</param>
/// <param name="UsageLogAccount">The account proof of the contract UsageLog.</param>
/// <param name="Sizes">The size of each epoch from the promise's to the present one.</param>
public sealed record PromiseProof(
    Hash32 Block,
    ImmutableArray<byte[]> PoolsAccount,
    ImmutableArray<byte[]> OfficeNodes,
    ImmutableArray<byte[]> LogKeysHeadNodes,
    ImmutableArray<byte[]> UsageLogAccount,
    ImmutableArray<SealProof> Sizes);

/// <summary>The leaf in the promise's place, under a checkpoint.</summary>
/// <param name="Checkpoint">The act id of a checkpoint among the events.</param>
/// <param name="Leaf">The leaf that stands there.</param>
/// <param name="Path">The path from it to the checkpoint's root.</param>
public sealed record PromiseInclusion(Hash32 Checkpoint, Hash32 Leaf, ImmutableArray<Hash32> Path);
