// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;

namespace Ledger.Evidence.Tests.Usage;

/// <summary>Signed records as their authors keep them.</summary>
internal static class SomeSigned
{
    public static readonly Eip712Domain Log = new("UsageLog", "1", 1, Address.Zero);

    private static readonly TestKey Key = new("reporter");

    /// <summary>A report of two lines, signed by a key.</summary>
    public static SignedRecord Report()
    {
        UsageLine[] lines =
        [
            UsageLine.Of("D9 player", PatentAct.Manufacture, "CN", "DE", 1000, EvidenceWorld.Salt("line 1")),
            UsageLine.Of("机顶盒 H1", PatentAct.Sale, "CN", "VN", 70, EvidenceWorld.Salt("line 2")) with { NetValue = 125_050, Currency = "EUR" },
        ];
        var report = new UsageReport(
            default, default, default, 1, default, default, 1_700_000_000, 1_700_086_400, UsageLines.Root(lines), 2, 1070, 125_050, "EUR", default, EvidenceWorld.Salt("report"));
        return new SignedRecord(Log, RecordKind.UsageReport, Element(json =>
        {
            Message(json, "report", report);
            Signed(json, Key.Address, Key.Sign(report.Digest(Log)));
            Messages(json, "lines", lines);
        }));
    }

    /// <summary>An observation that rests on two pieces of evidence, signed by a key.</summary>
    public static SignedRecord Observation()
    {
        EvidenceItem[] evidence =
        [
            new(EvidenceSource.Listing, "page.html", EvidenceWorld.Salt("file"), 1_700_000_000, "", EvidenceWorld.Salt("piece 1")),
            new(EvidenceSource.Customs, "通知书", default, 0, "No. 12", EvidenceWorld.Salt("piece 2")),
        ];
        var seen = new Observation(
            default, default, default, "Nobody", "Box", PatentAct.Sale, "CN", "DE", 1_700_000_000, 5, ObservationEvidence.Root(evidence), default, EvidenceWorld.Salt("seen"));
        return new SignedRecord(Log, RecordKind.Observation, Element(json =>
        {
            json.WriteString("kind", nameof(RecordKind.Observation));
            Message(json, "record", seen);
            Signed(json, Key.Address, Key.Sign(seen.Digest(Log)));
            Messages(json, "evidence", evidence);
        }));
    }

    /// <summary>An opening of zeros, of which no key made the signature.</summary>
    public static SignedRecord Opening() => new(Log, RecordKind.StreamOpening, Element(json =>
    {
        json.WriteString("kind", nameof(RecordKind.StreamOpening));
        Message(json, "record", new StreamOpening(default, default, "Plant 1", default, default));
        Signed(json, Address.Zero, Signature.TryCreate(Word(0x01), Word(0x02), 27, out var signature) ? signature : throw new InvalidOperationException("no signature"));
    }));

    /// <summary>Two reports for one place, signed by a key.</summary>
    /// <param name="change">Makes the second one of the first.</param>
    public static ReportFork Fork(Func<UsageReport, UsageReport>? change = null)
    {
        var first = new UsageReport(
            default, new(EvidenceWorld.Salt("reporter")), new(EvidenceWorld.Salt("stream")), 7, default, default, 1_700_000_000, 1_700_086_400,
            UsageLines.Root([]), 0, 0, 0, "", default, EvidenceWorld.Salt("report"));
        return new(Log, Sign(first), Sign((change ?? (report => report with { Salt = EvidenceWorld.Salt("other") }))(first)));

        static SignedReport Sign(UsageReport report) => new(report, Key.Address, Key.Sign(report.Digest(Log)));
    }

    /// <summary>Two reports of zeros, of which no key made the signatures.</summary>
    public static ReportFork Zeros()
    {
        var first = new UsageReport(default, default, default, 0, default, default, 0, 0, default, 0, 0, 0, "", default, default);
        _ = Signature.TryCreate(Word(0x01), Word(0x02), 27, out var signature);
        return new(Log, new(first, Address.Zero, signature), new(first with { TotalQuantity = 1 }, Address.Zero, signature));
    }

    private static void Message<T>(Utf8JsonWriter json, string name, T record)
        where T : ITypedStruct<T>
    {
        json.WritePropertyName(name);
        TypedDataJson.WriteMessage(json, record);
    }

    private static void Signed(Utf8JsonWriter json, Address key, Signature signature)
    {
        json.WriteString("key", key.ToString());
        json.WriteString("signature", signature.ToString());
    }

    private static void Messages<T>(Utf8JsonWriter json, string name, IEnumerable<T> messages)
        where T : ITypedStruct<T>
    {
        json.WriteStartArray(name);
        foreach (var message in messages)
        {
            TypedDataJson.WriteMessage(json, message);
        }

        json.WriteEndArray();
    }

    private static JsonElement Element(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return JsonElement.Parse(stream.ToArray());
    }

    private static Hash32 Word(byte value)
    {
        var bytes = new byte[Hash32.Size];
        bytes.AsSpan().Fill(value);
        return new(bytes);
    }
}
