// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>Claimed payments as a list: of whom, where each stands, and for which reports.</summary>
[Collection(HostCollection.Name)]
public sealed class PaymentListTests(HostFixture host)
{
    private const ulong HalfAYear = 182UL * 24 * 3600;

    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_claim_is_listed_with_its_standing_and_the_reports_of_its_time()
    {
        var license = await _walk.LicenseAsync();
        var party = license.GetProperty("licensee").GetString()!;
        var (start, end) = SomeRecords.Quarterly.PeriodAt(await _walk.ChainTimeAsync() - HalfAYear)!.Value; // which no other test reports for
        var report = await _walk.ReportAsync(SomeRecords.Salt(), change: one => one with { PeriodStart = start, PeriodEnd = end });
        var taken = await host.PostAsync("/api/v1/usage-reports", report);
        Assert.True(taken.Status == 201, taken.Text);
        var id = taken.Json.GetProperty("reportId").GetString()!;
        var of = Walk.ReportOf(report);
        var claim = SomeRecords.Claim(license, await _walk.ChainTimeAsync(), await _walk.RecentBlockAsync()) with { PeriodStart = of.PeriodStart, PeriodEnd = of.PeriodEnd };
        await _walk.RecordAsync(claim, party);

        var own = await FindAsync($"/api/v1/payments?license={of.License.Value}", claim.Id.Value.ToString(), host.TokenOf(party));
        var pools = await FindAsync($"/api/v1/payments?pool={license.GetProperty("pool").GetString()}", claim.Id.Value.ToString(), null);

        Assert.Equal((party, license.GetProperty("pool").GetString()), (own!.Value.GetProperty("payer").GetProperty("id").GetString(), own.Value.GetProperty("pool").GetString()));
        var payment = own.Value.GetProperty("payment");
        Assert.Equal(("claimed", "125000", "CNY", "Asia/Shanghai"), (Text(payment, "state"), Text(payment, "amount"), Text(payment, "currency"), Text(payment, "zone")));
        Assert.Contains(own.Value.GetProperty("reports").EnumerateArray(), one => one.GetString() == id);
        Assert.False(own.Value.GetProperty("hasMoreReports").GetBoolean());
        Assert.True(JsonElement.DeepEquals(own.Value.GetProperty("reports"), pools!.Value.GetProperty("reports")));

        var others = (await host.GetAsync("/api/v1/licenses")).Json.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("licensee").GetString()!).First(one => one != party);
        Assert.Null(await FindAsync("/api/v1/payments", claim.Id.Value.ToString(), host.TokenOf(others)));
        Assert.Null(await FindAsync($"/api/v1/payments?license={SomeRecords.Salt()}", claim.Id.Value.ToString(), null));
    }

    private async Task<JsonElement?> FindAsync(string path, string claim, string? token)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var answer = await host.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=2{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}", token: token);
            Assert.True(answer.Status == 200, answer.Text);
            foreach (var item in answer.Json.GetProperty("items").EnumerateArray().Where(item => Text(item.GetProperty("payment"), "claim") == claim))
            {
                return item;
            }

            cursor = answer.Json.GetProperty("next").GetString();
        }

        return null;
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
