// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;

namespace Ledger.Chain.Nodes;

/// <summary>Several endpoints of one network behind one road: one is asked, the others are looked at, and take over when it fails.</summary>
/// <remarks>
/// Each batch goes to one endpoint as a whole, and always to the same one while it is sound. What sets one aside: failures of the
/// road in small calls, answers that contradict themselves, and what looks find (<see cref="ProbeAsync"/>). What never does: the
/// refusal of a range or of many calls at once, a JSON-RPC error, a stranger's call. The last ones left are asked whatever they
/// did; one of another chain, or that shows another final block, only while there is none that does not. So nobody is led onto
/// another history silently: the follower meets it, and halts.
/// </remarks>
public sealed partial class NodePool : INodeTransport, IDisposable
{
    /// <summary>How many calls a batch may have for its failure to be the endpoint's, not the batch's.</summary>
    private const int FewCalls = 16;

    private readonly Lock _gate = new();
    private readonly NodeEndpoint[] _endpoints;
    private readonly NodePoolOptions _options;
    private readonly TimeProvider _time;
    private readonly NodeProbe _probe;
    private NodeEndpoint _active;
    private int _turn;

    /// <param name="roads">One road to each, in the order of preference; disposed with the pool.</param>
    /// <param name="identity">What each must show; null before the deployment is known.</param>
    /// <param name="options">How they are watched; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public NodePool(IReadOnlyList<INodeTransport> roads, NodeIdentity? identity, NodePoolOptions? options = null, TimeProvider? time = null)
    {
        (_options, _time) = (options ?? new NodePoolOptions(), time ?? TimeProvider.System);
        var now = _time.GetUtcNow();
        _endpoints = [.. roads.Select((road, i) => new NodeEndpoint(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"node-{i + 1}"), i, road, now))];
        _probe = new NodeProbe(identity, _options, _time);
        _active = _endpoints[0];
        ForStrangers = new StrangersRoad(this);
    }

    /// <summary>A pool over HTTP.</summary>
    public static NodePool Connect(IEnumerable<Uri> nodes, NodeIdentity? identity, NodePoolOptions? options = null, TimeProvider? time = null) =>
        new([.. nodes.Select(node => new HttpNodeTransport(node, options?.Road, time))], identity, options, time);

    /// <summary>The same road for calls that others thought out: they blame nobody.</summary>
    public INodeTransport ForStrangers { get; }

    /// <summary>How many endpoints there are.</summary>
    public int Count => _endpoints.Length;

    /// <summary>How each endpoint stands, in the order of the configuration.</summary>
    public IReadOnlyList<NodeStatus> Statuses
    {
        get
        {
            lock (_gate)
            {
                return [.. _endpoints.Select(it => new NodeStatus(it.Name, it == _active, it.Trouble, it.Since, it.Head))];
            }
        }
    }

    /// <summary>Grows whenever another endpoint is turned to.</summary>
    internal int Turn => Volatile.Read(ref _turn);

    public async Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation)
    {
        var endpoint = Active;
        List<NodeEndpoint> tried = [endpoint];
        while (true)
        {
            NodeEndpoint? next;
            try
            {
                var answers = await AskAsync(endpoint, calls, cancellation);
                next = Throttle(answers) is { } throttled ? After(endpoint, throttled, calls, tried) : Worked(endpoint);
                if (next is null)
                {
                    return answers;
                }
            }
            catch (ChainFault fault)
            {
                next = After(endpoint, fault, calls, tried);
                if (next is null)
                {
                    throw;
                }
            }

            tried.Add(endpoint = next);
        }
    }

    public void Dispose()
    {
        foreach (var endpoint in _endpoints)
        {
            (endpoint.Road as IDisposable)?.Dispose();
        }
    }

    /// <summary>Says that an answer contradicted itself.</summary>
    /// <param name="turn">The turn before the call: an endpoint that was turned to since has nothing to do with it.</param>
    internal void Blame(int turn, ChainFault fault)
    {
        lock (_gate)
        {
            if (turn == _turn)
            {
                NodeMeter.Failed(_active.Name, fault.Kind);
                if (_active.NoteWrong(_time.GetUtcNow()) >= WrongAnswers)
                {
                    Fail(_active, NodeProbe.Trouble(fault));
                }
            }
        }
    }

    private NodeEndpoint Active
    {
        get
        {
            lock (_gate)
            {
                return _active;
            }
        }
    }

    private NodeEndpoint? Worked(NodeEndpoint endpoint)
    {
        if (endpoint.Faults > 0)
        {
            lock (_gate)
            {
                endpoint.Faults = 0;
            }
        }

        return null;
    }

    private static async Task<IReadOnlyList<RpcAnswer>> AskAsync(NodeEndpoint endpoint, IReadOnlyList<RpcCall> calls, CancellationToken cancellation)
    {
        try
        {
            var answers = await endpoint.Road.SendAsync(calls, cancellation);
            foreach (var error in answers.Select(answer => answer.Error).OfType<RpcError>().Where(error => !RpcFaults.IsRevert(error)))
            {
                NodeMeter.Failed(endpoint.Name, RpcFaults.Of(error, "").Kind);
            }

            return answers;
        }
        catch (ChainFault fault)
        {
            NodeMeter.Failed(endpoint.Name, fault.Kind);
            throw;
        }
    }

    /// <summary>A rate limit that is told in answers rather than by the road.</summary>
    private static ChainFault? Throttle(IReadOnlyList<RpcAnswer> answers) =>
        answers is [{ Error: { } error }, ..] && answers.All(answer => answer.Error is not null) && RpcFaults.Of(error, "") is { Kind: ChainFaultKind.Throttled } fault ? fault : null;

    private sealed class StrangersRoad(NodePool pool) : INodeTransport
    {
        public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation) =>
            NodePool.AskAsync(pool.Active, calls, cancellation);
    }
}
