// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Chain.Follow;
using Ledger.Chain.Rpc;
using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain;

public sealed partial class EthereumNode
{
    /// <summary>The proof of an account and of some of its slots at a block.</summary>
    public async Task<AccountProof> ProofAsync(Address account, IReadOnlyList<Hash32> slots, BlockRef at, CancellationToken cancellation)
    {
        var keys = string.Join(',', slots.Select(slot => $"\"{slot}\""));
        var proof = await AskAsync("eth_getProof", $"[\"{account}\",[{keys}],{At(at)}]", cancellation);
        var storage = proof.Field("storageProof").Items("storageProof").Select(
            (slot, i) => i < slots.Count
                ? new SlotProof(slots[i], slot.Field("value").BigQuantity("value"), Nodes(slot.Field("proof")))
                : throw RpcJson.Malformed("storageProof")).ToArray();
        return storage.Length != slots.Count
            ? throw RpcJson.Malformed("storageProof")
            : new AccountProof(
                account,
                Nodes(proof.Field("accountProof")),
                proof.Field("nonce").Quantity("nonce"),
                proof.Field("balance").BigQuantity("balance"),
                proof.Field("storageHash").Hash("storageHash"),
                proof.Field("codeHash").Hash("codeHash"),
                storage);
    }

    /// <summary>The code of an account at the head, or at a block.</summary>
    public async Task<byte[]> CodeAsync(Address account, BlockRef? at, CancellationToken cancellation) =>
        (await AskAsync("eth_getCode", $"[\"{account}\",{At(at)}]", cancellation)).Data("code");

    /// <summary>Runs a call without a transaction, at the head or at a block. A revert is an outcome, no fault.</summary>
    public async Task<CallOutcome> CallAsync(Address? from, Address to, ReadOnlyMemory<byte> data, BlockRef? at, CancellationToken cancellation)
    {
        var answer = (await SendAsync([new RpcCall("eth_call", $"[{CallObject(from, to, data)},{At(at)}]")], cancellation))[0];
        return answer.Error is { } error && RpcFaults.IsRevert(error)
            ? new CallOutcome(false, RpcFaults.RevertData(error))
            : new CallOutcome(true, Result(answer, "eth_call").Data("result"));
    }

    /// <summary>How much gas a transaction would take at the head; null, with the revert's data, when it would be reverted.</summary>
    public async Task<(ulong? Gas, CallOutcome? Revert)> EstimateAsync(
        Address from, Address? to, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        var answer = (await SendAsync([new RpcCall("eth_estimateGas", $"[{CallObject(from, to, data)}]")], cancellation))[0];
        return answer.Error is { } error && RpcFaults.IsRevert(error)
            ? (null, new CallOutcome(false, RpcFaults.RevertData(error)))
            : (Result(answer, "eth_estimateGas").Quantity("gas"), null);
    }

    /// <summary>The number of transactions of the account in the chain (or in the pool, too): its next nonce.</summary>
    public async Task<ulong> NonceAsync(Address account, bool withPending, CancellationToken cancellation) =>
        (await AskAsync("eth_getTransactionCount", $"[\"{account}\",\"{(withPending ? "pending" : "latest")}\"]", cancellation)).Quantity("nonce");

    /// <summary>The number of transactions of the account in the final part of the chain.</summary>
    public async Task<ulong> NonceAsync(Address account, Finality finality, CancellationToken cancellation)
    {
        var tag = finality.Depth switch
        {
            null => "finalized",
            0 => "latest",
            { } depth => (await HeadAsync(cancellation)).Ref.Number is var head && head > depth ? RpcJson.Quantity(head - depth) : "0x0",
        };
        return (await AskAsync("eth_getTransactionCount", $"[\"{account}\",\"{tag}\"]", cancellation)).Quantity("nonce");
    }

    /// <summary>The balance in wei at the head.</summary>
    public async Task<UInt256> BalanceAsync(Address account, CancellationToken cancellation) =>
        (await AskAsync("eth_getBalance", $"[\"{account}\",\"latest\"]", cancellation)).BigQuantity("balance");

    /// <summary>Whether the node knows the transaction, waiting or included.</summary>
    public async Task<bool> KnowsAsync(Hash32 transaction, CancellationToken cancellation) =>
        (await AskAsync("eth_getTransactionByHash", $"[\"{transaction}\"]", cancellation)).ValueKind != JsonValueKind.Null;

    /// <summary>Hands signed bytes to the node; its answer in its own words is for the <see cref="Submitter"/> to read.</summary>
    internal async Task<RpcAnswer> SendRawAsync(ReadOnlyMemory<byte> raw, CancellationToken cancellation) =>
        (await SendAsync([new RpcCall("eth_sendRawTransaction", $"[\"{Hex.Encode(raw.Span)}\"]")], cancellation))[0];

    private static string CallObject(Address? from, Address? to, ReadOnlyMemory<byte> data, ulong? gas = null) =>
        "{" + (from is { } sender ? $"\"from\":\"{sender}\"," : "") + (to is { } target ? $"\"to\":\"{target}\"," : "")
        + (gas is { } limit ? $"\"gas\":\"{RpcJson.Quantity(limit)}\"," : "") + $"\"data\":\"{Hex.Encode(data.Span)}\"}}";

    // EIP-1898: by hash, so that a reorg between two calls cannot mix two blocks.
    private static string At(BlockRef? at) => at is { } block ? $"{{\"blockHash\":\"{block.Hash}\"}}" : "\"latest\"";

    private static byte[][] Nodes(JsonElement proof) => [.. proof.Items("proof").Select(node => node.Data("proof"))];

    private static JsonElement Result(RpcAnswer answer, string method) => answer.Error is { } error ? throw RpcFaults.Of(error, method) : answer.Result;

    private static ChainFault Inconsistent(string message) => new(ChainFaultKind.Inconsistent, message, isTransient: true);

    private async Task<JsonElement> AskAsync(string method, string parameters, CancellationToken cancellation) =>
        Result((await SendAsync([new RpcCall(method, parameters)], cancellation))[0], method);

    private async Task<IReadOnlyList<RpcAnswer>> SendAsync(RpcCall[] calls, CancellationToken cancellation)
    {
        var answers = await transport.SendAsync(calls, cancellation);
        return answers.Count == calls.Length ? answers : throw Inconsistent("The transport answered another number of calls than it was asked.");
    }
}
