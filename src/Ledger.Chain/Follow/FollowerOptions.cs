// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Chain.Follow;

/// <summary>What to follow.</summary>
public sealed record FollowerOptions
{
    /// <summary>The contracts whose logs are wanted.</summary>
    public required IReadOnlyList<Address> Addresses { get; init; }

    public required Finality Finality { get; init; }

    /// <summary>The chain's id (EIP-155), asked again before a divergence is concluded; null: not asked.</summary>
    public ulong? ChainId { get; init; }

    /// <summary>The first block to read: that of the deployment.</summary>
    public ulong FirstBlock { get; init; }

    /// <summary>How many blocks the first range asks for: full ones must not be too many, and empty ones double it soon.</summary>
    public int FirstBlocksPerRange { get; init; } = 8;

    /// <summary>The most blocks that one range may hold; bounds the memory together with <see cref="MaxLogsPerRange"/>.</summary>
    public int MaxBlocksPerRange { get; init; } = 256;

    /// <summary>The window shrinks when a range brought more logs than this: an answer of some megabytes, which is read as a whole.</summary>
    public int MaxLogsPerRange { get; init; } = 6_000;
}
