// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;

namespace Ledger.SystemTests.Submitting;

/// <summary>The road to a real node, on which a test may meet a batch of signed transactions; each meeting is for one batch.</summary>
internal sealed class Road(INodeTransport node) : INodeTransport
{
    private readonly Queue<Func<IReadOnlyList<RpcCall>, Task<IReadOnlyList<RpcAnswer>>>> _meetings = new();

    /// <summary>How many meetings are still to come.</summary>
    public int Ahead => _meetings.Count;

    /// <summary>What happens to the next batch of signed transactions in place of its being sent.</summary>
    public void Meet(Func<IReadOnlyList<RpcCall>, Task<IReadOnlyList<RpcAnswer>>> meeting) => _meetings.Enqueue(meeting);

    /// <summary>The node itself.</summary>
    public Task<IReadOnlyList<RpcAnswer>> PassAsync(IReadOnlyList<RpcCall> calls) => node.SendAsync(calls, default);

    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation) =>
        calls[0].Method == "eth_sendRawTransaction" && _meetings.TryDequeue(out var meeting) ? meeting(calls) : node.SendAsync(calls, cancellation);
}
