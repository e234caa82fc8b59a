// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;
using Ledger.Ethereum;
using Ledger.Ethereum.Transactions;

namespace Ledger.Chain.Embedded;

/// <summary>What the engine made of a record.</summary>
/// <param name="Block">The block.</param>
/// <param name="Refused">What it does not hold, and why.</param>
/// <param name="IsClean">
/// False where the engine tried a transaction and let it go: it leaves a trace in the state (an empty account), so that
/// the block cannot be had again without that transaction.
/// </param>
internal sealed record EngineBlock(NodeBlock Block, IReadOnlyList<RefusedTransaction> Refused, bool IsClean);

/// <summary>What the embedded chain asks of its engine: to mine a record, to dump its state, to show that its state is whole.</summary>
/// <param name="transport">The road to it.</param>
/// <param name="directory">The chain's, which <see cref="EmbeddedPoints"/> tells.</param>
internal sealed class Engine(INodeTransport transport, string directory)
{
    private const int MaxBatch = 200;
    private const int MaxBatchBytes = 1024 * 1024;

    private readonly EthereumNode _node = new(transport);

    internal Task<NodeBlock> HeadAsync(CancellationToken cancellation) => _node.HeadAsync(cancellation);

    /// <summary>Mines a record's transactions at its time.</summary>
    internal async Task<EngineBlock> MineAsync(BlockRecord record, CancellationToken cancellation)
    {
        var refused = new List<RefusedTransaction>();
        foreach (var batch in Batches(record.Transactions))
        {
            var calls = batch.Select(raw => new RpcCall("eth_sendRawTransaction", $"[\"{Hex.Encode(raw)}\"]")).ToArray();
            var answers = await transport.SendAsync(calls, cancellation);
            refused.AddRange(answers.Zip(batch).Where(pair => pair.First.Error is not null)
                .Select(pair => new RefusedTransaction(Keccak256.Hash(pair.Second), pair.First.Error!.Message)));
        }

        EmbeddedPoints.Pass(EmbeddedPoints.TransactionsSent, directory);
        await AskAsync("evm_mine", $"[{{\"timestamp\":{record.Time}}}]", cancellation);
        var block = await _node.HeadAsync(cancellation);
        if (block.Ref.Number != record.Number || block.Time != record.Time)
        {
            throw new ChainFault(
                ChainFaultKind.Embedded, $"The engine mined block {block.Ref.Number} at {block.Time} where {record.Number} at {record.Time} was due.", isTransient: false);
        }

        var missing = record.Transactions.Select(raw => Keccak256.Hash(raw)).Except(block.Transactions).Except(refused.Select(each => each.Transaction)).ToArray();
        refused.AddRange(missing.Select(hash => new RefusedTransaction(hash, "taken into the pool, but not executable")));
        return new EngineBlock(block, refused, IsClean: missing.Length == 0);
    }

    /// <summary>Sets the time at which calls are simulated: an engine that loaded a snapshot would take the genesis block's.</summary>
    internal Task TellTimeAsync(ulong time, CancellationToken cancellation) => AskAsync("evm_setTime", $"[{time}]", cancellation);

    /// <summary>The state after the head, as the engine dumps it: gzip.</summary>
    internal async Task<byte[]> DumpAsync(CancellationToken cancellation) => (await AskAsync("anvil_dumpState", "[]", cancellation)).Data("state");

    /// <summary>Whether the state that the engine loaded is the one that its head's header commits to.</summary>
    internal async Task<bool> IsWholeAsync(NodeBlock head, CancellationToken cancellation)
    {
        var proof = await _node.ProofAsync(Address.Zero, [], head.Ref, cancellation);
        return proof.AccountNodes.Count > 0 && Keccak256.Hash(proof.AccountNodes[0]) == head.Header.StateRoot;
    }

    internal Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation) => transport.SendAsync(calls, cancellation);

    internal Task<ulong> NonceAsync(Address account, CancellationToken cancellation) => _node.NonceAsync(account, withPending: false, cancellation);

    /// <summary>
    /// The engine works through one batch in any order. That does not matter within one sender, whose nonces order his
    /// transactions; so a batch never holds those of two senders.
    /// </summary>
    private static IEnumerable<List<byte[]>> Batches(IReadOnlyList<byte[]> transactions)
    {
        var batch = new List<byte[]>();
        var bytes = 0;
        Address? sender = null;
        foreach (var raw in transactions)
        {
            Address? next = SignedTransaction1559.TryDecode(raw, out var signed) && signed.TryRecoverSender(out var address) ? address : null;
            if (batch.Count > 0 && (next is null || next != sender || batch.Count == MaxBatch || bytes + raw.Length > MaxBatchBytes))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(raw);
            bytes += raw.Length;
            sender = next;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private async Task<System.Text.Json.JsonElement> AskAsync(string method, string parameters, CancellationToken cancellation)
    {
        var answer = (await transport.SendAsync([new RpcCall(method, parameters)], cancellation))[0];
        return answer.Error is { } error ? throw RpcFaults.Of(error, method) : answer.Result;
    }
}
