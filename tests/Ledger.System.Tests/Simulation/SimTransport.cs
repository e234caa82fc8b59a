// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Chain;
using Ledger.Chain.Rpc;

namespace Ledger.SystemTests.Simulation;

/// <summary>The process dies here. Nobody below the simulation may catch it.</summary>
internal sealed class SimCrashException(string point) : Exception($"killed at {point}");

/// <summary>The road to the simulated node, with everything that goes wrong on such roads.</summary>
internal sealed class SimTransport(SimChain chain, SimNode node, Random random) : INodeTransport
{
    private readonly Queue<ImmutableList<SimBlock>> _past = new();

    /// <summary>How often, of 1, a batch meets a fault.</summary>
    public double FaultRate { get; set; }

    /// <summary>Counts down with each batch; at zero the process dies, before or after the node acted.</summary>
    public int? CrashIn { get; set; }

    public int Faults { get; private set; }

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
        var dies = CrashIn is { } left && (CrashIn = left - 1) < 0;
        if (dies && random.Next(2) == 0)
        {
            throw new SimCrashException($"before {calls[0].Method}");
        }

        var fault = !dies && random.NextDouble() < FaultRate ? random.Next(8) : -1;
        Faults += fault < 0 ? 0 : 1;
        if (fault == 0)
        {
            throw new ChainFault(ChainFaultKind.Unreachable, "The connection was refused.", isTransient: true);
        }

        var view = fault == 1 && _past.Count > 0 ? _past.ElementAt(random.Next(_past.Count)) : chain.Blocks;
        IReadOnlyList<RpcAnswer> answers = [.. calls.Select(call => node.Answer(call, view))];
        if (dies)
        {
            throw new SimCrashException($"after {calls[0].Method}");
        }

        return fault switch
        {
            2 => throw new ChainFault(ChainFaultKind.TimedOut, "No answer came.", isTransient: true),
            3 => throw new ChainFault(ChainFaultKind.Busy, "HTTP 429.", isTransient: true),
            4 => Task.FromResult<IReadOnlyList<RpcAnswer>>([.. calls.Select(_ => RpcAnswer.Refused(-32603, "internal error"))]),
            5 => Task.FromResult<IReadOnlyList<RpcAnswer>>([.. calls.Select((call, i) => Thin(call, answers[i]))]),
            6 => Task.FromResult<IReadOnlyList<RpcAnswer>>([.. calls.Select((call, i) => Narrow(call, answers[i]))]),
            7 => Task.FromResult<IReadOnlyList<RpcAnswer>>([.. calls.Select((call, i) => Late(call, answers[i]))]),
            _ => Task.FromResult(answers),
        };
    }

    /// <summary>A node whose log index lags behind its blocks.</summary>
    private static RpcAnswer Thin(RpcCall call, RpcAnswer answer) =>
        call.Method == "eth_getLogs" && answer.Error is null ? RpcAnswer.OfJson("[]") : answer;

    /// <summary>A vendor that refuses ranges, in words of its own.</summary>
    private static RpcAnswer Narrow(RpcCall call, RpcAnswer answer) =>
        call.Method == "eth_getLogs" && call.ParametersJson.Contains("fromBlock", StringComparison.Ordinal)
            ? RpcAnswer.Refused(-32000, "please narrow your query")
            : answer;

    /// <summary>A node that shows receipts and transactions a moment after their block.</summary>
    private static RpcAnswer Late(RpcCall call, RpcAnswer answer) =>
        call.Method is "eth_getTransactionReceipt" or "eth_getTransactionByHash" ? RpcAnswer.OfJson("null") : answer;
}
