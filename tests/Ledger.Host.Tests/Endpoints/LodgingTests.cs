// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Keys;
using Ledger.Application.Relaying;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

[Collection(HostCollection.Name)]
public sealed class LodgingTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_digest_lodged_by_a_stranger_is_listed_and_shown_with_the_report_that_follows()
    {
        var request = await _walk.ReportAsync(SomeRecords.Salt());
        var (report, pool) = (Walk.ReportOf(request), (await _walk.PoolAsync()).GetProperty("id").GetString()!);
        var lodged = await LodgeAsync(new PoolId(Hash32.Parse(pool)), Lodging.DigestOf(report));

        JsonElement open = default;
        await Eventually.IsTrueAsync(
            async () => await ListAsync(pool, report) is [var found] && (open = found).ValueKind is JsonValueKind.Object, "The host follows the lodging.");
        Assert.Equal("open", open.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, open.GetProperty("takenAt").ValueKind);
        Assert.Equal(lodged.Transaction.ToString(), open.GetProperty("recorded").GetProperty("txHash").GetString());
        Assert.Equal(lodged.LodgedAt, open.GetProperty("recorded").GetProperty("time").GetUInt64());

        var answer = await host.PostAsync("/api/v1/usage-reports", request);
        Assert.True(answer.Status is 201, answer.Text);
        var followed = Assert.Single(await ListAsync(pool, report));
        Assert.Equal(("followed", "UsageReport"), (followed.GetProperty("state").GetString(), followed.GetProperty("kind").GetString()));
        Assert.Empty(await ListAsync(pool, report, "&state=lapsed"));
        foreach (var path in new[] { $"/api/v1/usage-reports/{report.Id}", $"/api/v1/usage-reports/{report.Id}/trace" })
        {
            Assert.True(JsonElement.DeepEquals(followed, (await host.GetAsync(path)).Json.GetProperty("lodging")), path);
        }

        var other = await _walk.ReportAsync(SomeRecords.Salt());
        Assert.Equal(201, (await host.PostAsync("/api/v1/usage-reports", other)).Status);
        Assert.Equal(JsonValueKind.Null, (await host.GetAsync($"/api/v1/usage-reports/{Walk.ReportOf(other).Id}")).Json.GetProperty("lodging").ValueKind);
    }

    /// <summary>By an account of his own, through the host's door for everybody.</summary>
    private async Task<OwnLodged> LodgeAsync(PoolId pool, Hash32 digest)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("lodging-").FullName, "stranger.json");
        KeyFile.Create(path, demo: true);
        using var lodging = new OwnLodging(new Uri(host.Url, "/rpc"), CallerKey.Read(path, _ => null).Value!);
        var deployment = (await host.GetAsync("/api/v1/deployment")).Json;
        var usageLog = deployment.GetProperty("eip712").GetProperty("domains").GetProperty("UsageLog").GetProperty("verifyingContract").GetString()!;
        var order = new LodgingOrder(deployment.GetProperty("chainId").GetUInt64(), Address.Parse(usageLog), pool, digest);
        var lodged = await lodging.LodgeAsync(order, TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return lodged.IsDone ? lodged.Value : throw new Xunit.Sdk.XunitException(lodged.Refusal.ToString());
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string pool, UsageReport report, string more = "")
    {
        var answer = await host.GetAsync($"/api/v1/pools/{pool}/lodgings?digest={report.Id}{more}");
        Assert.True(answer.Status is 200, answer.Text);
        return [.. answer.Json.GetProperty("items").EnumerateArray()];
    }
}
