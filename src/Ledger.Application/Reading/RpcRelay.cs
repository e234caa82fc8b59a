// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Application.Reading;

/// <summary>Through it foreign clients read the chain, so that the node's address stays hidden.</summary>
public sealed class RpcRelay
{
    /// <summary>Hands one call on; the door has its list of methods.</summary>
    public Task<Outcome<RpcReply>> CallAsync(string method, JsonElement? parameters, CancellationToken cancellation) => throw new NotSupportedException();
}

/// <summary>The node's answer: a result or an error, as JSON-RPC has them.</summary>
public sealed record RpcReply(JsonElement? Result, JsonElement? Error);
