// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;

namespace Ledger.Benchmarks.Chain;

/// <summary>The road to a node, and how often it was taken.</summary>
internal sealed class CountedRoad(INodeTransport node) : INodeTransport
{
    private long _requests;

    /// <summary>Batches sent so far: to a node over HTTP, so many requests.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        return node.SendAsync(calls, cancellation);
    }
}
