// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;
using Ledger.Ethereum;

namespace Ledger.Chain.Submit;

/// <summary>The steps of a submission. It has no memory: what must not be lost, the caller writes down between the steps.</summary>
/// <remarks>
/// The order that loses nothing: <see cref="PrepareAsync"/>; then in one store transaction take <see cref="NextNonce"/>,
/// <see cref="Sign"/> and keep the <see cref="OutboxTransaction"/>; then <see cref="SendAsync"/>; then
/// <see cref="FateAsync"/> until it is final. After a crash start with <see cref="FateAsync"/>.
/// </remarks>
public sealed class Submitter(EthereumNode node, ISigner signer, SubmitterOptions options)
{
    private readonly EthereumNode _node = node;
    private readonly SubmitterOptions _options = options;

    /// <summary>The signing account.</summary>
    public Address Account => signer.Address;

    /// <summary>Simulates, measures and prices an intent.</summary>
    public Task<Preparation> PrepareAsync(TransactionIntent intent, CancellationToken cancellation) => throw Unfinished();

    /// <summary>The next nonce that the chain expects from the account, pool not counted.</summary>
    public Task<ulong> ChainNonceAsync(CancellationToken cancellation) => throw Unfinished();

    /// <summary>The nonce for the next transaction: the lowest from the chain's on that no outstanding transaction holds.</summary>
    /// <remarks>No counter is kept, so none can drift: gaps are filled first, and it falls when the chain falls.</remarks>
    public static ulong NextNonce(ulong chainNonce, IReadOnlySet<ulong> outstanding)
    {
        while (outstanding.Contains(chainNonce))
        {
            chainNonce++;
        }

        return chainNonce;
    }

    /// <summary>Signs; pure but for the key.</summary>
    public OutboxTransaction Sign(PreparedTransaction prepared, ulong nonce) => throw Unfinished();

    /// <summary>The same intent at the same nonce for more: at least an eighth above the old price, as pools demand.</summary>
    public OutboxTransaction Replace(OutboxTransaction stuck, GasFees current) => throw Unfinished();

    /// <summary>Nothing to ourselves: fills a nonce whose intent was withdrawn, so that those behind it can move.</summary>
    public OutboxTransaction Fill(Hash32 intentId, ulong nonce, GasFees fees) => throw Unfinished();

    /// <summary>The price of the moment.</summary>
    public Task<GasFees> FeesAsync(CancellationToken cancellation) => throw Unfinished();

    /// <summary>Sends the kept bytes. May be repeated for ever: the nonce makes it count once.</summary>
    public Task<SendResult> SendAsync(OutboxTransaction transaction, CancellationToken cancellation) => throw Unfinished();

    /// <summary>Asks the chain what became of it.</summary>
    public Task<TransactionFate> FateAsync(OutboxTransaction transaction, CancellationToken cancellation) => throw Unfinished();

    private NotImplementedException Unfinished() => new(_node.GetType().Name + _options);
}

/// <summary>Prices and limits.</summary>
public sealed record SubmitterOptions
{
    /// <summary>The chain that every transaction is bound to.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>No transaction of ours may take more gas (below EIP-7825's 16,777,216).</summary>
    public ulong MaxGas { get; init; } = 12_000_000;

    /// <summary>The gas limit stands this many per mille above the estimate.</summary>
    public int GasMarginPerMille { get; init; } = 200;

    /// <summary>The tip in wei per gas, where the network has a gas price at all and suggests none.</summary>
    public ulong PriorityFeeWei { get; init; } = 1_000_000_000;
}
