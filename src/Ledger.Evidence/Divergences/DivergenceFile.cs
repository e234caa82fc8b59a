// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Divergences;

/// <summary>A divergence as kept for whoever has to judge it: both headers, so that nobody need ask the ledger or the node again.</summary>
/// <remarks>The form is that of <c>FORMATS.md</c> §9: one for each content, and it ends with the hash of everything before.</remarks>
/// <param name="ChainId">The chain's id (EIP-155).</param>
/// <param name="Reason">A sentence for the operator.</param>
/// <param name="FinalUpTo">The height up to which the ledger's blocks were final.</param>
/// <param name="FoundAt">When it was found, UTC seconds.</param>
/// <param name="Ours">The block that the ledger had taken for final.</param>
/// <param name="Theirs">The block that the node showed at that height.</param>
/// <param name="Facts">What the ledger had read out of its block, by rising index.</param>
public sealed record DivergenceFile(
    ulong ChainId, string Reason, ulong FinalUpTo, ulong FoundAt, DivergentBlock Ours, DivergentBlock Theirs, ImmutableArray<DivergentEvent> Facts)
{
    internal const string Format = "ledger-divergence";

    /// <summary>Writes the file; the same divergence gives the same bytes.</summary>
    public byte[] Write() => SealedJson.Write(Format, json =>
    {
        json.WriteNumber("chainId", ChainId);
        json.WriteString("reason", Reason);
        json.WriteNumber("finalUpTo", FinalUpTo);
        json.WriteNumber("foundAt", FoundAt);
        SealedJson.Write(json, "ours", Ours);
        SealedJson.Write(json, "theirs", Theirs);
        json.WriteStartArray("facts");
        foreach (var fact in Facts)
        {
            Write(json, fact);
        }

        json.WriteEndArray();
    });

    /// <summary>Reads a file that is in its one form and hashes to the digest that it ends with.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out DivergenceFile? file, out string what) =>
        SealedJson.TryRead(bytes, Format, Read, read => read.Write(), out file, out what);

    private static DivergenceFile Read(JsonElement json) => new(
        DisclosureJson.Must(json, "chainId").GetUInt64(),
        DisclosureJson.Text(json, "reason"),
        DisclosureJson.Must(json, "finalUpTo").GetUInt64(),
        DisclosureJson.Must(json, "foundAt").GetUInt64(),
        SealedJson.Block(DisclosureJson.Must(json, "ours")),
        SealedJson.Block(DisclosureJson.Must(json, "theirs")),
        [.. DisclosureJson.Must(json, "facts").EnumerateArray().Select(Event)]);

    private static DivergentEvent Event(JsonElement json) => new(
        DisclosureJson.Text(json, "kind"),
        SealedJson.Hash(json, "transaction"),
        DisclosureJson.Must(json, "index").GetUInt32(),
        new LogEntry(
            Address.Parse(DisclosureJson.Text(json, "address")),
            [.. SealedJson.Texts(json, "topics").Select(Hash32.Parse)],
            Hex.Decode(DisclosureJson.Text(json, "data"))));

    private static void Write(Utf8JsonWriter json, DivergentEvent fact)
    {
        json.WriteStartObject();
        json.WriteString("kind", fact.Kind);
        json.WriteString("transaction", fact.Transaction.ToString());
        json.WriteNumber("index", fact.Index);
        json.WriteString("address", fact.Log.Address.ToString());
        SealedJson.Write(json, "topics", fact.Log.Topics.Select(topic => topic.ToString()));
        json.WriteString("data", Hex.Encode(fact.Log.Data.Span));
        json.WriteEndObject();
    }
}

/// <summary>A block as somebody had it.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Header">RLP; its keccak-256 is the hash.</param>
public sealed record DivergentBlock(ulong Number, Hash32 Hash, ReadOnlyMemory<byte> Header);

/// <summary>An event that the ledger had read out of its block.</summary>
/// <param name="Kind">What the ledger calls it.</param>
/// <param name="Transaction">The hash of its transaction.</param>
/// <param name="Index">Its place among the block's logs.</param>
/// <param name="Log">The log itself.</param>
public sealed record DivergentEvent(string Kind, Hash32 Transaction, uint Index, LogEntry Log);
