// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain;
using Ledger.Chain.Embedded;
using Ledger.Chain.Keys;
using Ledger.Chain.Rpc;

namespace Ledger.Application.Setup;

/// <summary>The chain that a ledger stands on: the embedded one, or a node of a network.</summary>
public sealed class Engine : IAsyncDisposable
{
    private const int NetworkPollMs = 500;

    private readonly IDisposable? _http;

    private Engine(INodeTransport transport, EmbeddedChain? embedded, IDisposable? http)
    {
        Transport = transport;
        Embedded = embedded;
        Node = new EthereumNode(transport);
        _http = http;
    }

    public INodeTransport Transport { get; }

    public EthereumNode Node { get; }

    /// <summary>The embedded chain; null on a network.</summary>
    public EmbeddedChain? Embedded { get; }

    /// <summary>An engine over a given transport: a simulator's, a test's.</summary>
    public static Engine Over(INodeTransport transport) => new(transport, null, null);

    /// <summary>Opens the engine of a deployment.</summary>
    public static async Task<Engine> OpenAsync(DataDirectory directory, DeploymentRecord record, string? anvilPath, CancellationToken cancellation) =>
        record.Node is { } node
            ? Connect(node)
            : Around(await EmbeddedChain.OpenAsync(Options(directory, anvilPath), cancellation));

    /// <summary>Starts the engine that <c>init</c> asks for; a fresh embedded chain begins at the clock's time.</summary>
    internal static async Task<Engine> StartAsync(
        DataDirectory directory, InitRequest request, TimeProvider clock, KeyFile relayer, bool fresh, CancellationToken cancellation)
    {
        if (request.Node is { } node)
        {
            return Connect(node);
        }

        var options = Options(directory, request.AnvilPath);
        if (!fresh)
        {
            return Around(await EmbeddedChain.OpenAsync(options, cancellation));
        }

        Directory.CreateDirectory(directory.Chain);
        var genesis = new EmbeddedGenesis((ulong)clock.GetUtcNow().ToUnixTimeSeconds(), [relayer.Signer.Address]);
        return Around(await EmbeddedChain.CreateAsync(options, genesis, cancellation));
    }

    /// <summary>Lets a block pass: mines, or waits for the network.</summary>
    internal async Task NextBlockAsync(TimeProvider clock, CancellationToken cancellation)
    {
        if (Embedded is { } chain)
        {
            await chain.MineAsync((ulong)clock.GetUtcNow().ToUnixTimeSeconds(), cancellation);
        }
        else
        {
            await Task.Delay(TimeSpan.FromMilliseconds(NetworkPollMs), clock, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Embedded is not null)
        {
            await Embedded.DisposeAsync();
        }

        _http?.Dispose();
    }

    private static EmbeddedChainOptions Options(DataDirectory directory, string? anvilPath) =>
        new() { Directory = directory.Chain, EnginePath = anvilPath };

    private static Engine Around(EmbeddedChain chain) => new(chain, chain, null);

    private static Engine Connect(Uri node)
    {
        var http = new HttpNodeTransport(node);
        return new Engine(http, null, http);
    }
}
