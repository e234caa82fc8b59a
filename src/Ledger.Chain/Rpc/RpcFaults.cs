// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Chain.Rpc;

/// <summary>Sorts the errors of nodes, which agree on little more than the number -32000.</summary>
internal static class RpcFaults
{
    // A block that this node does not have yet, a pruned or busy one, a limit of the moment: later, or another node, may do.
    private static readonly string[] Passing =
    [
        "header not found", "unknown block", "block not found", "missing trie node", "timeout", "timed out",
        "limit exceeded", "not synced", "syncing", "try again", "temporar", "overloaded", "connection",
    ];

    // How vendors say that we ask too often. The code -32005 does not tell: Infura, Nethermind and Besu use it for ranges, too.
    private static readonly string[] TooOften =
    [
        "too many request", "rate limit", "rate-limit", "ratelimit", "request rate", "request limit", "request count", "requests per second",
        "calls per second", "compute units per second", "capacity exceeded", "capacity limit exceeded", "credits limited", "quota",
    ];

    internal static ChainFault Of(RpcError error, string method) =>
        new(IsThrottle(error) ? ChainFaultKind.Throttled : ChainFaultKind.Refused, $"The node refuses {method}: {Clean(error.Message)} ({error.Code}).", IsTransient(error))
        {
            RpcCode = error.Code,
            RevertData = RevertData(error),
        };

    /// <summary>Whether the call ran and was reverted (code 3, or the words of nodes that use another).</summary>
    internal static bool IsRevert(RpcError error) =>
        error.Code == 3 || error.Message.Contains("revert", StringComparison.OrdinalIgnoreCase);

    /// <summary>The revert data where the node gave it: a string, or an object with a string in it.</summary>
    internal static byte[] RevertData(RpcError error)
    {
        var data = error.Data is { ValueKind: JsonValueKind.Object } holder && holder.TryGetProperty("data", out var inner) ? inner : error.Data;
        return data is { ValueKind: JsonValueKind.String } text && Hex.TryDecode(text.GetString(), out var bytes) ? bytes : [];
    }

    private static bool IsThrottle(RpcError error) =>
        !IsRevert(error) && (error.Code == 429 || TooOften.Any(word => error.Message.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static bool IsTransient(RpcError error) =>
        IsThrottle(error)
        || (!IsRevert(error)
            && (error.Code is -32005 or -32603
                || Passing.Any(word => error.Message.Contains(word, StringComparison.OrdinalIgnoreCase))));

    /// <summary>One printable line without URLs, which some gateways put into their messages, key included.</summary>
    private static string Clean(string message)
    {
        var url = message.IndexOf("://", StringComparison.Ordinal);
        var shown = url < 0 ? message : message[..message.LastIndexOf(' ', url).Clamp(0)] + " …";
        shown = string.Concat(shown.Select(c => char.IsControl(c) ? ' ' : c));
        return shown.Length <= 200 ? shown : shown[..200] + "…";
    }

    private static int Clamp(this int index, int least) => Math.Max(index, least);
}
