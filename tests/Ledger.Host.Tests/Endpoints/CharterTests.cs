// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Pools;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

[Collection(HostCollection.Name)]
public sealed class CharterTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_claim_shows_by_when_it_is_disputed_and_that_the_charter_says_so()
    {
        var license = await _walk.LicenseAsync();
        var claim = SomeRecords.Claim(license, await _walk.ChainTimeAsync(), await _walk.RecentBlockAsync());
        await _walk.RecordAsync(claim, license.GetProperty("licensee").GetString()!);
        JsonElement payment = default;
        await Eventually.IsTrueAsync(
            async () => (payment = (await PaymentsAsync(license)).Single(one => one.GetProperty("claim").GetString() == claim.Id.ToString()))
                .GetProperty("disputeBy").ValueKind is JsonValueKind.Number,
            "The claim is anchored.");

        var checkpoint = (await host.GetAsync($"/api/v1/records/{claim.Id}")).Json.GetProperty("checkpoint").GetProperty("recorded").GetProperty("time").GetUInt64();
        Assert.Equal(new PoolDeadline(20, "Asia/Shanghai").After(checkpoint), payment.GetProperty("disputeBy").GetUInt64());
        Assert.Equal("claimed", payment.GetProperty("state").GetString());
        var rule = payment.GetProperty("disputeRule");
        Assert.Equal(("charter", 20), (rule.GetProperty("source").GetString(), rule.GetProperty("days").GetInt32()));
        Assert.Equal(license.GetProperty("pool").GetString(), rule.GetProperty("act").GetString());
    }

    [Fact]
    public async Task A_stranger_without_a_key_reads_a_pools_deadlines_and_whose_they_are()
    {
        using var stranger = new HttpClient { BaseAddress = host.Url };
        var id = (await _walk.LicenseAsync()).GetProperty("pool").GetString();
        var pool = JsonElement.Parse(await stranger.GetStringAsync(new Uri($"/api/v1/pools/{id}", UriKind.Relative)));
        var (dispute, grace) = (pool.GetProperty("rules").GetProperty("paymentDispute"), pool.GetProperty("rules").GetProperty("lodgeGrace"));
        Assert.Equal(("charter", "Asia/Shanghai", JsonValueKind.Null), (dispute.GetProperty("source").GetString(), dispute.GetProperty("zone").GetString(), dispute.GetProperty("seconds").ValueKind));
        Assert.Equal(("host", JsonValueKind.Null, 604_800UL), (grace.GetProperty("source").GetString(), grace.GetProperty("days").ValueKind, grace.GetProperty("seconds").GetUInt64()));
        Assert.Equal((id, true), (pool.GetProperty("charters")[0].GetProperty("act").GetString(), pool.GetProperty("charters")[0].GetProperty("held").GetBoolean()));
    }

    [Theory]
    [InlineData("""{"names":{"en":"A"},"zone":"Mars/Olympus"}""", 422, "charter-zone-unknown")]
    [InlineData("""{"names":{"en":"A"},"zone":"Asia/Tokyo","paymentDisputeDays":400}""", 422, "charter-days-out-of-range")]
    [InlineData("""{"names":{"en":"A"}}""", 400, "json-shape")]
    [InlineData("""{"zone":"Asia/Tokyo"}""", 400, "json-shape")]
    [InlineData("""{"names":{"en":"A"},"zone":"Asia/Tokyo","paymentDisputeHours":4}""", 400, "json-shape")]
    public async Task A_charter_that_cannot_stand_is_refused(string charter, int status, string code)
    {
        var pool = (await _walk.LicenseAsync()).GetProperty("pool").GetString();
        var answer = await host.PostAsync("/api/v1/proposals", JsonElement.Parse($$$"""{"kind":"PolicyChange","message":{"pool":"{{{pool}}}"},"documents":{"charter":{{{charter}}}}}"""));
        Assert.Equal((status, code), (answer.Status, answer.Json.GetProperty("code").GetString()));
    }

    private async Task<IReadOnlyList<JsonElement>> PaymentsAsync(JsonElement license) =>
        [.. (await host.GetAsync($"/api/v1/licenses/{license.GetProperty("id").GetString()}/payments")).Json.EnumerateArray()];
}
