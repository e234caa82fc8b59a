// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Divergences;

/// <summary>What a witness keeps that was shown a log which does not go on from the one that it saw: two checkpoints of one epoch, both signed by its log key.</summary>
/// <remarks>The form is that of <c>FORMATS.md</c> §13.</remarks>
/// <param name="ChainId">The chain's id (EIP-155).</param>
/// <param name="UsageLog">The contract that both checkpoints are signed for.</param>
/// <param name="Reason">A sentence for people.</param>
/// <param name="FoundAt">When it was found, UTC seconds.</param>
/// <param name="LogKey">The log key of the epoch: it signed both.</param>
/// <param name="Seen">The checkpoint that the witness had seen.</param>
/// <param name="Shown">The one that it was shown then.</param>
/// <param name="Proof">What the host gave as proof of consistency; empty for none.</param>
public sealed record LogForkFile(
    ulong ChainId, Address UsageLog, string Reason, ulong FoundAt, Address LogKey, SignedCheckpoint Seen, SignedCheckpoint Shown, ImmutableArray<Hash32> Proof)
{
    internal const string Format = "ledger-log-fork";

    /// <summary>Writes the file; the same fork gives the same bytes.</summary>
    public byte[] Write() => SealedJson.Write(Format, json =>
    {
        json.WriteNumber("chainId", ChainId);
        json.WriteString("usageLog", UsageLog.ToString());
        json.WriteString("reason", Reason);
        json.WriteNumber("foundAt", FoundAt);
        json.WriteString("pool", Seen.Checkpoint.Pool.Value.ToString());
        json.WriteNumber("epoch", Seen.Checkpoint.Epoch);
        json.WriteString("logKey", LogKey.ToString());
        Write(json, "seen", Seen);
        Write(json, "shown", Shown);
        SealedJson.Write(json, "proof", Proof.Select(hash => hash.ToString()));
    });

    /// <summary>Reads a file that is in its one form and hashes to the digest that it ends with.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out LogForkFile? file, out string what) =>
        SealedJson.TryRead(bytes, Format, Read, read => read.Write(), out file, out what);

    private static void Write(Utf8JsonWriter json, string name, SignedCheckpoint signed)
    {
        json.WriteStartObject(name);
        json.WriteNumber("size", signed.Checkpoint.Size);
        json.WriteString("root", signed.Checkpoint.Root.ToString());
        json.WriteString("signature", signed.Signature.ToString());
        json.WriteNumber("block", signed.Block.Number);
        json.WriteString("blockHash", signed.Block.Hash.ToString());
        json.WriteEndObject();
    }

    private static LogForkFile Read(JsonElement json) => new(
        DisclosureJson.Must(json, "chainId").GetUInt64(),
        Address.Parse(DisclosureJson.Text(json, "usageLog")),
        DisclosureJson.Text(json, "reason"),
        DisclosureJson.Must(json, "foundAt").GetUInt64(),
        Address.Parse(DisclosureJson.Text(json, "logKey")),
        Read(json, "seen"),
        Read(json, "shown"),
        [.. SealedJson.Texts(json, "proof").Select(Hash32.Parse)]);

    private static SignedCheckpoint Read(JsonElement json, string name)
    {
        var signed = DisclosureJson.Must(json, name);
        return new SignedCheckpoint(
            new Checkpoint(
                new PoolId(SealedJson.Hash(json, "pool")),
                DisclosureJson.Must(json, "epoch").GetUInt64(),
                DisclosureJson.Must(signed, "size").GetUInt64(),
                SealedJson.Hash(signed, "root")),
            SealedJson.Signature(signed),
            new BlockRef(DisclosureJson.Must(signed, "block").GetUInt64(), SealedJson.Hash(signed, "blockHash")));
    }
}

/// <summary>A checkpoint, the log key's signature over it, and the block that it was found in.</summary>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, Signature Signature, BlockRef Block);
