// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Divergences;

namespace Ledger.Evidence.Usage;

/// <summary>What a party signed, as a file that stands alone: anybody can check it, and whoever holds it can send it again. Its form is <c>FORMATS.md</c> §16.</summary>
/// <param name="Domain">Where the signature counts; null in files of before, which do not say it.</param>
/// <param name="Kind">The kind of the record.</param>
/// <param name="Request">What is sent: of a report with its lines and their salts the body of <c>POST /usage-reports</c>, of any other record that of <c>POST /records</c>.</param>
public sealed record SignedRecord(Eip712Domain? Domain, RecordKind Kind, JsonElement Request)
{
    private const string Format = "ledger-signed-record";
    private const int Version = 1;

    internal static readonly JsonWriterOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the host answered, with its promise; null while it did not.</summary>
    public JsonElement? Receipt { get; init; }

    /// <summary>SHA-256 of the sheet or draft that it was made of; null where there was none.</summary>
    public Hash32? Sheet { get; init; }

    /// <summary>The fields that were signed.</summary>
    public JsonElement Message => Request.GetProperty(Field(Kind));

    /// <summary>The record's id, the hash of its struct; null where a field is missing or is not in its form.</summary>
    public Hash32? Id
    {
        get
        {
            try
            {
                return RecordMessages.Read(Kind, Message).Id.Value;
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether the bytes seem to be such a file's: it proves nothing.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> bytes) => SealedJson.Begins(bytes, Format);

    /// <summary>The name that the file goes by.</summary>
    public static string FileName(RecordKind kind, Hash32 id) =>
        $"{kind switch { RecordKind.UsageReport => "report", RecordKind.StreamOpening => "stream", _ => "record" }}-{id.ToString()[2..10]}.signed.json";

    /// <summary>Reads such a file, one of before (<c>{sheet, request, receipt}</c>), or what is sent alone; null for anything else. Whether it holds, <see cref="Judge"/> says.</summary>
    public static SignedRecord? TryRead(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object || (json.TryGetProperty("format", out var format) && !(format.ValueKind is JsonValueKind.String && format.ValueEquals(Format))))
        {
            return null;
        }

        var request = json.TryGetProperty("request", out var stored) ? stored : json;
        try
        {
            return KindOf(request) is { } kind && Is(request, "key", JsonValueKind.String) && Is(request, "signature", JsonValueKind.String)
                ? new SignedRecord(DomainOf(json), kind, request)
                {
                    Receipt = Is(json, "receipt", JsonValueKind.Object) ? json.GetProperty("receipt") : null,
                    Sheet = Is(json, "sheet", JsonValueKind.String) ? Hash32.Parse(DisclosureJson.Text(json, "sheet")) : null,
                }
                : null;
        }
        catch (Exception flaw) when (flaw is FormatException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="InvalidOperationException">The domain is not known.</exception>
    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Legible))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteStartObject("eip712");
            json.WritePropertyName("domain");
            TypedDataJson.WriteDomain(json, Domain ?? throw new InvalidOperationException("A file without its domain cannot be checked by others."));
            json.WriteStartObject("types");
            Kind.Accept(new TypeWriter(json));
            json.WriteEndObject();
            json.WriteString("primaryType", Kind.ToString());
            json.WriteEndObject();
            json.WriteString("sheet", Sheet?.ToString());
            json.WritePropertyName("request");
            Request.WriteTo(json);
            json.WritePropertyName("receipt");
            if (Receipt is { } receipt)
            {
                receipt.WriteTo(json);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Whether the key named signed exactly this, lines included. Whose key that is, the chain says and not the file. Total.</summary>
    /// <param name="domain">Where the signature must count.</param>
    public SignedRecordFinding Judge(Eip712Domain domain)
    {
        try
        {
            var record = RecordMessages.Read(Kind, Message);
            var key = Address.Parse(DisclosureJson.Text(Request, "key"));
            return new SignedRecordFinding(
                !Signature.TryParse(DisclosureJson.Text(Request, "signature"), out var signature)
                    || !Secp256k1.TryRecover(record.Digest(domain), signature, out var signer) || signer != key ? SignedRecordVerdict.SignatureWrong
                : record is UsageReport report && !Fits(report) ? SignedRecordVerdict.LinesWrong
                : !FitsEvidence(record) ? SignedRecordVerdict.EvidenceWrong
                : SignedRecordVerdict.Holds,
                record,
                key);
        }
        catch (Exception flaw) when (flaw is FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return new SignedRecordFinding(SignedRecordVerdict.Unreadable, null, null);
        }
    }

    /// <summary>Whether the lines are those that the report commits to: their root, their number and their sums.</summary>
    private bool Fits(UsageReport report) =>
        UsageLines.Fit(report, [.. Request.GetProperty("lines").EnumerateArray().Select((line, i) => TypedDataJson.ReadMessage<UsageLine>(line, $"/lines/{i}"))]);

    /// <summary>Whether the evidence, where it is there, is what the observation commits to; no other record has any.</summary>
    private bool FitsEvidence(IUsageRecord record) =>
        !Request.TryGetProperty("evidence", out var evidence) || evidence.ValueKind is JsonValueKind.Null
        || (record is Observation observation && observation.EvidenceRoot
            == ObservationEvidence.Root([.. evidence.EnumerateArray().Select((piece, i) => TypedDataJson.ReadMessage<EvidenceItem>(piece, $"/evidence/{i}"))]));

    private static string Field(RecordKind kind) => kind is RecordKind.UsageReport ? "report" : "record";

    private static RecordKind? KindOf(JsonElement request) =>
        Is(request, "report", JsonValueKind.Object) && Is(request, "lines", JsonValueKind.Array) ? RecordKind.UsageReport
        : Is(request, "record", JsonValueKind.Object) && Is(request, "kind", JsonValueKind.String)
            && Enum.TryParse<RecordKind>(request.GetProperty("kind").GetString(), out var kind) && Enum.IsDefined(kind) && kind is not RecordKind.UsageReport ? kind
        : null;

    /// <summary>What a file says of where its signatures count; null where it does not.</summary>
    /// <exception cref="FormatException">A field is missing, or is not in its form.</exception>
    internal static Eip712Domain? DomainOf(JsonElement json)
    {
        if (!Is(json, "eip712", JsonValueKind.Object))
        {
            return null;
        }

        var domain = DisclosureJson.Must(json.GetProperty("eip712"), "domain");
        return new Eip712Domain(
            DisclosureJson.Text(domain, "name"),
            DisclosureJson.Text(domain, "version"),
            UInt256.TryParse(DisclosureJson.Must(domain, "chainId").ToString(), out var chain) ? chain : throw new FormatException("chainId is no number"),
            Address.Parse(DisclosureJson.Text(domain, "verifyingContract")));
    }

    private static bool Is(JsonElement json, string name, JsonValueKind kind) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == kind;

    /// <summary>The types that the record is hashed by: its own, of a report that of its lines and of an observation that of its evidence, each of which is hashed alone.</summary>
    private sealed class TypeWriter(Utf8JsonWriter json) : IRecordTypeVisitor<bool>
    {
        public bool Visit<TRecord>()
            where TRecord : IUsageRecord, ITypedStruct<TRecord>
        {
            TypedDataJson.WriteType<TRecord>(json);
            if (typeof(TRecord) == typeof(UsageReport))
            {
                TypedDataJson.WriteType<UsageLine>(json);
            }
            else if (typeof(TRecord) == typeof(Observation))
            {
                TypedDataJson.WriteType<EvidenceItem>(json);
            }

            return true;
        }
    }
}

/// <summary>What is right or wrong with what was signed.</summary>
public enum SignedRecordVerdict
{
    /// <summary>The key signed exactly this.</summary>
    Holds,

    /// <summary>A field is missing, or is not in its form.</summary>
    Unreadable,

    /// <summary>Another key signed, or another content, or for another log.</summary>
    SignatureWrong,

    /// <summary>The lines are not those that the report commits to.</summary>
    LinesWrong,

    /// <summary>The evidence is not what the observation commits to.</summary>
    EvidenceWrong,
}

/// <param name="Record">What was signed; null where it cannot be read.</param>
/// <param name="Key">Whose signature it is said to be; null likewise.</param>
public sealed record SignedRecordFinding(SignedRecordVerdict Verdict, IUsageRecord? Record, Address? Key);
