// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Chain.Rpc;
using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain;

/// <summary>What a submitter asks for many transactions at once: each of these is one batch.</summary>
public sealed partial class EthereumNode
{
    // A run that came to an end of its own without a revert; some nodes call that an internal error.
    private static readonly string[] Halts = ["out of gas", "outofgas", "gas required exceeds", "intrinsic gas", "evm error", "invalid opcode"];

    /// <summary>The prices of the moment, as the node tells them.</summary>
    public async Task<GasPrices> PricesAsync(CancellationToken cancellation)
    {
        var answers = await SendAsync([new("eth_getBlockByNumber", "[\"latest\",false]"), new("eth_gasPrice"), new("eth_maxPriorityFeePerGas")], cancellation);
        return Prices(Latest(answers[0]), answers[1], answers[2]);
    }

    /// <summary>An account, the newest block and the prices, told by one node at one moment.</summary>
    /// <param name="account">Whose nonces and balance.</param>
    /// <param name="followed">The block at which its nonce is asked for, too.</param>
    /// <param name="chainId">The chain that must answer.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal async Task<OutboxLook> LookAsync(Address account, BlockRef? followed, ulong chainId, CancellationToken cancellation)
    {
        RpcCall[] calls =
        [
            NonceAt(account, "\"latest\""), NonceAt(account, "\"pending\""), new("eth_chainId"), new("eth_getBlockByNumber", "[\"latest\",false]"),
            new("eth_getBalance", $"[\"{account}\",\"latest\"]"), new("eth_gasPrice"), new("eth_maxPriorityFeePerGas"),
            .. followed is { } block ? [NonceAt(account, At(block))] : Array.Empty<RpcCall>(),
        ];
        var answers = await SendAsync(calls, cancellation);
        if (Result(answers[2], "eth_chainId").Quantity("chainId") is var answering && answering != chainId)
        {
            throw Inconsistent($"The node answers for chain {answering}, not {chainId}: its nonces say nothing about ours.");
        }

        var head = Latest(answers[3]);
        var nonce = Result(answers[0], "eth_getTransactionCount").Quantity("nonce");
        return new OutboxLook(
            head,
            nonce,
            Math.Max(nonce, Result(answers[1], "eth_getTransactionCount").Quantity("nonce")),
            followed is not null && answers[7].Error is null ? answers[7].Result.Quantity("nonce") : null,
            Result(answers[4], "eth_getBalance").BigQuantity("balance"),
            Prices(head, answers[5], answers[6]));
    }

    /// <summary>Runs calls at a block, each for itself and under its own limit of gas.</summary>
    /// <returns>For each what it came to; what is no revert (no gas left, say) has no data.</returns>
    /// <exception cref="ChainFault">The node does not have the block, or failed.</exception>
    internal async Task<IReadOnlyList<CallOutcome>> CallAsync(
        Address from, IReadOnlyList<(TransactionIntent Intent, ulong Gas)> calls, BlockRef at, CancellationToken cancellation)
    {
        var answers = await SendAsync(
            [.. calls.Select(call => new RpcCall("eth_call", $"[{CallObject(from, call.Intent.To, call.Intent.Data, call.Gas)},{At(at)}]"))], cancellation);
        return [.. answers.Select(answer => Outcome(answer, "eth_call"))];
    }

    /// <summary>How much gas each would take at the head; null for what would fail there.</summary>
    internal async Task<IReadOnlyList<ulong?>> EstimateAsync(Address from, IReadOnlyList<TransactionIntent> intents, CancellationToken cancellation)
    {
        var answers = await SendAsync([.. intents.Select(intent => new RpcCall("eth_estimateGas", $"[{CallObject(from, intent.To, intent.Data)}]"))], cancellation);
        return [.. answers.Select(answer => Outcome(answer, "eth_estimateGas").Succeeded ? answer.Result.Quantity("gas") : (ulong?)null)];
    }

    /// <summary>Hands signed bytes to the node, many at once; its answers in its own words, in the same order.</summary>
    internal Task<IReadOnlyList<RpcAnswer>> SendRawAsync(IEnumerable<ReadOnlyMemory<byte>> raws, CancellationToken cancellation) =>
        SendAsync([.. raws.Select(raw => new RpcCall("eth_sendRawTransaction", $"[\"{Hex.Encode(raw.Span)}\"]"))], cancellation);

    /// <summary>Where transactions stand, null where they are not included; and what one of them paid for its gas.</summary>
    internal async Task<IReadOnlyList<PaidInclusion?>> InclusionsAsync(IReadOnlyList<Hash32> transactions, CancellationToken cancellation)
    {
        var answers = await SendAsync([.. transactions.Select(hash => new RpcCall("eth_getTransactionReceipt", $"[\"{hash}\"]"))], cancellation);
        return [.. answers.Select((answer, i) => Paid(Result(answer, "eth_getTransactionReceipt"), transactions[i]))];
    }

    /// <summary>The account's nonce at a block; null where the node cannot tell.</summary>
    internal async Task<ulong?> NonceAsync(Address account, BlockRef at, CancellationToken cancellation) =>
        (await SendAsync([NonceAt(account, At(at))], cancellation))[0] is { Error: null } answer ? answer.Result.Quantity("nonce") : null;

    private static PaidInclusion? Paid(JsonElement receipt, Hash32 transaction)
    {
        if (receipt.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var inclusion = ReceiptJson.ReadInclusion(receipt);
        return inclusion.Transaction == transaction
            ? new PaidInclusion(inclusion, receipt.OptionalField("effectiveGasPrice")?.BigQuantity("effectiveGasPrice") ?? UInt256.Zero)
            : throw Inconsistent($"The node answers another receipt than that of {transaction}.");
    }

    private static CallOutcome Outcome(RpcAnswer answer, string method)
    {
        if (answer.Error is not { } error)
        {
            return new CallOutcome(true, default);
        }

        var fault = RpcFaults.Of(error, method);
        return fault.IsTransient && !Halts.Any(words => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase)) ? throw fault : new CallOutcome(false, RpcFaults.RevertData(error));
    }

    private static RpcCall NonceAt(Address account, string block) => new("eth_getTransactionCount", $"[\"{account}\",{block}]");

    private static NodeBlock Latest(RpcAnswer answer) => Result(answer, "eth_getBlockByNumber") is { ValueKind: not JsonValueKind.Null } block
        ? HeaderJson.Read(block)
        : throw Inconsistent("The node has no newest block.");

    private static GasPrices Prices(NodeBlock head, RpcAnswer gasPrice, RpcAnswer tip) => new(
        head.Header.BaseFee,
        Result(gasPrice, "eth_gasPrice").BigQuantity("gasPrice"),
        tip.Error is null ? tip.Result.BigQuantity("maxPriorityFeePerGas") : null);
}
