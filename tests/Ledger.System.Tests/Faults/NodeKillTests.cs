// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Tests;
using Ledger.Chain.Tests.Rpc;
using Ledger.SystemTests.Running;
using Ledger.SystemTests.Simulation;

namespace Ledger.SystemTests.Faults;

/// <summary>A real host on two endpoints of a real network, one of which dies with grants under way.</summary>
public sealed class NodeKillTests
{
    private const int Grants = 12;

    [Fact]
    public async Task Grants_go_on_over_the_other_endpoint_and_each_is_recorded_once()
    {
        using var place = new Place();
        await using var network = await AnvilNode.StartMiningAsync();
        var first = await NodeProxy.StartAsync(network.Url);
        await using var second = await NodeProxy.StartAsync(network.Url);
        await KillableHost.InitAsync(place["data"], "--node", first.Url.AbsoluteUri, "--node", second.Url.AbsoluteUri, "--finality", "3", "--demo");
        var heads = new UriBuilder(network.Url) { Scheme = "ws", Query = "key=secret-key" }.Uri.AbsoluteUri;
        await using (var host = await KillableHost.ServeAsync(place["data"], 0, ("Ledger__NodeProbeIntervalMs", "200"), ("Ledger__NodeWs", heads)))
        {
            using var client = new PatientClient(host.Port, Crowd.TokenOf(place["data"]));
            var seeded = (await client.ListAsync("/api/v1/licenses")).Count;
            var storm = await Storm.BeginAsync(client, new Crowd(place["data"], client), Grants);
            Assert.Equal(["active", "ready"], await StatesAsync(client));

            await storm.UntilAsync(0.3, new SimRandom(1));
            await first.DisposeAsync();
            await storm.Sending;
            await Aftermath.AssertOneEachAsync(client, seeded, storm.Operations);

            Assert.Equal(["aside", "active"], await StatesAsync(client));
            var said = await client.TextAsync("/health/ready") + await client.TextAsync("/metrics") + string.Join('\n', host.Said);
            Assert.Contains("node-aside: The endpoint node-1 is set aside (Unreachable).", said, StringComparison.Ordinal);
            Assert.Contains("ledger_node_errors_total{endpoint=\"node-1\",kind=\"Unreachable\"}", said, StringComparison.Ordinal);
            Assert.Contains("ledger_node_active{endpoint=\"node-2\"} 1", said, StringComparison.Ordinal);
            Assert.Contains("Endpoint node-1 is set aside (Unreachable); node-2 is asked", said, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-key", said, StringComparison.Ordinal);
        }

        await Aftermath.AssertSoundAsync(place["data"]);
    }

    private static async Task<IEnumerable<string?>> StatesAsync(PatientClient client) =>
        (await client.GetAsync("/health/ready")).GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("state").GetString());
}
