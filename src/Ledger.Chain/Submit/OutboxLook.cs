// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Chain.Submit;

/// <summary>One look at the chain before anything is done: told by one node at one moment.</summary>
/// <param name="Head">The newest block.</param>
/// <param name="Nonce">The account's next nonce in the chain.</param>
/// <param name="PendingNonce">The first nonce that neither chain nor pool has; never below <paramref name="Nonce"/>.</param>
/// <param name="FollowedNonce">The account's nonce at the block that was asked for; null where the node cannot tell.</param>
/// <param name="Balance">What the account has, in wei.</param>
/// <param name="Prices">What gas costs.</param>
public sealed record OutboxLook(NodeBlock Head, ulong Nonce, ulong PendingNonce, ulong? FollowedNonce, UInt256 Balance, GasPrices Prices);

/// <summary>What gas costs at one moment, in wei.</summary>
/// <param name="BaseFee">Of the newest block; null where the network has none (before London).</param>
/// <param name="GasPrice">What the node would pay in all.</param>
/// <param name="Tip">What the node would give to the block's producer; null where it suggests nothing.</param>
public sealed record GasPrices(UInt256? BaseFee, UInt256 GasPrice, UInt256? Tip)
{
    /// <summary>Whether the network asks for nothing.</summary>
    public bool AreZero => GasPrice == UInt256.Zero && (BaseFee ?? UInt256.Zero) == UInt256.Zero;
}

/// <summary>A transaction in its block, and what each unit of its gas cost in the end, in wei.</summary>
public sealed record PaidInclusion(Inclusion Inclusion, UInt256 GasPrice);
