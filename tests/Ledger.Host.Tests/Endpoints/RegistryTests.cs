// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

[Collection(HostCollection.Name)]
public sealed class RegistryTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task The_seeded_pool_is_shown_with_its_parties_in_two_languages()
    {
        var pool = await _walk.PoolAsync();

        Assert.Equal("GovernmentLed", pool.GetProperty("governance").GetString());
        Assert.Equal(2004, pool.GetProperty("formed").GetInt32());
        Assert.Contains("AVS", pool.GetProperty("names").GetProperty("zh-CN").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, pool.GetProperty("members").GetInt32());
        Assert.Equal(2, pool.GetProperty("founders").GetArrayLength());
    }

    [Fact]
    public async Task Members_and_patents_of_the_pool_are_listed()
    {
        var id = (await _walk.PoolAsync()).GetProperty("id").GetString();

        Assert.Equal(2, Items(await host.GetAsync($"/api/v1/pools/{id}/members")).GetArrayLength());
        Assert.Equal(1, Items(await host.GetAsync($"/api/v1/pools/{id}/schedules")).GetArrayLength());
        Assert.Equal(3, Items(await host.GetAsync($"/api/v1/pools/{id}/patents")).GetArrayLength());
        Assert.Equal(1, Items(await host.GetAsync($"/api/v1/pools/{id}/patents?country=US")).GetArrayLength());
        Assert.Equal(0, Items(await host.GetAsync($"/api/v1/pools/{id}/members?asOf=1")).GetArrayLength());
        Assert.Equal(2, Items(await host.GetAsync($"/api/v1/pools/{id}/members?since=0")).GetArrayLength());
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_nothing_comes_twice()
    {
        List<string> seen = [];
        string? cursor = null;
        do
        {
            var page = (await host.GetAsync("/api/v1/licenses?limit=1" + (cursor is null ? "" : $"&cursor={cursor}"))).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.True(seen.Count >= 2);
        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_party_is_shown_with_its_keys()
    {
        var license = await _walk.LicenseAsync();

        var party = (await host.GetAsync($"/api/v1/parties/{license.GetProperty("licensee").GetString()}")).Json;

        Assert.NotEqual(0, party.GetProperty("keys").GetArrayLength());
        Assert.NotEmpty(party.GetProperty("names").EnumerateObject());
    }

    [Fact]
    public async Task The_deployment_names_the_hosts_own_rpc_and_never_the_node()
    {
        var deployment = (await host.GetAsync("/api/v1/deployment")).Json;

        Assert.Equal(new Uri(host.Url, "/rpc").ToString(), deployment.GetProperty("rpcUrl").GetString());
        Assert.Equal("embedded", deployment.GetProperty("engine").GetString());
        Assert.True(deployment.GetProperty("demo").GetBoolean());
        Assert.Equal(4, deployment.GetProperty("contracts").GetArrayLength());
        Assert.Equal("Licenses", deployment.GetProperty("eip712").GetProperty("domains").GetProperty("Licenses").GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_was_known_before_the_grant_is_that_there_was_none()
    {
        var license = await _walk.LicenseAsync();
        var before = license.GetProperty("recorded").GetProperty("block").GetUInt64() - 1;

        var then = await host.GetAsync($"/api/v1/licenses/{license.GetProperty("id").GetString()}/history?knownAt={before}");
        var now = await host.GetAsync($"/api/v1/licenses/{license.GetProperty("id").GetString()}/history?knownAt={before + 1}");

        Assert.Equal("license-unknown", then.Code);
        Assert.Equal("InForce", now.Json.GetProperty("standing").GetString());
    }

    private static JsonElement Items(Answered answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json.GetProperty("items");
    }
}
