// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Model;
using Ledger.Evidence.Usage;

namespace Ledger.Evidence.Bundles;

/// <summary>The payload of a bundle as JSON: one form only, so that the same evidence gives the same bytes.</summary>
internal static class EvidenceWriter
{
    public static byte[] Deployment(EvidenceDeployment deployment) => Write(json =>
    {
        var contracts = deployment.Contracts;
        json.WriteStartObject();
        json.WriteString("engine", deployment.Embedded ? "embedded" : "network");
        json.WriteString("chainId", contracts.ChainId.ToString());
        json.WriteString("parties", contracts.Parties.ToString());
        json.WriteString("pools", contracts.Pools.ToString());
        json.WriteString("licenses", contracts.Licenses.ToString());
        json.WriteString("usageLog", contracts.UsageLog.ToString());
        json.WriteEndObject();
    });

    public static byte[] License(LicenseEvidence evidence) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("license", evidence.License.ToString());
        json.WriteString("kind", evidence.Origin.Kind.ToString());
        json.WritePropertyName("origin");
        VersionActs.Write(json, evidence.Origin);
        json.WriteString("signatures", evidence.Signatures.ToString());
        json.WriteEndObject();
    });

    public static byte[] Headers(ImmutableArray<byte[]> headers) => Write(json => Nodes(json, headers));

    public static byte[] Events(ImmutableArray<EventProof> events) => Write(json => Events(json, events));

    /// <summary>Proofs of events as a value.</summary>
    public static void Events(Utf8JsonWriter json, ImmutableArray<EventProof> events)
    {
        json.WriteStartArray();
        foreach (var proof in events)
        {
            json.WriteStartObject();
            json.WriteString("block", proof.Block.ToString());
            json.WriteString("transactionIndex", Digits(proof.TransactionIndex));
            json.WriteNumber("logIndex", proof.LogIndex);
            Nodes(json, "receiptNodes", proof.ReceiptNodes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static byte[] State(LicenseState state) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("block", state.Block.ToString());
        Nodes(json, "licensesAccount", state.LicensesAccount);
        Nodes(json, "record", state.RecordNodes);
        Nodes(json, "head", state.HeadNodes);
        Nodes(json, "file", state.FileNodes);
        Nodes(json, "partiesAccount", state.PartiesAccount);
        List(json, "keysHeads", state.KeysHeads, proof =>
        {
            json.WriteString("party", proof.Party.ToString());
            Nodes(json, "nodes", proof.Nodes);
        });
        List(json, "parents", state.Parents, proof =>
        {
            json.WriteString("license", proof.License.ToString());
            Nodes(json, "record", proof.RecordNodes);
            Nodes(json, "head", proof.HeadNodes);
        });
        Pool(json, state.Pool);
        json.WriteEndObject();
    });

    public static byte[] Records(ImmutableArray<RecordEvidence> records) => Write(json =>
    {
        json.WriteStartArray();
        foreach (var shown in records)
        {
            json.WriteStartObject();
            json.WriteString("kind", shown.Record.Kind.ToString());
            json.WritePropertyName("record");
            RecordMessages.Write(json, shown.Record);
            json.WriteString("signature", shown.Signature.ToString());
            if (shown.Tombstone is { } tombstone)
            {
                json.WritePropertyName("erasure");
                TypedDataJson.WriteMessage(json, tombstone.Erasure);
                json.WriteString("erasureSignature", tombstone.Signature.ToString());
            }
            else if (shown.Record.Kind is RecordKind.UsageReport)
            {
                json.WriteStartArray("lines");
                foreach (var line in shown.Lines)
                {
                    TypedDataJson.WriteMessage(json, line);
                }

                json.WriteEndArray();
            }

            json.WritePropertyName("promise");
            TypedDataJson.WriteMessage(json, shown.Promise);
            json.WriteString("promiseSignature", shown.PromiseSignature.ToString());
            json.WriteStartArray("path");
            foreach (var hash in shown.Path)
            {
                json.WriteStringValue(hash.ToString());
            }

            json.WriteEndArray();
            json.WriteString("checkpoint", shown.Checkpoint.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static byte[] Terms(ImmutableArray<VersionTerms> terms) => Write(json =>
    {
        json.WriteStartArray();
        foreach (var (version, disclosed, tombstone) in terms)
        {
            json.WriteStartObject();
            json.WriteString("version", version.ToString());
            if (disclosed is not null)
            {
                json.WritePropertyName("disclosed");
                DisclosureJson.Write(json, disclosed);
            }

            if (tombstone is not null)
            {
                json.WritePropertyName("erasure");
                TypedDataJson.WriteMessage(json, tombstone.Erasure);
                json.WriteString("signature", tombstone.Signature.ToString());
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void Pool(Utf8JsonWriter json, PoolState pool)
    {
        Nodes(json, "poolsAccount", pool.PoolsAccount);
        Nodes(json, "logKeysHead", pool.LogKeysHeadNodes);
        Nodes(json, "charterHead", pool.CharterHeadNodes);
        List(json, "schedules", pool.Schedules, proof =>
        {
            json.WriteString("schedule", proof.Schedule.ToString());
            Nodes(json, "nodes", proof.Nodes);
        });
        Nodes(json, "usageLogAccount", pool.UsageLogAccount);
        Seals(json, "seals", pool.Seals);
    }

    /// <summary>Proofs of epochs' sizes as a property.</summary>
    public static void Seals(Utf8JsonWriter json, string name, ImmutableArray<SealProof> seals) => List(json, name, seals, proof =>
    {
        json.WriteString("epoch", Digits(proof.Epoch));
        Nodes(json, "nodes", proof.Nodes);
    });

    private static void List<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<T> fields)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            fields(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Nodes of a trie, or other bytes, as a property.</summary>
    public static void Nodes(Utf8JsonWriter json, string name, ImmutableArray<byte[]> nodes)
    {
        json.WritePropertyName(name);
        Nodes(json, nodes);
    }

    private static void Nodes(Utf8JsonWriter json, ImmutableArray<byte[]> nodes)
    {
        json.WriteStartArray();
        foreach (var node in nodes)
        {
            json.WriteStringValue(Hex.Encode(node));
        }

        json.WriteEndArray();
    }

    private static string Digits(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        write(json);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
