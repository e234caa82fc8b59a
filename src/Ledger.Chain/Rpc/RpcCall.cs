// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Chain.Rpc;

/// <summary>One JSON-RPC call.</summary>
/// <param name="Method">Such as <c>eth_getBlockByNumber</c>.</param>
/// <param name="ParametersJson">The array of its parameters, as JSON text.</param>
public sealed record RpcCall(string Method, string ParametersJson = "[]")
{
    /// <summary>The parameters, parsed: for whoever answers calls.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public JsonElement ReadParameters() => JsonElement.Parse(ParametersJson);
}

/// <summary>The error object of JSON-RPC 2.0 §5.1.</summary>
public sealed record RpcError(int Code, string Message, JsonElement? Data = null);

/// <summary>What the node said to one call: a result (which may be JSON null) or an error.</summary>
public readonly record struct RpcAnswer(JsonElement Result, RpcError? Error)
{
    public static RpcAnswer Of(JsonElement result) => new(result, null);

    /// <summary>An answer from JSON text: for whoever answers calls.</summary>
    public static RpcAnswer OfJson(string json) => new(JsonElement.Parse(json), null);

    public static RpcAnswer Refused(int code, string message) => new(default, new RpcError(code, message));
}
