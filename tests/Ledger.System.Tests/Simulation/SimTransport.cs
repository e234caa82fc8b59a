// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Chain;
using Ledger.Chain.Rpc;
using Ledger.Ethereum;

namespace Ledger.SystemTests.Simulation;

/// <summary>The road to the simulated node, with everything that goes wrong on such roads.</summary>
internal sealed class SimTransport(SimChain chain, SimNode node, SimNode elsewhere, Random random, SimKiller killer) : INodeTransport
{
    private readonly Queue<ImmutableList<SimBlock>> _past = new();

    /// <summary>What can befall a batch.</summary>
    public static ImmutableArray<string> Kinds { get; } =
    [
        "unreachable", "stale", "timed out", "busy", "internal error", "logs incomplete", "range refused", "receipts late",
        "cut", "out of order", "empty", "wrong chain", "already known", "sent and lost",
    ];

    /// <summary>How often, of 1, a batch meets a fault.</summary>
    public double FaultRate { get; set; }

    public int Faults => Met.Values.Sum();

    /// <summary>How often each kind of fault was met.</summary>
    public Dictionary<string, int> Met { get; } = new(StringComparer.Ordinal);

    /// <summary>Another chain, which a proxy may mistake for ours.</summary>
    public required SimChain Elsewhere { get; init; }

    /// <summary>Whether every call goes to the other chain.</summary>
    public bool IsElsewhere { get; set; }

    /// <summary>Remembers the chain as it is, for a node that will lag.</summary>
    public void Remember()
    {
        _past.Enqueue(chain.Blocks);
        if (_past.Count > 4)
        {
            _past.Dequeue();
        }
    }

    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation)
    {
        var point = $"{killer.Actor}: {calls[0].Method}";
        killer.Pass(SimKiller.Before(point));
        var fault = random.NextDouble() < FaultRate ? Kinds[random.Next(Kinds.Length)] : "";
        if (fault.Length > 0)
        {
            Met[fault] = Met.GetValueOrDefault(fault) + 1;
        }

        var answers = fault switch
        {
            "unreachable" => throw new ChainFault(ChainFaultKind.Unreachable, "The connection was refused.", isTransient: true),
            "stale" when _past.Count > 0 => Ask(calls, node, _past.ElementAt(random.Next(_past.Count))),
            "wrong chain" => Ask(calls, elsewhere, Elsewhere.Blocks),
            _ when IsElsewhere => Ask(calls, elsewhere, Elsewhere.Blocks),
            _ => Ask(calls, node, chain.Blocks),
        };
        killer.Pass(SimKiller.After(point));
        return Task.FromResult(Spoil(fault, calls, answers));
    }

    private static IReadOnlyList<RpcAnswer> Ask(IReadOnlyList<RpcCall> calls, SimNode of, ImmutableList<SimBlock> view) =>
        [.. calls.Select(call => of.Answer(call, view))];

    private IReadOnlyList<RpcAnswer> Spoil(string fault, IReadOnlyList<RpcCall> calls, IReadOnlyList<RpcAnswer> answers) => fault switch
    {
        "timed out" => throw new ChainFault(ChainFaultKind.TimedOut, "No answer came.", isTransient: true),
        "busy" => throw new ChainFault(ChainFaultKind.Busy, "HTTP 429.", isTransient: true),
        "internal error" => [.. calls.Select(_ => RpcAnswer.Refused(-32603, "internal error"))],
        "logs incomplete" => Each(calls, answers, call => call.Method == "eth_getLogs", "[]"),
        "range refused" => [.. calls.Select((call, i) => IsRange(call) ? RpcAnswer.Refused(-32000, "please narrow your query") : answers[i])],
        "receipts late" => Each(calls, answers, call => call.Method is "eth_getTransactionReceipt" or "eth_getTransactionByHash", "null"),
        "cut" => Wire(answers)[..^random.Next(1, 40)] is var body ? RpcWire.Read(body, 0, calls.Count) : answers,
        "out of order" => RpcWire.Read(Wire(answers), 0, calls.Count),
        "empty" => Each(calls, answers, call => call.Method is "eth_getBlockByNumber" or "eth_getBlockByHash" or "eth_getTransactionReceipt", "null"),
        "already known" => [.. calls.Select((call, i) => call.Method == "eth_sendRawTransaction" ? RpcAnswer.Refused(-32000, "already known") : answers[i])],
        "sent and lost" => Lose(calls, answers),
        _ => answers,
    };

    private static IReadOnlyList<RpcAnswer> Each(IReadOnlyList<RpcCall> calls, IReadOnlyList<RpcAnswer> answers, Func<RpcCall, bool> isMeant, string json) =>
        [.. calls.Select((call, i) => isMeant(call) && answers[i].Error is null ? RpcAnswer.OfJson(json) : answers[i])];

    /// <summary>The node takes a transaction, says so, and forgets it.</summary>
    private IReadOnlyList<RpcAnswer> Lose(IReadOnlyList<RpcCall> calls, IReadOnlyList<RpcAnswer> answers)
    {
        foreach (var call in calls.Where(call => call.Method == "eth_sendRawTransaction"))
        {
            chain.Forget(Keccak256.Hash(Hex.Decode(call.ReadParameters()[0].GetString()!)));
        }

        return answers;
    }

    private static bool IsRange(RpcCall call) =>
        call.Method == "eth_getLogs" && call.ParametersJson.Contains("fromBlock", StringComparison.Ordinal);

    /// <summary>The answers as bytes, the last one first.</summary>
    private static byte[] Wire(IReadOnlyList<RpcAnswer> answers) => JsonSerializer.SerializeToUtf8Bytes(new JsonArray([.. answers.Select(Answer).Reverse()]));

    private static JsonNode Answer(RpcAnswer answer, int id) => answer.Error is { } error
        ? new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message, ["data"] = Node(error.Data) } }
        : new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = Node(answer.Result) };

    private static JsonNode? Node(JsonElement? element) => element is { ValueKind: not JsonValueKind.Undefined } value ? JsonNode.Parse(value.GetRawText()) : null;
}
