// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Model;
using Ledger.Evidence.Usage;

namespace Ledger.Evidence.Bundles;

/// <summary>Reads what <see cref="EvidenceWriter"/> writes, and nothing else: what it read must write the same bytes again.</summary>
internal static class EvidenceReader
{
    /// <summary>Reads a bundle's payload.</summary>
    /// <param name="content">The bytes of an entry.</param>
    /// <param name="evidence">The evidence; null when an entry cannot be read.</param>
    /// <param name="entry">The name of that entry.</param>
    /// <param name="what">What is wrong with it.</param>
    public static bool TryRead(
        Func<string, ReadOnlyMemory<byte>> content, [NotNullWhen(true)] out LicenseEvidence? evidence, out string entry, out string what)
    {
        evidence = null;
        entry = EntryNames.Deployment;
        try
        {
            var deployment = Read(content(entry), Deployment, EvidenceWriter.Deployment);
            entry = EntryNames.License;
            var license = Read(content(entry), json => License(json, deployment), EvidenceWriter.License);
            entry = EntryNames.Headers;
            var headers = Read(content(entry), Nodes, EvidenceWriter.Headers);
            entry = EntryNames.Events;
            var events = Read(content(entry), Events, EvidenceWriter.Events);
            entry = EntryNames.State;
            var state = Read(content(entry), State, EvidenceWriter.State);
            entry = EntryNames.Records;
            var records = Read(content(entry), json => Array(json, Record), EvidenceWriter.Records);
            entry = EntryNames.Terms;
            var terms = Read(content(entry), json => Array(json, Terms), EvidenceWriter.Terms);
            evidence = license with { Headers = headers, Events = events, State = state, Records = records, Terms = terms };
            what = "";
            return true;
        }
        catch (Exception flaw) when (flaw is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            what = flaw.Message;
            return false;
        }
    }

    private static T Read<T>(ReadOnlyMemory<byte> content, Func<JsonElement, T> read, Func<T, byte[]> write)
    {
        using var json = JsonDocument.Parse(content);
        var value = read(json.RootElement);
        return write(value).AsSpan().SequenceEqual(content.Span)
            ? value
            : throw new FormatException("it is not in the one form that the format has");
    }

    private static EvidenceDeployment Deployment(JsonElement json) => new(
        string.Equals(Text(json, "engine"), "embedded", StringComparison.Ordinal),
        new ContractAddresses(
            UInt256.TryParse(Text(json, "chainId"), out var chainId) ? chainId : throw new FormatException("chainId is no number"),
            Address.Parse(Text(json, "parties")),
            Address.Parse(Text(json, "pools")),
            Address.Parse(Text(json, "licenses")),
            Address.Parse(Text(json, "usageLog"))));

    /// <summary>The license alone; the other entries fill in what it has none of.</summary>
    private static LicenseEvidence License(JsonElement json, EvidenceDeployment deployment) => new(
        deployment,
        LicenseId.Parse(Text(json, "license")),
        VersionActs.ReadOrigin(Text(json, "kind"), json.GetProperty("origin"), "/origin"),
        new SignatureRun(Hex.Decode(Text(json, "signatures"))),
        [],
        [],
        new(default, [], [], [], [], [], [], [], PoolState.None),
        [],
        []);

    /// <summary>Of a version some terms or a tombstone, and not both.</summary>
    private static VersionTerms Terms(JsonElement json) => (json.TryGetProperty("disclosed", out var shown), json.TryGetProperty("erasure", out var erasure)) switch
    {
        (true, false) => new(Hash32.Parse(Text(json, "version")), DisclosureJson.Read(shown)),
        (false, true) => new(
            Hash32.Parse(Text(json, "version")), null, new(TypedDataJson.ReadMessage<Erasure>(erasure, "/erasure"), SignatureOf(json, "signature"))),
        _ => throw new FormatException("a version's terms are disclosed, or erased"),
    };

    /// <summary>What <see cref="EvidenceWriter.Events(Utf8JsonWriter, ImmutableArray{EventProof})"/> writes.</summary>
    public static ImmutableArray<EventProof> Events(JsonElement json) => Array(json, Event);

    /// <summary>What <see cref="EvidenceWriter.Seals"/> writes.</summary>
    public static ImmutableArray<SealProof> Seals(JsonElement json, string name) =>
        Array(json.GetProperty(name), proof => new SealProof(Digits(proof, "epoch"), Nodes(proof, "nodes")));

    private static EventProof Event(JsonElement json) => new(
        Hash32.Parse(Text(json, "block")),
        Digits(json, "transactionIndex"),
        json.GetProperty("logIndex").GetUInt32(),
        Nodes(json, "receiptNodes"));

    private static LicenseState State(JsonElement json) => new(
        Hash32.Parse(Text(json, "block")),
        Nodes(json, "licensesAccount"),
        Nodes(json, "record"),
        Nodes(json, "head"),
        Nodes(json, "file"),
        Nodes(json, "partiesAccount"),
        Array(json.GetProperty("keysHeads"), proof => new KeysHeadProof(PartyId.Parse(Text(proof, "party")), Nodes(proof, "nodes"))),
        Array(json.GetProperty("parents"), proof =>
            new ParentProof(LicenseId.Parse(Text(proof, "license")), Nodes(proof, "record"), Nodes(proof, "head"))),
        Pool(json));

    private static PoolState Pool(JsonElement json) => new(
        Nodes(json, "poolsAccount"),
        Nodes(json, "logKeysHead"),
        Nodes(json, "charterHead"),
        Array(json.GetProperty("schedules"), proof => new ScheduleHeadProof(ScheduleId.Parse(Text(proof, "schedule")), Nodes(proof, "nodes"))),
        Nodes(json, "usageLogAccount"),
        Seals(json, "seals"));

    private static RecordEvidence Record(JsonElement json) => new(
        RecordMessages.Read(RecordKindOf(Text(json, "kind")), json.GetProperty("record"), "/record"),
        SignatureOf(json, "signature"),
        json.TryGetProperty("lines", out var lines) ? Array(lines, line => TypedDataJson.ReadMessage<UsageLine>(line, "/lines")) : [],
        TypedDataJson.ReadMessage<Promise>(json.GetProperty("promise"), "/promise"),
        SignatureOf(json, "promiseSignature"),
        Array(json.GetProperty("path"), hash => Hash32.Parse(hash.GetString()!)),
        Hash32.Parse(Text(json, "checkpoint")),
        json.TryGetProperty("erasure", out var erasure)
            ? new(TypedDataJson.ReadMessage<RecordErasure>(erasure, "/erasure"), SignatureOf(json, "erasureSignature"))
            : null);

    private static RecordKind RecordKindOf(string name) =>
        RecordEvidence.Kinds.FirstOrDefault(kind => string.Equals(kind.ToString(), name, StringComparison.Ordinal)) is var kind && kind != default
            ? kind
            : throw new FormatException($"evidence holds no {name}");

    private static Signature SignatureOf(JsonElement json, string name) =>
        Signature.TryParse(Text(json, name), out var signature)
            ? signature
            : throw new FormatException($"{name} is not a signature of 65 bytes with a low s");

    /// <summary>Nodes of a trie, or other bytes.</summary>
    public static ImmutableArray<byte[]> Nodes(JsonElement json, string name) => Nodes(json.GetProperty(name));

    private static ImmutableArray<byte[]> Nodes(JsonElement json) => Array(json, node => Hex.Decode(node.GetString()));

    private static ImmutableArray<T> Array<T>(JsonElement json, Func<JsonElement, T> read) => [.. json.EnumerateArray().Select(read)];

    private static ulong Digits(JsonElement json, string name) => ulong.Parse(Text(json, name), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");
}
