// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.WebSockets;
using System.Text;
using Ledger.Chain.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Chain.Tests.Nodes;

/// <summary>What a node's WebSocket says, and what becomes of it.</summary>
public sealed class HeadHintsTests
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_real_node_tells_of_each_block()
    {
        await using var network = await AnvilNode.StartAsync();
        using var ending = new CancellationTokenSource();
        using var heard = new SemaphoreSlim(0);
        var hints = new HeadHints(new UriBuilder(network.Url) { Scheme = "ws" }.Uri);
        var listening = hints.ListenAsync(() => heard.Release(), ending.Token);

        // The subscription has no moment at which it is known to stand: until the first hint, more blocks are mined.
        while (!await heard.WaitAsync(TimeSpan.FromMilliseconds(100)))
        {
            Assert.False(listening.IsCompleted);
            await network.MineAsync();
        }

        while (await heard.WaitAsync(TimeSpan.FromMilliseconds(200)))
        {
        }

        await network.MineAsync();
        Assert.True(await heard.WaitAsync(_deadline));
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    [Fact]
    public async Task A_node_that_is_killed_ends_it_with_a_fault_that_names_no_address()
    {
        var network = await AnvilNode.StartAsync();
        var url = new UriBuilder(network.Url) { Scheme = "ws", Path = "/secret-key" }.Uri;
        var listening = new HeadHints(url).ListenAsync(() => { }, CancellationToken.None);
        await network.DisposeAsync();
        var broken = await Assert.ThrowsAsync<ChainFault>(() => listening.WaitAsync(_deadline));
        var refused = await Assert.ThrowsAsync<ChainFault>(() => new HeadHints(url).ListenAsync(() => { }, CancellationToken.None).WaitAsync(_deadline));
        Assert.All([broken, refused], fault => Assert.Equal((ChainFaultKind.Unreachable, true), (fault.Kind, fault.IsTransient)));
        Assert.All([broken, refused], fault => Assert.False(fault.ToString().Contains("secret-key", StringComparison.Ordinal) || fault.ToString().Contains("127.0.0.1", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("no json", ChainFaultKind.Malformed)]
    [InlineData("too long", ChainFaultKind.Malformed)]
    [InlineData("an error", ChainFaultKind.Refused)]
    [InlineData("its end", ChainFaultKind.Unreachable)]
    [InlineData("no upgrade", ChainFaultKind.Unreachable)]
    public async Task One_that_says_nonsense_is_left_with_a_passing_fault_and_hints_nothing(string what, ChainFaultKind kind)
    {
        await using var server = await StartAsync(what);
        var hints = 0;
        var fault = await Assert.ThrowsAsync<ChainFault>(
            () => new HeadHints(Url(server)).ListenAsync(() => hints++, CancellationToken.None).WaitAsync(_deadline));
        Assert.Equal((kind, true, 0), (fault.Kind, fault.IsTransient, hints));
    }

    [Fact]
    public async Task One_that_floods_us_is_read_no_faster_than_we_look()
    {
        await using var server = await StartAsync("a flood");
        using var ending = new CancellationTokenSource();
        var began = TimeProvider.System.GetTimestamp();
        var hints = 0;
        var listening = new HeadHints(Url(server)).ListenAsync(
            () =>
            {
                if (++hints == 10)
                {
                    ending.Cancel();
                }
            },
            ending.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening.WaitAsync(_deadline));
        Assert.True(TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMilliseconds(9 * 45)); // a wait is never shorter, whatever the machine does
    }

    private static Uri Url(WebApplication server) => new(server.Urls.Single().Replace("http://", "ws://", StringComparison.Ordinal));

    private static async Task<WebApplication> StartAsync(string what)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(context => AnswerAsync(context, what));
        await app.StartAsync();
        return app;
    }

    private static async Task AnswerAsync(HttpContext context, string what)
    {
        if (what == "no upgrade")
        {
            context.Response.StatusCode = 404;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await socket.ReceiveAsync(new byte[1_024], context.RequestAborted);
        switch (what)
        {
            case "no json":
                await SayAsync(socket, "<html>", context.RequestAborted);
                break;
            case "too long":
                await SayAsync(socket, new string('{', 100_000), context.RequestAborted);
                break;
            case "an error":
                await SayAsync(socket, """{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"the method eth_subscribe does not exist"}}""", context.RequestAborted);
                break;
            case "a flood":
                while (!context.RequestAborted.IsCancellationRequested && socket.State is WebSocketState.Open)
                {
                    await SayAsync(socket, """{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0x1","result":{"number":"0xffffffffffffffff"}}}""", context.RequestAborted);
                }

                break;
            default:
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
                break;
        }
    }

    private static async Task SayAsync(WebSocket socket, string text, CancellationToken cancellation)
    {
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            return; // who listened has gone
        }
    }
}
