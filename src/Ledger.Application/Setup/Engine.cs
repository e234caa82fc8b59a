// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain;
using Ledger.Chain.Embedded;
using Ledger.Chain.Nodes;
using Ledger.Chain.Rpc;
using Ledger.Ethereum;

namespace Ledger.Application.Setup;

/// <summary>The chain that a ledger stands on: the embedded one, or one or several nodes of a network.</summary>
public sealed class Engine : IAsyncDisposable
{
    private const int NetworkPollMs = 500;

    private Engine(INodeTransport transport, EmbeddedChain? embedded)
    {
        Transport = transport;
        Embedded = embedded;
        Node = new EthereumNode(transport);
    }

    public INodeTransport Transport { get; }

    public EthereumNode Node { get; }

    /// <summary>The embedded chain; null on a network.</summary>
    public EmbeddedChain? Embedded { get; }

    /// <summary>The network's endpoints; null for the embedded chain.</summary>
    public NodePool? Nodes => Transport as NodePool;

    /// <summary>An engine over a given transport: a simulator's, a test's.</summary>
    public static Engine Over(INodeTransport transport) => new(transport, null);

    /// <summary>Opens the engine of a deployment; of several nodes each is looked at, so that a sound one is asked first.</summary>
    /// <param name="seize">Whether an embedded chain is taken from a process that stands still.</param>
    /// <param name="options">Where the nodes are, if not where the deployment says, and how they are watched; null for the defaults.</param>
    public static async Task<Engine> OpenAsync(
        DataDirectory directory, DeploymentRecord record, string? anvilPath, CancellationToken cancellation, ApplicationOptions? options = null, bool seize = false)
    {
        if (record.IsEmbedded)
        {
            return Around(await EmbeddedChain.OpenAsync(Options(directory, anvilPath) with { Seize = seize }, cancellation));
        }

        options ??= new ApplicationOptions();
        var pool = NodePool.Connect(options.Nodes is [] ? record.Endpoints() : options.Nodes.Select(node => new Uri(node)), record.Identity(), options.Pool());
        await pool.ProbeAsync(final: null, cancellation);
        return new Engine(pool, null);
    }

    /// <summary>Starts the engine that <c>init</c> asks for; a fresh embedded chain begins at the clock's time.</summary>
    internal static async Task<Engine> StartAsync(
        DataDirectory directory, InitRequest request, TimeProvider clock, Func<Address> relayer, bool fresh, CancellationToken cancellation)
    {
        if (request.Node is { } node)
        {
            return new Engine(NodePool.Connect([node, .. request.MoreNodes ?? []], identity: null), null);
        }

        var options = Options(directory, request.AnvilPath);
        if (!fresh)
        {
            return Around(await EmbeddedChain.OpenAsync(options, cancellation));
        }

        Directory.CreateDirectory(directory.Chain);
        var genesis = new EmbeddedGenesis((ulong)clock.GetUtcNow().ToUnixTimeSeconds(), [relayer()]);
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

        Nodes?.Dispose();
    }

    private static EmbeddedChainOptions Options(DataDirectory directory, string? anvilPath) =>
        new() { Directory = directory.Chain, EnginePath = anvilPath };

    private static Engine Around(EmbeddedChain chain) => new(chain, chain);
}
