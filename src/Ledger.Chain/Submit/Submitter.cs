// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;
using Ledger.Chain.Rpc;
using Ledger.Ethereum;

namespace Ledger.Chain.Submit;

/// <summary>The steps of a submission. It has no memory: what must not be lost, the caller writes down between the steps.</summary>
/// <remarks>
/// The order that loses nothing: prepare; sign for the next free nonce, and keep the <see cref="OutboxTransaction"/> in a store
/// transaction that takes the nonce if it is still free; then send; then ask for its fate until it is final. After a crash
/// start with the latter. One writer per account. What is here does so one by one, the other part many at once.
/// </remarks>
public sealed partial class Submitter(EthereumNode node, ITransactionSigner signer, SubmitterOptions options)
{
    /// <summary>A submitter with a key of this process.</summary>
    public Submitter(EthereumNode node, ISigner signer, SubmitterOptions options)
        : this(node, new LocalTransactionSigner(signer, options.ChainId), options)
    {
    }

    /// <summary>The signing account.</summary>
    public Address Account => signer.Address;

    /// <summary>The most gas that a transaction of ours may take.</summary>
    public ulong MostGas => options.MaxGas;

    /// <summary>Simulates, measures and prices an intent.</summary>
    /// <exception cref="ChainFault">The node failed; or the intent needs more gas than any transaction of ours may take.</exception>
    public async Task<Preparation> PrepareAsync(TransactionIntent intent, CancellationToken cancellation)
    {
        var (gas, revert) = await node.EstimateAsync(Account, intent.To, intent.Data, cancellation);
        if (gas is not { } needed)
        {
            return new Preparation.WouldRevert(revert!.Data);
        }

        if (needed > options.MaxGas)
        {
            throw new ChainFault(
                ChainFaultKind.Unsupported, $"The transaction needs {needed} gas; none of ours may take more than {options.MaxGas}.", isTransient: false);
        }

        return new Preparation.Prepared(new PreparedTransaction(intent, _measures.Limit(needed), await FeesAsync(cancellation)));
    }

    /// <summary>The next nonce that the chain expects from the account, pool not counted.</summary>
    public Task<ulong> ChainNonceAsync(CancellationToken cancellation) => node.NonceAsync(Account, withPending: false, cancellation);

    /// <summary>Signs; asks nobody but the key.</summary>
    public async Task<OutboxTransaction> SignAsync(PreparedTransaction prepared, ulong nonce, CancellationToken cancellation) =>
        (await SignAsync([Unsigned(prepared, nonce)], cancellation))[0];

    /// <summary>The price of the moment.</summary>
    /// <exception cref="ChainFault">The node failed, or the network asks for more than the ceiling.</exception>
    public async Task<GasFees> FeesAsync(CancellationToken cancellation) => FeePolicy.Of(await node.PricesAsync(cancellation), options)
        ?? throw new ChainFault(ChainFaultKind.Refused, "The network asks for more than the ceiling of the fees.", isTransient: true);

    /// <summary>Sends the kept bytes. May be repeated for ever: the nonce makes it count once.</summary>
    /// <returns><see cref="SendOutcome.Unknown"/> when the road failed: the bytes may have arrived.</returns>
    public async Task<SendResult> SendAsync(OutboxTransaction transaction, CancellationToken cancellation)
    {
        try
        {
            var answer = await node.SendRawAsync(transaction.Raw, cancellation);
            return answer.Error is { } error ? SendWords.Read(error) : Accepted(answer, transaction);
        }
        catch (ChainFault fault) when (fault.IsTransient)
        {
            return new SendResult(SendOutcome.Unknown, fault.Message);
        }
    }

    /// <inheritdoc cref="FateAsync(IReadOnlyList{OutboxTransaction}, CancellationToken)"/>
    public Task<TransactionFate> FateAsync(OutboxTransaction transaction, CancellationToken cancellation) => FateAsync([transaction], cancellation);

    /// <summary>Asks the chain what became of an intent: by its hashes first, then by its nonce.</summary>
    /// <param name="attempts">Everything that was ever signed for the intent at its nonce: any of them may have been included.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<TransactionFate> FateAsync(IReadOnlyList<OutboxTransaction> attempts, CancellationToken cancellation)
    {
        var last = attempts[^1];
        if (await FirstInclusionAsync(attempts, cancellation) is { } inclusion)
        {
            var head = await node.HeadAsync(cancellation);
            return new TransactionFate.Included(inclusion, head.Ref.Number - Math.Min(head.Ref.Number, inclusion.Block.Number));
        }

        if (await node.KnowsAsync(last.Hash, cancellation))
        {
            return new TransactionFate.Pending();
        }

        if (await node.NonceAsync(last.From, withPending: false, cancellation) <= last.Nonce)
        {
            return new TransactionFate.Dropped();
        }

        // The nonce is spent, and not by these bytes as far as the node shows. Nodes show receipts late: only when the nonce
        // was spent in a final block, and the receipt is missing still, it was somebody else.
        var finalNonce = await node.NonceAsync(last.From, options.Finality, cancellation);
        return finalNonce > last.Nonce && await FirstInclusionAsync(attempts, cancellation) is null
            ? new TransactionFate.Displaced(finalNonce)
            : new TransactionFate.Pending();
    }

    private async Task<Inclusion?> FirstInclusionAsync(IReadOnlyList<OutboxTransaction> attempts, CancellationToken cancellation)
    {
        foreach (var attempt in attempts.Reverse())
        {
            if (await node.InclusionAsync(attempt.Hash, cancellation) is { } inclusion)
            {
                return inclusion;
            }
        }

        return null;
    }

    private static SendResult Accepted(RpcAnswer answer, OutboxTransaction transaction)
    {
        var hash = answer.Result.Hash("transactionHash");
        return hash == transaction.Hash
            ? new SendResult(SendOutcome.Sent, "")
            : throw new ChainFault(ChainFaultKind.Inconsistent, $"The node calls {transaction.Hash} by another hash, {hash}.", isTransient: false);
    }
}
