// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Usage;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;

namespace Ledger.Evidence.Tests.Usage;

/// <summary>What was signed, as a file of its own: read by whoever gets it, and judged without asking anybody.</summary>
public sealed class SignedRecordTests
{
    [Fact]
    public void A_file_gives_back_what_was_signed_and_holds()
    {
        var signed = SomeSigned.Report();
        var bytes = (signed with { Sheet = EvidenceWorld.Salt("sheet"), Receipt = JsonElement.Parse("""{"reportId":"0x1"}""") }).Write();

        Assert.True(SignedRecord.LooksLikeOne(bytes));
        var read = SignedRecord.TryRead(JsonElement.Parse(bytes))!;
        Assert.Equal((signed.Domain, RecordKind.UsageReport, signed.Id, EvidenceWorld.Salt("sheet")), (read.Domain, read.Kind, read.Id, read.Sheet));
        Assert.Equal("0x1", read.Receipt?.GetProperty("reportId").GetString());
        Assert.True(JsonElement.DeepEquals(signed.Request, read.Request));
        Assert.Equal(bytes, read.Write());
        var found = read.Judge(read.Domain!);
        Assert.Equal((SignedRecordVerdict.Holds, signed.Id), (found.Verdict, found.Record?.Id.Value));
        var types = JsonElement.Parse(bytes).GetProperty("eip712").GetProperty("types");
        Assert.Equal(["UsageReport", "UsageLine"], types.EnumerateObject().Select(type => type.Name));
    }

    [Theory]
    [InlineData("/request/report/totalQuantity", "\"1071\"", SignedRecordVerdict.SignatureWrong)]
    [InlineData("/request/report/salt", null, SignedRecordVerdict.Unreadable)]
    [InlineData("/request/key", "\"0x0000000000000000000000000000000000000000\"", SignedRecordVerdict.SignatureWrong)]
    [InlineData("/request/key", "\"nobody\"", SignedRecordVerdict.Unreadable)]
    [InlineData("/request/signature", "\"0x00\"", SignedRecordVerdict.SignatureWrong)]
    [InlineData("/eip712/domain/chainId", "2", SignedRecordVerdict.SignatureWrong)]
    [InlineData("/request/lines/0/quantity", "\"999\"", SignedRecordVerdict.LinesWrong)]
    [InlineData("/request/lines/1/salt", "\"0x0000000000000000000000000000000000000000000000000000000000000001\"", SignedRecordVerdict.LinesWrong)]
    [InlineData("/request/lines/1", null, SignedRecordVerdict.LinesWrong)]
    [InlineData("/request/lines/1/batch", null, SignedRecordVerdict.Unreadable)]
    public void Whatever_is_changed_is_found(string pointer, string? value, SignedRecordVerdict verdict) =>
        Assert.Equal(verdict, Changed(SomeSigned.Report(), pointer, value));

    [Theory]
    [InlineData("/request/record/quantity", "\"6\"", SignedRecordVerdict.SignatureWrong)]
    [InlineData("/request/evidence/0/source", "1", SignedRecordVerdict.EvidenceWrong)]
    [InlineData("/request/evidence/0/content", "\"0x0000000000000000000000000000000000000000000000000000000000000001\"", SignedRecordVerdict.EvidenceWrong)]
    [InlineData("/request/evidence/1", null, SignedRecordVerdict.EvidenceWrong)]
    [InlineData("/request/evidence", "[]", SignedRecordVerdict.EvidenceWrong)]
    [InlineData("/request/evidence", "7", SignedRecordVerdict.Unreadable)]
    [InlineData("/request/evidence/0/salt", null, SignedRecordVerdict.Unreadable)]
    [InlineData("/request/evidence", "null", SignedRecordVerdict.Holds)]
    [InlineData("/request/evidence", null, SignedRecordVerdict.Holds)]
    public void Evidence_is_what_was_committed_to_or_is_left_out(string pointer, string? value, SignedRecordVerdict verdict)
    {
        var signed = SomeSigned.Observation();
        Assert.Equal(SignedRecordVerdict.Holds, signed.Judge(SomeSigned.Log).Verdict);
        Assert.Equal(["Observation", "EvidenceItem"], JsonElement.Parse(signed.Write()).GetProperty("eip712").GetProperty("types").EnumerateObject().Select(type => type.Name));
        Assert.Equal(verdict, Changed(signed, pointer, value));
    }

    private static SignedRecordVerdict Changed(SignedRecord signed, string pointer, string? value)
    {
        var file = JsonNode.Parse(signed.Write())!;
        var (path, last) = (pointer.Split('/')[1..^1], pointer.Split('/')[^1]);
        var place = path.Aggregate(file, (node, step) => node is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
        if (place is JsonArray list)
        {
            list.RemoveAt(int.Parse(last, System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (value is null)
        {
            place.AsObject().Remove(last);
        }
        else
        {
            place[last] = JsonNode.Parse(value);
        }

        var read = SignedRecord.TryRead(JsonElement.Parse(file.ToJsonString()))!;
        return read.Judge(read.Domain!).Verdict;
    }

    [Fact]
    public void Files_of_before_are_read_and_what_was_not_signed_is_none()
    {
        var signed = SomeSigned.Report();
        var request = signed.Request.GetRawText();
        foreach (var text in (string[])[request, $$"""{"sheet":null,"request":{{request}},"receipt":null}"""])
        {
            var read = SignedRecord.TryRead(JsonElement.Parse(text))!;
            Assert.Equal((signed.Id, null, SignedRecordVerdict.Holds), (read.Id, (Eip712Domain?)read.Domain, read.Judge(SomeSigned.Log).Verdict));
        }

        string[] others =
        [
            "1", "[]", "{}", """{"request":1}""", $$"""{"format":"ledger-report-receipt","request":{{request}} }""", request.Replace("\"lines\"", "\"rows\"", StringComparison.Ordinal),
            request.Replace("\"signature\"", "\"mark\"", StringComparison.Ordinal), """{"kind":"UsageReport","record":{},"key":"","signature":""}""", """{"kind":"99","record":{},"key":"","signature":""}""",
            $$"""{"format":"ledger-signed-record","eip712":{"domain":{ } },"request":{{request}} }""",
        ];
        Assert.All(others, text => Assert.Null(SignedRecord.TryRead(JsonElement.Parse(text))));
    }
}
