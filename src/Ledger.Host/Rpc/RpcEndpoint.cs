// SPDX-License-Identifier: Apache-2.0

using System.Net.Mime;
using System.Text.Json;
using Ledger.Application.Reading;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Rpc;

/// <summary><c>POST /rpc</c>: JSON-RPC 2.0, single or in batch, on behalf of whoever distrusts the host's own answers.</summary>
public static class RpcEndpoint
{
    /// <summary>The most calls that one batch may hold.</summary>
    public const int MaxBatch = 100;

    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int MethodNotFound = -32601;
    private const int ServerError = -32000;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/rpc", AnswerAsync)
        .WithName("rpc")
        .WithSummary("JSON-RPC to the chain: an allow-list of read methods and eth_sendRawTransaction.")
        .Accepts<JsonElement>(MediaTypeNames.Application.Json)
        .Produces<JsonElement>()
        .Open();

    private static async Task<Answer> AnswerAsync(HttpContext http, RpcRelay relay, CancellationToken cancel)
    {
        RequestBody.RequireType(http.Request, MediaTypeNames.Application.Json);
        var body = await RequestBody.ReadAsync(http);
        if (StrictJson.FindFlaw(body.Span) is { } flaw)
        {
            return Answer.Json(RpcAnswer.Failed(null, ParseError, flaw.Code));
        }

        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Array)
        {
            return Answer.Json(await CallAsync(root, relay, http, cancel));
        }

        if (root.GetArrayLength() is 0 or > MaxBatch)
        {
            return Answer.Json(RpcAnswer.Failed(null, InvalidRequest, $"A batch holds 1 to {MaxBatch} calls."));
        }

        var answers = new List<RpcAnswer>();
        foreach (var call in root.EnumerateArray())
        {
            answers.Add(await CallAsync(call, relay, http, cancel));
        }

        return Answer.Json(answers);
    }

    private static async Task<RpcAnswer> CallAsync(JsonElement call, RpcRelay relay, HttpContext http, CancellationToken cancel)
    {
        if (call.ValueKind != JsonValueKind.Object || !call.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String)
        {
            return RpcAnswer.Failed(null, InvalidRequest, "A call is an object with a method.");
        }

        JsonElement? id = call.TryGetProperty("id", out var given) ? given.Clone() : null;
        var name = method.GetString()!;
        if (!RpcMethods.Allowed.Contains(name))
        {
            return RpcAnswer.Failed(id, MethodNotFound, $"The method {name} is not offered here.");
        }

        JsonElement? parameters = call.TryGetProperty("params", out var values) ? values : null;
        var reply = await relay.CallAsync(name, parameters, cancel);
        return reply.IsDone
            ? new RpcAnswer(id, reply.Value.Result, reply.Value.Error)
            : RpcAnswer.Failed(id, ServerError, Answer.ProblemOf(http, reply).Detail);
    }
}
