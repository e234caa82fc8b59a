// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Follow;

/// <summary>Reads the chain forward, block by block, on one contiguous chain of hashes. It keeps no cursor: the caller does.</summary>
/// <param name="node">The node to read.</param>
/// <param name="options">What to follow and when it is final.</param>
public sealed class Follower(EthereumNode node, FollowerOptions options)
{
    private readonly EthereumNode _node = node;
    private readonly FollowerOptions _options = options;

    /// <summary>Where the node's chain ends now.</summary>
    public Task<ChainTip> TipAsync(CancellationToken cancellation) => throw Unfinished();

    /// <summary>The next step after the blocks known so far.</summary>
    /// <param name="recent">
    /// The newest known blocks, newest first, contiguous: enough to reach the newest final one; all, while there are fewer.
    /// Empty: the first step is <see cref="FollowerOptions.FirstBlock"/>.
    /// </param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>A step, or null: the caller is at the head (or the node lags behind it).</returns>
    /// <exception cref="ChainFault">The node failed or contradicts itself; nothing was concluded.</exception>
    public Task<FollowStep?> NextAsync(IReadOnlyList<BlockRef> recent, CancellationToken cancellation) => throw Unfinished();

    /// <summary>The next steps: while far behind a whole window of final blocks at once, else at most one step.</summary>
    /// <param name="recent">As for <see cref="NextAsync"/>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Any number of <see cref="Advance"/>, or one <see cref="Retract"/> or <see cref="Diverged"/>; empty at the head.</returns>
    public Task<IReadOnlyList<FollowStep>> NextRangeAsync(IReadOnlyList<BlockRef> recent, CancellationToken cancellation) => throw Unfinished();

    private NotImplementedException Unfinished() => new(_node.GetType().Name + _options);
}

/// <summary>What to follow.</summary>
public sealed record FollowerOptions
{
    /// <summary>The contracts whose logs are wanted.</summary>
    public required IReadOnlyList<Address> Addresses { get; init; }

    public required Finality Finality { get; init; }

    /// <summary>The first block to read: that of the deployment.</summary>
    public ulong FirstBlock { get; init; }

    /// <summary>The most blocks that one range may hold; bounds the memory together with <see cref="MaxLogsPerRange"/>.</summary>
    public int MaxBlocksPerRange { get; init; } = 256;

    /// <summary>The window shrinks when a range brought more logs than this.</summary>
    public int MaxLogsPerRange { get; init; } = 20_000;
}
