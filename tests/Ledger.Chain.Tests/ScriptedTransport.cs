// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;

namespace Ledger.Chain.Tests;

/// <summary>Answers each call by a function: for nodes that misbehave.</summary>
public sealed class ScriptedTransport(Func<RpcCall, RpcAnswer> answer) : INodeTransport
{
    public List<RpcCall> Asked { get; } = [];

    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation)
    {
        Asked.AddRange(calls);
        return Task.FromResult<IReadOnlyList<RpcAnswer>>([.. calls.Select(answer)]);
    }

    public static RpcAnswer Json(string json) => RpcAnswer.OfJson(json);

    public static RpcAnswer Null => RpcAnswer.OfJson("null");
}
