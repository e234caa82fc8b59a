// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Chain.Rpc;

namespace Ledger.Chain.Tests;

/// <summary>A network of one anvil, as <c>--node</c> would find it: real, funded, reorganised at will.</summary>
public sealed class AnvilNode : IAsyncDisposable
{
    private const string Listening = "Listening on ";

    private readonly Process _process;
    private readonly HttpNodeTransport _transport;

    private AnvilNode(Process process, Uri url)
    {
        _process = process;
        Url = url;
        _transport = new HttpNodeTransport(url);
        Node = new EthereumNode(_transport);
    }

    public Uri Url { get; }

    public INodeTransport Transport => _transport;

    public EthereumNode Node { get; }

    /// <summary>Starts one that mines only when told to; further arguments as anvil takes them.</summary>
    public static Task<AnvilNode> StartAsync(params string[] arguments) => RunAsync(["--no-mining", .. arguments]);

    /// <summary>Starts one that mines a block every second, until <see cref="MineEveryAsync"/> says otherwise.</summary>
    public static Task<AnvilNode> StartMiningAsync() => RunAsync(["--block-time", "1"]);

    private static async Task<AnvilNode> RunAsync(string[] arguments)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Binary(), ["--port", "0", "--no-cors", .. arguments.Contains("--hardfork") ? Array.Empty<string>() : ["--hardfork", "prague"], .. arguments])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            },
        };
        var url = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                url.TrySetException(new InvalidOperationException("anvil ended at once."));
            }
            else if (line.Data.StartsWith(Listening, StringComparison.Ordinal))
            {
                url.TrySetResult(new Uri("http://" + line.Data[Listening.Length..]));
            }
        };
        process.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(process);
        process.BeginOutputReadLine();
        return new AnvilNode(process, await url.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    public async Task<RpcAnswer> AskAsync(string method, string parameters = "[]")
    {
        var answer = (await _transport.SendAsync([new RpcCall(method, parameters)], CancellationToken.None))[0];
        return answer.Error is null ? answer : throw new InvalidOperationException($"{method}: {answer.Error.Message}");
    }

    public async Task MineAsync(int blocks = 1)
    {
        for (var i = 0; i < blocks; i++)
        {
            await AskAsync("evm_mine");
        }
    }

    /// <summary>Mines a block every so many seconds; with 0 only when told to.</summary>
    public Task MineEveryAsync(int seconds) => AskAsync("evm_setIntervalMining", $"[{seconds}]");

    public Task SendAsync(byte[] raw) => AskAsync("eth_sendRawTransaction", $"[\"{Ethereum.Hex.Encode(raw)}\"]");

    /// <summary>Replaces the newest blocks by empty ones; their transactions are gone.</summary>
    public Task ReorgAsync(int depth) => AskAsync("anvil_reorg", $"[{depth},[]]");

    public ValueTask DisposeAsync()
    {
        End(_process);
        _transport.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    public static string Binary()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var found = Directory.Exists(Path.Combine(directory.FullName, "node_modules", "@foundry-rs"))
                ? Directory.EnumerateFiles(Path.Combine(directory.FullName, "node_modules", "@foundry-rs"), "anvil*", SearchOption.AllDirectories)
                    .FirstOrDefault(path => path.Contains("/anvil-", StringComparison.Ordinal) && path.EndsWith("/bin/anvil", StringComparison.Ordinal))
                : null;
            if (found is not null)
            {
                return found;
            }
        }

        throw new InvalidOperationException("anvil is not installed: npm install.");
    }
}
