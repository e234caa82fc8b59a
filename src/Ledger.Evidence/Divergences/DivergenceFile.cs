// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
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
    private const string Format = "ledger-divergence";
    private const int Version = 1;

    /// <summary>Whether the bytes are those of a divergence, rather than of something else: it proves nothing.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> bytes) => bytes.StartsWith("{\"format\":\"ledger-divergence\""u8);

    /// <summary>Writes the file; the same divergence gives the same bytes.</summary>
    public byte[] Write()
    {
        var body = Body();
        return [.. body.AsSpan(0, body.Length - 1), .. ",\"keccak256\":\""u8, .. System.Text.Encoding.ASCII.GetBytes(Keccak256.Hash(body).ToString()), .. "\"}"u8];
    }

    /// <summary>Reads a file that is in its one form and hashes to the digest that it ends with.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out DivergenceFile? file, out string what)
    {
        file = null;
        what = "";
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            if (DisclosureJson.Text(json, "format") is not Format || DisclosureJson.Must(json, "version").GetInt32() != Version)
            {
                what = $"it is no {Format} of version {Version}";
                return false;
            }

            var read = new DivergenceFile(
                DisclosureJson.Must(json, "chainId").GetUInt64(),
                DisclosureJson.Text(json, "reason"),
                DisclosureJson.Must(json, "finalUpTo").GetUInt64(),
                DisclosureJson.Must(json, "foundAt").GetUInt64(),
                Block(DisclosureJson.Must(json, "ours")),
                Block(DisclosureJson.Must(json, "theirs")),
                [.. DisclosureJson.Must(json, "facts").EnumerateArray().Select(Event)]);
            what = read.Write().AsSpan().SequenceEqual(bytes.Span) ? "" : "it is not in the one form that the format has, or was changed";
            file = what.Length == 0 ? read : null;
            return file is not null;
        }
        catch (Exception flaw) when (flaw is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            what = flaw.Message;
            return false;
        }
    }

    private static DivergentBlock Block(JsonElement json) => new(
        DisclosureJson.Must(json, "number").GetUInt64(), Hash32.Parse(DisclosureJson.Text(json, "hash")), Hex.Decode(DisclosureJson.Text(json, "header")));

    private static DivergentEvent Event(JsonElement json) => new(
        DisclosureJson.Text(json, "kind"),
        Hash32.Parse(DisclosureJson.Text(json, "transaction")),
        DisclosureJson.Must(json, "index").GetUInt32(),
        new LogEntry(
            Address.Parse(DisclosureJson.Text(json, "address")),
            [.. DisclosureJson.Must(json, "topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString() ?? throw new FormatException("topics holds null")))],
            Hex.Decode(DisclosureJson.Text(json, "data"))));

    private static void Write(Utf8JsonWriter json, string name, DivergentBlock block)
    {
        json.WriteStartObject(name);
        json.WriteNumber("number", block.Number);
        json.WriteString("hash", block.Hash.ToString());
        json.WriteString("header", Hex.Encode(block.Header.Span));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DivergentEvent fact)
    {
        json.WriteStartObject();
        json.WriteString("kind", fact.Kind);
        json.WriteString("transaction", fact.Transaction.ToString());
        json.WriteNumber("index", fact.Index);
        json.WriteString("address", fact.Log.Address.ToString());
        json.WriteStartArray("topics");
        foreach (var topic in fact.Log.Topics)
        {
            json.WriteStringValue(topic.ToString());
        }

        json.WriteEndArray();
        json.WriteString("data", Hex.Encode(fact.Log.Data.Span));
        json.WriteEndObject();
    }

    private byte[] Body()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteNumber("chainId", ChainId);
        json.WriteString("reason", Reason);
        json.WriteNumber("finalUpTo", FinalUpTo);
        json.WriteNumber("foundAt", FoundAt);
        Write(json, "ours", Ours);
        Write(json, "theirs", Theirs);
        json.WriteStartArray("facts");
        foreach (var fact in Facts)
        {
            Write(json, fact);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
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
