// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ledger.Chain;
using Ledger.Chain.Rpc;

namespace Ledger.Application.Tests.World;

/// <summary>A real anvil as somebody else's network: it mines each transaction at once, and reorganizes when told.</summary>
internal sealed class DevelopmentNode : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpNodeTransport _transport;
    private bool _isDisposed;

    private DevelopmentNode(Process process, Uri url)
    {
        (_process, Url) = (process, url);
        _transport = new HttpNodeTransport(url);
    }

    public Uri Url { get; }

    /// <param name="more">What anvil is told beside the port.</param>
    public static async Task<DevelopmentNode> StartAsync(params IEnumerable<string> more)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(Repository.Anvil)
        {
            ArgumentList = { "--port", port.ToString(CultureInfo.InvariantCulture), "--silent", "--no-cors" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in more)
        {
            start.ArgumentList.Add(argument);
        }

        var node = new DevelopmentNode(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await node.AnswersAsync(deadline.Token))
        {
        }

        return node;
    }

    /// <summary>Gives an account one ether.</summary>
    public Task FundAsync(string account) => AskAsync("anvil_setBalance", $"[\"{account}\",\"0xde0b6b3a7640000\"]");

    public Task MineAsync(int blocks) => AskAsync("anvil_mine", $"[{blocks}]");

    /// <summary>The next block stands so much later.</summary>
    public Task PassAsync(ulong seconds) => AskAsync("evm_increaseTime", $"[{seconds}]");

    /// <summary>Mines a block of that time, UTC seconds.</summary>
    public async Task MineAtAsync(ulong time)
    {
        await AskAsync("evm_setNextBlockTimestamp", $"[{time}]");
        await MineAsync(1);
    }

    /// <summary>
    /// Waits for the block of what was sent just now: the node answers before it mines. What a reorg put back into its pool waits for
    /// a block that nobody asked for yet; after a second it is left there.
    /// </summary>
    /// <returns>Whether a block came.</returns>
    public async Task<bool> MinesAsync()
    {
        var (before, since) = (_isDisposed ? 0 : await PendingAsync(), Stopwatch.StartNew());
        while (before > 0 && since.Elapsed < TimeSpan.FromSeconds(1))
        {
            if (await PendingAsync() < before)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Replaces the newest blocks by as many empty ones.</summary>
    public Task ReorgAsync(int depth) => AskAsync("anvil_reorg", $"[{depth}, []]");

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _transport.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<int> PendingAsync() =>
        Convert.ToInt32((await AskAsync("txpool_status", "[]")).GetProperty("pending").GetString(), 16);

    private async Task<JsonElement> AskAsync(string method, string parameters)
    {
        var answer = (await _transport.SendAsync([new RpcCall(method, parameters)], CancellationToken.None))[0];
        Assert.True(answer.Error is null, answer.Error?.Message);
        return answer.Result;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            return (await _transport.SendAsync([new RpcCall("eth_chainId")], cancellation))[0].Error is null;
        }
        catch (ChainFault)
        {
            Assert.False(_process.HasExited);
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
