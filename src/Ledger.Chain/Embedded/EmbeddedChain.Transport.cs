// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Chain.Rpc;
using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

public sealed partial class EmbeddedChain
{
    // What reads. Whatever would change the engine behind the records' back is refused here, whoever asks.
    private static readonly string[] Readable = ["eth_", "net_", "web3_", "debug_trace"];

    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal)
    {
        "eth_sendTransaction", "eth_sendUnsignedTransaction", "eth_sendRawTransactionSync", "eth_sendTransactionSync", "eth_sign",
        "eth_signTransaction", "eth_signTypedData", "eth_signTypedData_v3", "eth_signTypedData_v4", "eth_resend", "eth_accounts",
    };

    /// <summary>Answers like a node; <c>eth_sendRawTransaction</c> queues; methods that would change the engine are refused.</summary>
    public async Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation)
    {
        var answers = new RpcAnswer[calls.Count];
        var forwarded = new List<int>();
        for (var i = 0; i < calls.Count; i++)
        {
            if (await AnswerAsync(calls[i], cancellation) is { } answer)
            {
                answers[i] = answer;
            }
            else
            {
                forwarded.Add(i);
            }
        }

        if (forwarded.Count > 0)
        {
            var theirs = await ForwardAsync([.. forwarded.Select(i => calls[i])], cancellation);
            for (var i = 0; i < forwarded.Count; i++)
            {
                answers[forwarded[i]] = theirs[i];
            }
        }

        return answers;
    }

    /// <summary>What is answered here; null for the engine's.</summary>
    private async Task<RpcAnswer?> AnswerAsync(RpcCall call, CancellationToken cancellation)
    {
        switch (call.Method)
        {
            case "eth_sendRawTransaction":
                return await QueueAsync(call, cancellation);
            case "eth_getTransactionCount" when call.ReadParameters() is var args && args.GetArrayLength() > 1 && args[1].ValueKind == JsonValueKind.String
                && args[1].GetString() == "pending" && Address.TryParse(args[0].GetString(), out var account):
                var nonce = await GuardedAsync(engine => engine.NonceAsync(account, cancellation), cancellation);
                return RpcAnswer.OfJson($"\"{RpcJson.Quantity(nonce + _queue.Following(account, nonce))}\"");
            case "eth_getTransactionByHash" when call.ReadParameters() is var args && args.GetArrayLength() > 0
                && Hash32.TryParse(args[0].GetString(), out var hash) && _queue.Find(hash) is { } queued:
                return RpcAnswer.OfJson(
                    $$"""{"hash":"{{queued.Hash}}","from":"{{queued.Sender}}","nonce":"{{RpcJson.Quantity(queued.Nonce)}}","gas":"{{RpcJson.Quantity(queued.GasLimit)}}","type":"0x2","blockHash":null,"blockNumber":null,"transactionIndex":null}""");
            default:
                return Changing.Contains(call.Method) || !Readable.Any(prefix => call.Method.StartsWith(prefix, StringComparison.Ordinal))
                    ? RpcAnswer.Refused(-32601, $"the method {call.Method} is not available")
                    : null;
        }
    }

    private async Task<RpcAnswer> QueueAsync(RpcCall call, CancellationToken cancellation)
    {
        var parameters = call.ReadParameters();
        if (parameters.ValueKind != JsonValueKind.Array || parameters.GetArrayLength() != 1 || parameters[0].ValueKind != JsonValueKind.String
            || !Hex.TryDecode(parameters[0].GetString(), out var raw))
        {
            return RpcAnswer.Refused(-32602, "one parameter is expected: the signed transaction as hexadecimal digits");
        }

        if (_queue.Read(raw, out var refusal) is not { } transaction)
        {
            return refusal;
        }

        var nonce = await GuardedAsync(engine => engine.NonceAsync(transaction.Sender, cancellation), cancellation);
        var answer = _queue.Add(transaction, nonce);
        Interlocked.Exchange(ref _arrived, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return answer;
    }

    private Task<IReadOnlyList<RpcAnswer>> ForwardAsync(RpcCall[] calls, CancellationToken cancellation) =>
        GuardedAsync(engine => engine.SendAsync(calls, cancellation), cancellation);

    /// <summary>Reads from the engine outside of mining. When the engine has died, it is started again, and asked again.</summary>
    private async Task<T> GuardedAsync<T>(Func<Engine, Task<T>> read, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            await _gate.EnterAsync(cancellation);
            var process = _process;
            try
            {
                return await read(_engine);
            }
            catch (ChainFault fault) when (fault.Kind == ChainFaultKind.Unreachable && attempt < 3)
            {
                // Started again below, outside of the gate: mining waits for readers to leave it.
                if (process is not null && !await process.IsDeadAsync())
                {
                    throw;
                }
            }
            finally
            {
                _gate.Leave();
            }

            await _mining.WaitAsync(cancellation);
            try
            {
                await EnsureEngineAsync(cancellation);
            }
            finally
            {
                _mining.Release();
            }
        }
    }
}
