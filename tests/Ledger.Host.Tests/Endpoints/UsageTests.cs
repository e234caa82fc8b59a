// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

[Collection(HostCollection.Name)]
public sealed class UsageTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task Two_reports_are_promised_anchored_and_proven()
    {
        var stream = SomeRecords.Salt();
        var first = await SubmitAsync(await _walk.ReportAsync(stream));
        await ProvenAsync(first.Id);
        var second = await SubmitAsync(await _walk.ReportAsync(stream, first.Report));

        var proof = (await ProvenAsync(second.Id)).Deserialize<UsageProofView>(LedgerJson.Options)!;

        Assert.True(InclusionProof.Verify(proof.Root, proof.TreeSize, proof.LeafIndex, proof.Leaf, proof.Path.ToArray()));
        Assert.True(proof.Checkpoint.OldSize > 0);
        Assert.Equal(3, (await host.GetAsync($"/api/v1/usage-reports/{second.Id}/lines")).Json.GetProperty("items").GetArrayLength());
        Assert.NotEqual("journaled", (await host.GetAsync($"/api/v1/usage-reports/{second.Id}")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_promise_is_signed_by_the_pools_log_key()
    {
        var taken = await SubmitAsync(await _walk.ReportAsync(SomeRecords.Salt()));
        var logKey = (await _walk.PoolAsync()).GetProperty("logKey").GetString();
        var promise = taken.Receipt.GetProperty("promise");

        Assert.True(TypedData.TryParse(promise.GetProperty("typedData"), out var data, out var error), error);
        Assert.True(Signature.TryParse(promise.GetProperty("signature").GetString(), out var signature));
        Assert.True(Secp256k1.TryRecover(data.Digest, signature, out var signer));
        Assert.Equal(logKey, signer.ToString());
    }

    [Fact]
    public async Task A_report_sent_twice_is_journaled_once()
    {
        var report = await _walk.ReportAsync(SomeRecords.Salt());

        var first = await SubmitAsync(report);
        var again = await SubmitAsync(report);

        Assert.Equal(first.Receipt.GetProperty("promise").ToString(), again.Receipt.GetProperty("promise").ToString());
    }

    [Fact]
    public async Task Many_reports_are_answered_line_by_line_each_on_its_own_merits()
    {
        var good = JsonSerializer.Serialize(await _walk.ReportAsync(SomeRecords.Salt()), LedgerJson.Options);
        var wrongLines = JsonSerializer.Serialize(await _walk.ReportAsync(SomeRecords.Salt(), change: report => report with { LineCount = 7 }), LedgerJson.Options);
        var body = $"{good}\n{{\"report\":1,\"report\":2}}\n{wrongLines}\r\n\n";

        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/usage-reports", Encoding.UTF8.GetBytes(body), contentType: "application/x-ndjson");

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/x-ndjson", answer.MediaType);
        var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(3, lines.Count);
        Assert.True(lines[0].TryGetProperty("reportId", out _), answer.Text);
        Assert.Equal("json-duplicate-key", lines[1].GetProperty("code").GetString());
        Assert.Equal(2, lines[1].GetProperty("errors")[0].GetProperty("line").GetInt32());
        Assert.Equal("line-count-mismatch", lines[2].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("another's key")]
    [InlineData("high s")]
    [InlineData("v of 29")]
    [InlineData("zeros")]
    [InlineData("another deployment")]
    public async Task A_report_whose_signature_is_not_the_licensees_is_refused(string how)
    {
        var report = await _walk.ReportAsync(SomeRecords.Salt());
        var signature = how switch
        {
            "another's key" => host.DemoKeys.First(key => key.Signer.Address != report.Key).Signer.Sign(SomeRecords.Salt()).ToString(),
            "high s" => HighS(report.Signature),
            "v of 29" => report.Signature[..^2] + "1d",
            "zeros" => "0x" + new string('0', 128) + "1b",
            _ => _walk.KeyOf(Walk.ReportOf(report).Reporter.Value.ToString()).Signer
                .Sign(Walk.ReportOf(report).Digest(new Eip712Domain("UsageLog", "1", 1, Address.Zero))).ToString(),
        };

        var answer = await host.PostAsync("/api/v1/usage-reports", report with { Signature = signature });

        Assert.InRange(answer.Status, 400, 499);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Fact]
    public async Task A_sequence_that_skips_or_repeats_is_refused()
    {
        var stream = SomeRecords.Salt();
        var skipped = await host.PostAsync("/api/v1/usage-reports", await _walk.ReportAsync(stream, change: report => report with { Sequence = 2 }));
        var first = await SubmitAsync(await _walk.ReportAsync(stream));
        var repeated = await host.PostAsync("/api/v1/usage-reports", await _walk.ReportAsync(stream));

        Assert.InRange(skipped.Status, 400, 499);
        Assert.InRange(repeated.Status, 400, 499);
        Assert.Equal(1UL, first.Report.Sequence);
    }

    [Fact]
    public async Task An_observation_of_a_maker_without_a_license_raises_an_alert()
    {
        var maker = "Maker " + SomeRecords.Salt().ToString()[..10];

        var taken = await host.PostAsync("/api/v1/observations", await _walk.ObservationAsync(maker));
        Assert.True(taken.Status == 201, taken.Text);
        var observation = taken.Json.GetProperty("observationId").GetString();

        JsonElement alert = default;
        await Eventually.IsTrueAsync(
            async () =>
            {
                var alerts = (await host.GetAsync("/api/v1/alerts", "zh-CN")).Json.GetProperty("items").EnumerateArray();
                alert = alerts.FirstOrDefault(one => one.GetProperty("records").EnumerateArray().Any(record => record.GetProperty("record").GetString() == observation));
                return alert.ValueKind == JsonValueKind.Object && alert.GetProperty("state").GetString() is "final";
            },
            "The alert becomes final.");
        Assert.Equal("NoLicense", alert.GetProperty("rule").GetString());
        Assert.Contains(alert.GetProperty("reason").GetProperty("detail").GetString()!, letter => letter >= '\u4e00');
        var one = await host.GetAsync($"/api/v1/alerts/{alert.GetProperty("id").GetString()}");
        Assert.Equal(200, one.Status);
        var seen = await host.PostAsync($"/api/v1/alerts/{alert.GetProperty("id").GetString()}/acknowledgement", "{}");
        Assert.True(seen.Json.GetProperty("acknowledged").GetBoolean());
    }

    private async Task<(string Id, Domain.Usage.UsageReport Report, JsonElement Receipt)> SubmitAsync(UsageReportRequest request)
    {
        var answer = await host.PostAsync("/api/v1/usage-reports", request);
        Assert.True(answer.Status == 201, answer.Text);
        return (answer.Json.GetProperty("reportId").GetString()!, Walk.ReportOf(request), answer.Json);
    }

    private async Task<JsonElement> ProvenAsync(string report)
    {
        Answered? proof = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                proof = await host.GetAsync($"/api/v1/usage-reports/{report}/proof");
                return proof.Status == 200;
            },
            "The report is anchored.");
        return proof!.Json;
    }

    private static string HighS(string signature)
    {
        var order = System.Numerics.BigInteger.Parse("0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var s = System.Numerics.BigInteger.Parse(string.Concat("0", signature.AsSpan(66, 64)), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var high = (order - s).ToString("x64", CultureInfo.InvariantCulture);
        return signature[..66] + high[^64..] + (signature.EndsWith("1b", StringComparison.Ordinal) ? "1c" : "1b");
    }
}
