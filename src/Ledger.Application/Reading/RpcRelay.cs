// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Chain.Rpc;

namespace Ledger.Application.Reading;

/// <summary>Through it foreign clients read the chain, so that the node's address stays hidden.</summary>
public sealed class RpcRelay
{
    private readonly LedgerContext _context;

    internal RpcRelay(LedgerContext context) => _context = context;

    /// <summary>Hands one call on; the door has its list of methods.</summary>
    public async Task<Outcome<RpcReply>> CallAsync(string method, JsonElement? parameters, CancellationToken cancellation)
    {
        var answer = (await _context.Transport.SendAsync([new RpcCall(method, parameters?.GetRawText() ?? "[]")], cancellation))[0];
        _context.Work.Wake(); // a stranger's transaction may wait to be mined
        return answer.Error is { } error
            ? new RpcReply(null, JsonSerializer.SerializeToElement(error, LedgerJson.Options))
            : new RpcReply(answer.Result, null);
    }
}

/// <summary>The node's answer: a result or an error, as JSON-RPC has them.</summary>
public sealed record RpcReply(JsonElement? Result, JsonElement? Error);
