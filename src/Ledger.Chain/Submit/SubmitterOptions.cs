// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Follow;
using Ledger.Ethereum;

namespace Ledger.Chain.Submit;

/// <summary>Prices and limits.</summary>
public sealed record SubmitterOptions
{
    /// <summary>How many gwei a unit of gas may cost at most, where nothing else is said.</summary>
    public const int DefaultMaxFeeGwei = 500;

    /// <summary>Wei in a gwei.</summary>
    public const ulong Gwei = 1_000_000_000;

    /// <summary>The chain that every transaction is bound to.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>When a foreign transaction at our nonce counts as there for good.</summary>
    public Finality Finality { get; init; } = Finality.Immediate;

    /// <summary>No transaction of ours may take more gas (below EIP-7825's 16,777,216).</summary>
    public ulong MaxGas { get; init; } = 12_000_000;

    /// <summary>The gas limit stands this many per mille above the estimate.</summary>
    public int GasMarginPerMille { get; init; } = 200;

    /// <summary>The tip in wei per gas, where the network has a gas price at all and suggests none.</summary>
    public ulong PriorityFeeWei { get; init; } = Gwei;

    /// <summary>The most that we pay for a unit of gas, in wei, tip and all.</summary>
    public UInt256 MaxFeeWei { get; init; } = DefaultMaxFeeGwei * Gwei;
}
