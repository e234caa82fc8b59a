// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Divergences;

namespace Ledger.Evidence.Usage;

/// <summary>A report with the signature over it, and nothing of its lines.</summary>
/// <param name="Key">Whose signature it is said to be.</param>
public sealed record SignedReport(UsageReport Report, Address Key, Signature Signature);

/// <summary>Two reports for one place of a stream, each signed: proof against whoever signed both, wherever it is shown. Its form is <c>FORMATS.md</c> §17.</summary>
/// <param name="Domain">Where the signatures count.</param>
/// <param name="First">The one that the log has.</param>
/// <param name="Second">The one that was refused.</param>
public sealed record ReportFork(Eip712Domain Domain, SignedReport First, SignedReport Second)
{
    private const string Format = "ledger-report-fork";
    private const int Version = 1;

    /// <summary>Whether the bytes seem to be such a file's: it proves nothing.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> bytes) => SealedJson.Begins(bytes, Format);

    /// <summary>Reads such a file; null where a field is missing or is not in its form. Whether it holds, <see cref="Judge"/> says.</summary>
    public static ReportFork? TryRead(JsonElement json)
    {
        try
        {
            return DisclosureJson.Text(json, "format") == Format && DisclosureJson.Must(json, "version").GetInt32() == Version && SignedRecord.DomainOf(json) is { } domain
                ? new ReportFork(domain, Read(DisclosureJson.Must(json, "first")), Read(DisclosureJson.Must(json, "second")))
                : null;
        }
        catch (Exception flaw) when (flaw is FormatException or InvalidOperationException or OverflowException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes the file.</summary>
    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, SignedRecord.Legible))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteStartObject("eip712");
            json.WritePropertyName("domain");
            TypedDataJson.WriteDomain(json, Domain);
            json.WriteStartObject("types");
            TypedDataJson.WriteType<UsageReport>(json);
            json.WriteEndObject();
            json.WriteString("primaryType", UsageReport.TypeName);
            json.WriteEndObject();
            Write(json, "first", First);
            Write(json, "second", Second);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Whether the keys named signed two reports for one place. Whose keys they are, the chain says and not the file. Total.</summary>
    public ReportForkVerdict Judge() =>
        !IsSigned(First) || !IsSigned(Second) ? ReportForkVerdict.SignatureWrong
        : First.Report.Id == Second.Report.Id || PlaceOf(First.Report) != PlaceOf(Second.Report) ? ReportForkVerdict.PlacesDiffer
        : ReportForkVerdict.Holds;

    private bool IsSigned(SignedReport signed) => Secp256k1.TryRecover(signed.Report.Digest(Domain), signed.Signature, out var signer) && signer == signed.Key;

    private static (PartyId Reporter, RecordId Stream, ulong Sequence) PlaceOf(UsageReport report) => (report.Reporter, report.Stream, report.Sequence);

    private static SignedReport Read(JsonElement json) => new(
        TypedDataJson.ReadMessage<UsageReport>(DisclosureJson.Must(json, "report")),
        Address.Parse(DisclosureJson.Text(json, "key")),
        Signature.TryParse(DisclosureJson.Text(json, "signature"), out var signature) ? signature : throw new FormatException("signature is none"));

    private static void Write(Utf8JsonWriter json, string name, SignedReport signed)
    {
        json.WriteStartObject(name);
        json.WritePropertyName("report");
        TypedDataJson.WriteMessage(json, signed.Report);
        json.WriteString("key", signed.Key.ToString());
        json.WriteString("signature", signed.Signature.ToString());
        json.WriteEndObject();
    }
}

/// <summary>What is right or wrong with two signed reports for one place.</summary>
public enum ReportForkVerdict
{
    /// <summary>The keys signed two reports for one place.</summary>
    Holds,

    /// <summary>Another key signed, or another content, or for another log.</summary>
    SignatureWrong,

    /// <summary>They are for two places, or are one and the same.</summary>
    PlacesDiffer,
}
