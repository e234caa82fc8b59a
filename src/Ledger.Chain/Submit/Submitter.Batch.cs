// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Submit;

/// <summary>The same steps for many transactions: each is one batch, whatever it is asked for.</summary>
public sealed partial class Submitter
{
    private const ulong NoOpGas = 21_000;

    private readonly GasMeasures _measures = new(options);

    /// <summary>What has to be known before anything is done.</summary>
    /// <param name="followed">The newest block that is followed: what became of nonces is judged there.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ChainFault">The node failed, or answers for another chain.</exception>
    public Task<OutboxLook> LookAsync(BlockRef? followed, CancellationToken cancellation) => node.LookAsync(Account, followed, options.ChainId, cancellation);

    /// <summary>What is paid at such prices; null where they are above the ceiling.</summary>
    public GasFees? Fees(GasPrices prices) => FeePolicy.Of(prices, options);

    /// <summary>Runs intents at a block, measures where nothing is known yet, and prices them. Nobody has taken a nonce by then.</summary>
    /// <returns>For each what it came to; null where node and block disagree for the moment.</returns>
    /// <exception cref="ChainFault">The node does not have the block, or failed.</exception>
    public async Task<IReadOnlyList<Preparation?>> PrepareAsync(
        IReadOnlyList<TransactionIntent> intents, BlockRef at, GasFees fees, CancellationToken cancellation)
    {
        await MeasureAsync(_measures.New(intents), cancellation);
        var limits = intents.Select(_measures.Find).ToList();
        var (result, open) = (new Preparation?[intents.Count], new List<int>());
        var known = Enumerable.Range(0, intents.Count).Where(i => limits[i] is not null).ToList();
        foreach (var (i, outcome) in known.Zip(await RunAsync(known, i => limits[i]!.Value)))
        {
            if (outcome.Succeeded)
            {
                result[i] = Ready(intents[i], limits[i]!.Value, fees);
            }
        }

        // The rest needs more gas than others of its shape did, or fails whatever it is given.
        var rest = Enumerable.Range(0, intents.Count).Where(i => result[i] is null).ToList();
        foreach (var (i, outcome) in rest.Zip(await RunAsync(rest, _ => options.MaxGas)))
        {
            if (outcome.Succeeded)
            {
                open.Add(i);
            }
            else
            {
                result[i] = new Preparation.WouldRevert(outcome.Data);
            }
        }

        foreach (var (i, gas) in open.Zip(await MeasureAsync([.. open.Select(i => intents[i])], cancellation)))
        {
            result[i] = gas is { } needed ? Ready(intents[i], needed, fees) : null;
        }

        return result;

        Task<IReadOnlyList<CallOutcome>> RunAsync(List<int> which, Func<int, ulong> gas) => which.Count == 0
            ? Task.FromResult<IReadOnlyList<CallOutcome>>([])
            : node.CallAsync(Account, [.. which.Select(i => (intents[i], gas(i)))], at, cancellation);
    }

    /// <summary>What is to be signed for an intent that was prepared.</summary>
    public static UnsignedTransaction Unsigned(PreparedTransaction prepared, ulong nonce) =>
        new(prepared.Intent.Id, prepared.Intent.To, prepared.Intent.Data, nonce, prepared.GasLimit, prepared.Fees);

    /// <summary>Nothing to ourselves: fills a nonce that nobody will use, so that those behind it can move.</summary>
    public UnsignedTransaction NoOp(ulong nonce, GasFees fees) => new(Hash32.Zero, Account, default, nonce, NoOpGas, fees);

    /// <summary>The same at the same nonce for more; null where that would be above the ceiling, or the network asks for nothing.</summary>
    public UnsignedTransaction? Dearer(OutboxTransaction stuck, GasFees current)
    {
        var old = stuck.Read();
        return FeePolicy.Raise(old.Fees, current, options) is { } raised ? old with { Fees = raised } : null;
    }

    /// <summary>Signs; asks nobody but the key.</summary>
    public async Task<IReadOnlyList<OutboxTransaction>> SignAsync(IReadOnlyList<UnsignedTransaction> transactions, CancellationToken cancellation)
    {
        if (transactions.Count == 0)
        {
            return [];
        }

        var raws = await signer.SignAsync(transactions, cancellation);
        return [.. transactions.Zip(raws, (transaction, raw) => new OutboxTransaction(transaction.IntentId, Account, transaction.Nonce, raw, Keccak256.Hash(raw)))];
    }

    /// <summary>Sends kept bytes. May be repeated for ever: the nonce makes each count once.</summary>
    /// <returns>For each what the node said; <see cref="SendOutcome.Unknown"/> when the road failed: the bytes may have arrived.</returns>
    public async Task<IReadOnlyList<SendResult>> SendAsync(IReadOnlyList<OutboxTransaction> transactions, CancellationToken cancellation)
    {
        if (transactions.Count == 0)
        {
            return [];
        }

        try
        {
            var answers = await node.SendRawAsync(transactions.Select(transaction => transaction.Raw), cancellation);
            return [.. answers.Zip(transactions, (answer, transaction) => answer.Error is { } error ? SendWords.Read(error) : Accepted(answer, transaction))];
        }
        catch (ChainFault fault) when (fault.IsTransient)
        {
            return [.. transactions.Select(_ => new SendResult(SendOutcome.Unknown, fault.Message))];
        }
    }

    /// <summary>Where transactions stand, and what they paid; null where they are not included.</summary>
    public async Task<IReadOnlyList<PaidInclusion?>> InclusionsAsync(IReadOnlyList<Hash32> transactions, CancellationToken cancellation) =>
        transactions.Count == 0 ? [] : await node.InclusionsAsync(transactions, cancellation);

    /// <summary>The account's nonce at a block; null where the node cannot tell.</summary>
    public Task<ulong?> NonceAsync(BlockRef at, CancellationToken cancellation) => node.NonceAsync(Account, at, cancellation);

    private async Task<IReadOnlyList<ulong?>> MeasureAsync(IReadOnlyList<TransactionIntent> intents, CancellationToken cancellation)
    {
        if (intents.Count == 0)
        {
            return [];
        }

        var measured = await node.EstimateAsync(Account, intents, cancellation);
        foreach (var (intent, gas) in intents.Zip(measured))
        {
            if (gas is { } needed && needed <= options.MaxGas)
            {
                _measures.Note(intent, needed);
            }
        }

        return measured;
    }

    private Preparation.Prepared Ready(TransactionIntent intent, ulong needed, GasFees fees) =>
        new(new PreparedTransaction(intent, _measures.Limit(needed), fees));
}
