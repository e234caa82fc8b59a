// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Domain.Usage.Sheets;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;
using Ledger.Host.Tests.Support;
using NodaTime;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>What was signed of a record, handed out again: judged as a stranger judges it, and sent as its author would.</summary>
[Collection(HostCollection.Name)]
public sealed class SignedRecordTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_report_is_given_as_it_was_signed_and_sent_again_gives_the_same_promise()
    {
        var sent = await _walk.ReportAsync(SomeRecords.Salt());
        var receipt = (await host.PostAsync("/api/v1/usage-reports", sent)).Json;
        var id = receipt.GetProperty("reportId").GetString();

        var answer = await host.GetAsync($"/api/v1/records/{id}/signed");

        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal("application/json", answer.MediaType);
        var file = SignedRecord.TryRead(answer.Json)!;
        Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(sent, LedgerJson.Options), file.Request), answer.Text);
        Assert.Equal(await _walk.UsageDomainAsync(), file.Domain);
        Assert.Equal((SignedRecordVerdict.Holds, id), (file.Judge(file.Domain!).Verdict, file.Id.ToString()));
        Assert.True(JsonElement.DeepEquals(receipt.GetProperty("promise"), file.Receipt!.Value.GetProperty("promise")), answer.Text);
        var again = await host.PostAsync("/api/v1/usage-reports", file.Request);
        Assert.Equal(201, again.Status);
        Assert.True(JsonElement.DeepEquals(receipt.GetProperty("promise"), again.Json.GetProperty("promise")), again.Text);
    }

    [Fact]
    public async Task An_observations_evidence_is_for_its_author_and_the_auditing_roles()
    {
        var observation = await _walk.ObservationAsync(
            "Nobody known", evidence: [new EvidenceItem(EvidenceSource.Listing, "a shop", SomeRecords.Salt(), 0, "", SomeRecords.Salt())]);
        var bare = await _walk.ObservationAsync("Nobody known");
        var uncommitted = await host.PostAsync("/api/v1/observations", bare with { Evidence = observation.Evidence });
        Assert.Equal((422, "evidence-root-mismatch"), (uncommitted.Status, uncommitted.Json.GetProperty("code").GetString()));
        var unread = await host.PostAsync("/api/v1/observations", observation with { Evidence = [JsonElement.Parse("""{"listing":"a shop"}""")] });
        Assert.Equal((400, "record-invalid"), (unread.Status, unread.Json.GetProperty("code").GetString()));
        Assert.Contains("/evidence/0", unread.Text, StringComparison.Ordinal);
        var taken = await host.PostAsync("/api/v1/observations", observation);
        var path = $"/api/v1/records/{taken.Json.GetProperty("observationId").GetString()}/signed";
        var members = (await host.GetAsync($"/api/v1/pools/{(await _walk.PoolAsync()).GetProperty("id").GetString()}/members")).Json.GetProperty("items");
        var licensor = members.EnumerateArray().Select(member => member.GetProperty("party").GetProperty("id").GetString()!)
            .First(party => party != (string?)observation.Observation.GetProperty("observer").GetString());

        var own = SignedRecord.TryRead((await host.GetAsync(path, token: host.TokenOf(observation.Observation.GetProperty("observer").GetString()!))).Json)!;
        var others = SignedRecord.TryRead((await host.GetAsync(path, token: host.TokenOf(licensor))).Json)!;

        Assert.Equal("a shop", own.Request.GetProperty("evidence")[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, others.Request.GetProperty("evidence").ValueKind);
        Assert.All([own, others], file => Assert.Equal(SignedRecordVerdict.Holds, file.Judge(file.Domain!).Verdict));
        Assert.Equal(201, (await host.PostAsync("/api/v1/records", others.Request, token: host.TokenOf(observation.Observation.GetProperty("observer").GetString()!))).Status);
    }

    [Theory]
    [InlineData("en", "product,act,made in,sold in,quantity,net value,currency,serials,batch,date", "sale")]
    [InlineData("zh-CN", "产品,行为,制造国,销售国,数量,净销售额,币种,序列号,批次,日期", "销售")]
    public async Task The_lines_come_as_the_sheet_that_they_are_filed_in(string language, string head, string act)
    {
        var sent = await _walk.ReportAsync(SomeRecords.Salt());
        var id = (await host.PostAsync("/api/v1/usage-reports", sent)).Json.GetProperty("reportId").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/usage-reports/{id}/lines");
        request.Headers.Accept.ParseAdd("text/csv");
        request.Headers.AcceptLanguage.ParseAdd(language);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.TokenOf(Walk.ReportOf(sent).Reporter.Value.ToString()));

        using var response = await host.Client.SendAsync(request);

        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith($"\uFEFF{head}\r\nSTB-0,{act},CN,CN,100,,,,,\r\n", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        var report = Walk.ReportOf(sent);
        var sheet = UsageSheet.Read(bytes, new SheetPeriod(report.PeriodStart, report.PeriodEnd, DateTimeZone.Utc));
        Assert.Equal(
            sent.Lines.Select(line => Ethereum.Typed.TypedDataJson.ReadMessage<UsageLine>(line) with { Salt = Hash32.Zero }), sheet.Usages);
    }
}
