// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Domain;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests;

/// <summary>A ledger on several endpoints of a network.</summary>
public sealed class EndpointTests
{
    private const string Key = "a-secret-key";

    [Fact]
    public async Task A_start_needs_one_sound_endpoint_and_tells_of_the_others()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var stranger = await AnotherAsync();
        await using var test = await TestLedger.StartAsync(node, finality: 3);
        await test.Ledger.DisposeAsync();

        var opened = await OpenAsync(test.Directory, Dead(), Keyed(stranger.Url), Keyed(node.Url));

        await using var ledger = TestLedger.Must(opened);
        var health = await ledger.Deployment.HealthAsync(CancellationToken.None);
        Assert.Equal(["node-aside", "node-wrong-chain"], health.Warnings.Select(sentence => sentence[..sentence.IndexOf(':', StringComparison.Ordinal)]).Where(code => code.StartsWith("node", StringComparison.Ordinal)));
        Assert.Equal(
            [("node-1", "aside", "unreachable"), ("node-2", "aside", "wrong-chain"), ("node-3", "active", null)],
            health.Nodes.Select(it => (it.Name, it.State, it.Trouble)));
        Assert.Contains(ledger.Loops, loop => loop.Name is "nodes");
        Assert.DoesNotContain(Key, System.Text.Json.JsonSerializer.Serialize(health, Views.LedgerJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_on_another_chain_alone_is_refused_with_its_sentence()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var stranger = await AnotherAsync();
        await using var test = await TestLedger.StartAsync(node, finality: 3);
        await test.Ledger.DisposeAsync();
        foreach (var nodes in new[] { new[] { Keyed(stranger.Url) }, [Keyed(stranger.Url), stranger.Url.AbsoluteUri] })
        {
            var refusal = Assert.IsType<NetworkMismatch>((await OpenAsync(test.Directory, nodes)).Refusal);
            Assert.StartsWith("genesis", refusal.Found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_init_whose_endpoints_are_of_two_chains_is_refused_and_names_the_one()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var stranger = await AnotherAsync();
        using var temp = new TempDirectory();
        var outcome = await Initialization.RunAsync(
            new InitRequest(temp["data"], Node: node.Url, MoreNodes: [new Uri(Keyed(stranger.Url))]),
            new ApplicationOptions(), TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None);
        var refusal = Assert.IsType<NetworkMismatch>(outcome.Refusal);
        Assert.EndsWith("at node-2", refusal.Found, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, refusal.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hint_over_the_WebSocket_has_a_block_followed_long_before_the_next_look()
    {
        await using var node = await DevelopmentNode.StartAsync();
        var options = new ApplicationOptions { PollIntervalMs = 60_000, NodeWs = new UriBuilder(node.Url) { Scheme = "ws" }.Uri.AbsoluteUri };
        await using var test = await TestLedger.StartAsync(node, finality: 3, options);
        using var ending = new CancellationTokenSource(TimeSpan.FromSeconds(50)); // before the next look, which would see it, too
        var loops = test.Ledger.Loops.Where(loop => loop.Name is "follow" or "heads").Select(loop => loop.RunAsync(ending.Token)).ToList();
        Assert.Equal(2, loops.Count);
        var before = (await test.Ledger.Deployment.HealthAsync(CancellationToken.None)).Head!.Number;

        // The subscription has no moment at which it is known to stand: blocks come until one is seen.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await test.Ledger.Deployment.HealthAsync(CancellationToken.None)).Head!.Number == before)
        {
            await node.MineAsync(1);
            await timer.WaitForNextTickAsync(ending.Token);
        }

        await ending.CancelAsync();
        await Task.WhenAll(loops);
    }

    [Theory]
    [InlineData("ftp://host/a-secret-key")]
    [InlineData("a-secret-key")]
    [InlineData("")]
    public async Task An_address_that_is_none_is_refused_without_being_shown(string address)
    {
        using var temp = new TempDirectory();
        var refusals = new[]
        {
            (await OpenLedger.OpenAsync(temp["data"], new ApplicationOptions { Nodes = ["http://127.0.0.1:1", address] }, TimeProvider.System, NullLoggerFactory.Instance, null, default)).Refusal,
            (await OpenLedger.OpenAsync(temp["data"], new ApplicationOptions { NodeWs = address + ' ' }, TimeProvider.System, NullLoggerFactory.Instance, null, default)).Refusal,
        };
        Assert.Equal(["Nodes[1] is no address that begins with http:// or https://.", "NodeWs is no address that begins with ws:// or wss://."], refusals.Select(it => Assert.IsType<OptionsInvalid>(it).Args.Values.Single()));
    }

    /// <summary>A WebSocket answers no question: whoever has nothing else is told what to add, and not shown the key in it.</summary>
    [Theory]
    [InlineData("ws")]
    [InlineData("wss")]
    public async Task The_address_of_a_WebSocket_alone_is_refused_with_what_to_add(string scheme)
    {
        using var temp = new TempDirectory();
        var refused = await OpenAsync(temp["data"], $"{scheme}://host/{Key}");
        var reason = Assert.IsType<OptionsInvalid>(refused.Refusal).Args.Values.Single();
        Assert.Equal($"Nodes[0] is the address of a WebSocket, which carries hints only: {ApplicationOptions.HintsOnly}", reason);
        Assert.Contains("https://", reason, StringComparison.Ordinal);
        Assert.Contains("--node-ws", reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, reason, StringComparison.Ordinal);
    }

    private static Task<Outcome<OpenLedger>> OpenAsync(string directory, params string[] nodes) => OpenLedger.OpenAsync(
        directory, new ApplicationOptions { Nodes = nodes }, TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None);

    /// <summary>A node of another chain: its genesis is older.</summary>
    private static Task<DevelopmentNode> AnotherAsync() => DevelopmentNode.StartAsync("--timestamp", "1600000000");

    private static string Keyed(Uri node) => new UriBuilder(node) { Query = "key=" + Key }.Uri.AbsoluteUri;

    /// <summary>An address at which nobody listens.</summary>
    private static string Dead()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/{Key}");
    }
}
