// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Deploy;
using Ledger.Chain.Follow;
using Ledger.Chain.Nodes;
using Ledger.Chain.Tests.Rpc;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Tests.Nodes;

/// <summary>Two real nodes that mine the same history, each behind a gateway, and a follower over both as one pool.</summary>
public sealed class Twins : IAsyncDisposable
{
    private const ulong ChainId = 31_337;
    private const ulong Genesis = 1_700_000_000;
    private const ulong Finality = 4;

    private readonly Address[] _contracts = [.. Enumerable.Range(0, 64).Select(nonce => Deployer.Created(TestKeys.Funded.Address, (ulong)nonce))];
    private ulong _number;

    private Twins(AnvilNode[] anvils, NodeProxy[] gates, NodePool pool)
    {
        (Anvils, Gates, Pool) = (anvils, gates, pool);
        Follower = new Follower(new EthereumNode(pool), new FollowerOptions { Addresses = _contracts, Finality = Chain.Follow.Finality.AtDepth(Finality), ChainId = ChainId });
    }

    public AnvilNode[] Anvils { get; }

    public NodeProxy[] Gates { get; }

    public NodePool Pool { get; }

    public HandClock Clock { get; private init; } = null!;

    public Follower Follower { get; }

    /// <summary>What the follower knows, newest first.</summary>
    public List<BlockRef> Known { get; } = [];

    /// <summary>How many logs it saw.</summary>
    public int Logs { get; private set; }

    /// <summary>The newest block that is final for the follower.</summary>
    public BlockRef Final => Known[(int)Finality];

    /// <summary>Names and troubles of the endpoints; an asterisk marks the one that is asked.</summary>
    public string Standing => string.Join(' ', Pool.Statuses.Select(it => $"{(it.IsActive ? "*" : "")}{it.Trouble?.ToString() ?? "sound"}"));

    /// <summary>Starts both, of one genesis; each with a contract in block 1.</summary>
    /// <param name="second">What the second is told beside that.</param>
    public static async Task<Twins> StartAsync(params string[] second)
    {
        AnvilNode[] anvils = [await AnvilNode.StartAsync("--timestamp", $"{Genesis}"), await AnvilNode.StartAsync(["--timestamp", $"{Genesis}", .. second])];
        NodeProxy[] gates = [await NodeProxy.StartAsync(anvils[0].Url), await NodeProxy.StartAsync(anvils[1].Url)];
        var clock = new HandClock();
        var code = Array.Empty<byte>(); // what only logs leaves no code behind
        var identity = new NodeIdentity(
            ChainId, (await anvils[0].Node.BlockAsync(0, default))!.Ref.Hash, 1, 1, [(Deployer.Created(TestKeys.Funded.Address, 0), Keccak256.Hash(code))]);
        var twins = new Twins(anvils, gates, NodePool.Connect(gates.Select(gate => gate.Url), identity, new NodePoolOptions(), clock)) { Clock = clock };
        await twins.MineAsync();
        return twins;
    }

    /// <summary>The same blocks on both, each with one log of ours.</summary>
    public async Task MineAsync(int blocks = 1)
    {
        for (var i = 0; i < blocks; i++)
        {
            await MineAsync(Anvils, ++_number);
        }
    }

    /// <summary>Mines on some of them; the logs are of the block's number.</summary>
    public static async Task MineAsync(IEnumerable<AnvilNode> anvils, ulong number)
    {
        foreach (var anvil in anvils)
        {
            var chainId = await anvil.Node.ChainIdAsync(CancellationToken.None);
            await anvil.SendAsync(TestKeys.Transaction(TestKeys.Funded, chainId, number - 1, data: TestKeys.Logs((byte)number), feeWei: 5_000_000_000));
            await anvil.AskAsync("evm_mine", $"[{{\"timestamp\":{Genesis + (12 * number)}}}]");
        }
    }

    /// <summary>Follows until there is nothing more, or all is halted; what it saw.</summary>
    public async Task<List<FollowStep>> FollowAsync()
    {
        List<FollowStep> steps = [];
        while (await Follower.NextRangeAsync(Known, CancellationToken.None) is { Count: > 0 } range)
        {
            foreach (var step in range)
            {
                steps.Add(step);
                switch (step)
                {
                    case Advance advance:
                        Known.Insert(0, advance.Block);
                        Logs += advance.Logs.Count;
                        break;
                    case Retract:
                        Known.RemoveAt(0);
                        break;
                    default:
                        return steps;
                }
            }
        }

        return steps;
    }

    /// <summary>Looks at both, however short the time since the last look.</summary>
    public Task LookAsync(BlockRef? final = null)
    {
        Clock.Now += TimeSpan.FromMinutes(10);
        return Pool.ProbeAsync(final, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Pool.Dispose();
        foreach (var gate in Gates)
        {
            await gate.DisposeAsync();
        }

        foreach (var anvil in Anvils)
        {
            await anvil.DisposeAsync();
        }
    }

    /// <summary>A clock that goes when it is told to.</summary>
    public sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(50);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
