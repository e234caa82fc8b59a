// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Nodes;

/// <summary>Whose turn it is.</summary>
public sealed partial class NodePool
{
    /// <summary>So many answers that contradict themselves within a minute set an endpoint aside.</summary>
    private const int WrongAnswers = 3;

    /// <summary>Looks at every endpoint whose time has come, brings back who is sound again, and turns to a better one where there is one.</summary>
    /// <param name="final">The newest block that is final here: who shows another one in two looks is never turned to while there are others.</param>
    /// <param name="cancellation">Ends the looking.</param>
    public async Task ProbeAsync(BlockRef? final, CancellationToken cancellation)
    {
        var due = Due();
        if (_endpoints.Length == 1 || due.Count == 0)
        {
            return;
        }

        var findings = await Task.WhenAll(due.Select(it => _probe.LookAsync(it.Road, inFull: !it.IsChecked, final, cancellation)));
        var best = await BestAsync([.. due.Zip(findings)], cancellation);
        lock (_gate)
        {
            foreach (var (endpoint, finding) in due.Zip(findings))
            {
                Judge(endpoint, finding, best);
            }

            Choose();
        }
    }

    /// <summary>The first endpoint that answers for another chain, and which; one that does not answer is not judged.</summary>
    public async Task<(string Name, string Found)?> FindOtherChainAsync(ulong chainId, Hash32 genesis, CancellationToken cancellation)
    {
        foreach (var endpoint in _endpoints)
        {
            try
            {
                var (id, block) = await new EthereumNode(endpoint.Road).ChainAndBlockAsync(0, cancellation);
                if (id != chainId || (block is not null && block.Ref.Hash != genesis))
                {
                    return (endpoint.Name, $"chain id {id}, genesis {block?.Ref.Hash}");
                }
            }
            catch (ChainFault)
            {
                continue; // the start will look at it again, with the contracts' code
            }
        }

        return null;
    }

    /// <summary>Whether a look is due at any of them.</summary>
    public bool IsProbeDue => _endpoints.Length > 1 && Due().Count > 0;

    private List<NodeEndpoint> Due()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            return [.. _endpoints.Where(it => it.NextProbe <= now)];
        }
    }

    /// <summary>The highest head that somebody really has: whoever only says so must show the block above those that would be left behind.</summary>
    private async Task<ulong> BestAsync(IReadOnlyList<(NodeEndpoint Endpoint, NodeFinding Finding)> looks, CancellationToken cancellation)
    {
        var sound = looks.Where(it => it.Finding is { Trouble: null, Differs: false, Head: not null }).OrderByDescending(it => it.Finding.Head).ToList();
        foreach (var (endpoint, finding) in sound)
        {
            var behind = sound.Where(it => IsBehind(it.Finding.Head!.Value, finding.Head!.Value)).Select(it => it.Finding.Head!.Value).ToList();
            if (behind.Count == 0 || await HasAsync(endpoint, behind.Max() + 1, cancellation))
            {
                return finding.Head!.Value;
            }
        }

        return 0;
    }

    private static async Task<bool> HasAsync(NodeEndpoint endpoint, ulong number, CancellationToken cancellation)
    {
        try
        {
            return await new EthereumNode(endpoint.Road).BlockAsync(number, cancellation) is not null;
        }
        catch (ChainFault)
        {
            return false;
        }
    }

    private bool IsBehind(ulong head, ulong best) => head + (ulong)_options.LagBlocks < best;

    private void Judge(NodeEndpoint endpoint, NodeFinding finding, ulong best)
    {
        var now = _time.GetUtcNow();
        endpoint.Head = finding.Head ?? endpoint.Head;
        endpoint.LookAgain(now, _options);
        endpoint.Differed = finding.Differs ? endpoint.Differed + 1 : endpoint.Differed;
        switch (finding)
        {
            case { Trouble: NodeTrouble.WrongChain or NodeTrouble.Pruned or NodeTrouble.Lagging }:
                SetAside(endpoint, finding.Trouble.Value);
                break;
            case { Trouble: { } trouble }:
                if (!endpoint.IsChecked || ++endpoint.Faults >= Patience(trouble))
                {
                    SetAside(endpoint, trouble);
                }

                break;
            case { Differs: true }:
                // The one that is asked is not left for it: whoever follows it meets that block himself, and halts.
                if (endpoint.Differed > 1 && endpoint != _active)
                {
                    SetAside(endpoint, NodeTrouble.Diverged);
                }

                break;
            case { Head: { } head } when IsBehind(head, best):
                SetAside(endpoint, NodeTrouble.Lagging);
                break;
            default:
                endpoint.FoundSound(now, _options);
                break;
        }
    }

    /// <summary>Notes a fault of the road; the endpoint to ask in its place, or null where the caller must hear of it.</summary>
    private NodeEndpoint? After(NodeEndpoint endpoint, ChainFault fault, IReadOnlyList<RpcCall> calls, List<NodeEndpoint> tried)
    {
        lock (_gate)
        {
            if (IsTheEndpoints(fault, calls) && ++endpoint.Faults >= Patience(NodeProbe.Trouble(fault)))
            {
                Fail(endpoint, NodeProbe.Trouble(fault));
            }

            // The same signed bytes may go to everybody: a nonce makes them count once.
            return !tried.Contains(_active) ? _active
                : fault.RpcCode is null && calls.All(call => call.Method is "eth_sendRawTransaction") ? _endpoints.FirstOrDefault(it => it.Rank < 3 && !tried.Contains(it))
                : null;
        }
    }

    /// <summary>Whether a failure says something of the endpoint: a range or a long batch may only have been too much at a time.</summary>
    private static bool IsTheEndpoints(ChainFault fault, IReadOnlyList<RpcCall> calls) => fault.Kind is ChainFaultKind.Throttled
        || (fault.RpcCode is null && calls.Count <= FewCalls && !calls.Any(call => call.Method is "eth_getLogs" && call.ParametersJson.Contains("toBlock", StringComparison.Ordinal)));

    private static int Patience(NodeTrouble trouble) => trouble switch
    {
        NodeTrouble.Unreachable or NodeTrouble.TimedOut => 1,
        NodeTrouble.Throttled => 4,
        _ => 2,
    };

    /// <summary>It failed at work: it is set aside, or, where it was asked for want of a better one, others come before it.</summary>
    private void Fail(NodeEndpoint endpoint, NodeTrouble trouble)
    {
        if (endpoint.Trouble is null)
        {
            SetAside(endpoint, trouble);
            return;
        }

        endpoint.FailedAgain(_time.GetUtcNow());
        Choose();
    }

    private void SetAside(NodeEndpoint endpoint, NodeTrouble trouble)
    {
        if (_endpoints.Length > 1)
        {
            endpoint.SetAside(trouble, _time.GetUtcNow(), _options);
            Choose();
        }
    }

    /// <summary>Turns to the best there is. A sound one is kept; of those that failed the one that failed longest ago comes next.</summary>
    private void Choose()
    {
        var best = _endpoints.MinBy(it => (it.Rank, it.Rank == 2 ? it.LastFault.UtcTicks : 0, it == _active ? -1 : it.Order))!;
        if (best != _active)
        {
            _active = best;
            Volatile.Write(ref _turn, _turn + 1);
            NodeMeter.Switched(best.Name);
        }
    }
}
