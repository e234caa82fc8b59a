// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;

namespace Ledger.Chain.Follow;

/// <summary>Reads the chain forward, block by block, on one contiguous chain of hashes. It keeps no cursor: the caller does.</summary>
/// <param name="node">The node to read.</param>
/// <param name="options">What to follow and when it is final.</param>
public sealed class Follower(EthereumNode node, FollowerOptions options)
{
    private readonly RangeWindow _window = new(options.FirstBlocksPerRange, options.MaxBlocksPerRange, options.MaxLogsPerRange);

    // The highest number that was ever final here. It keeps several shallow reorgs from adding up to a deep one.
    private ulong _finalNumber;

    /// <summary>The number of the node's newest block when it was last asked; null before its first answer.</summary>
    public ulong? NodeHead { get; private set; }

    /// <summary>Tells, after a restart, up to which number the caller's own blocks were final already.</summary>
    public void NoteFinal(ulong number) => _finalNumber = Math.Max(_finalNumber, number);

    /// <summary>The next step after the blocks known so far.</summary>
    /// <param name="recent">
    /// The newest known blocks, newest first, contiguous: enough to reach the newest final one; all, while there are fewer.
    /// Empty: the first step is <see cref="FollowerOptions.FirstBlock"/>.
    /// </param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>A step, or null: the caller is at the head (or the node lags behind it).</returns>
    /// <exception cref="ChainFault">The node failed or contradicts itself; nothing was concluded.</exception>
    public Task<FollowStep?> NextAsync(IReadOnlyList<BlockRef> recent, CancellationToken cancellation) => NextStepAsync(recent, null, cancellation);

    // The head, where it was asked for just now, mostly is the next block.
    private async Task<FollowStep?> NextStepAsync(IReadOnlyList<BlockRef> recent, NodeBlock? head, CancellationToken cancellation)
    {
        var number = Next(recent);
        var next = head?.Ref.Number == number ? head : await node.BlockAsync(number, cancellation);
        if (recent.Count == 0)
        {
            return next is null ? null : await AdvanceAsync(next, cancellation);
        }

        if (next is not null && next.Parent == recent[0].Hash)
        {
            return await AdvanceAsync(next, cancellation);
        }

        return await CompareAsync(recent, cancellation);
    }

    /// <summary>The next steps: while far behind a whole window of final blocks at once, else at most one step.</summary>
    /// <param name="recent">As for <see cref="NextAsync"/>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Any number of <see cref="Advance"/>, or one <see cref="Retract"/> or <see cref="Diverged"/>; empty at the head.</returns>
    public async Task<IReadOnlyList<FollowStep>> NextRangeAsync(IReadOnlyList<BlockRef> recent, CancellationToken cancellation)
    {
        var first = Next(recent);
        var (head, final) = await HeadAsync(cancellation);
        if (recent.Count > 0 && head.Ref == recent[0])
        {
            _window.Rest();
            return []; // mostly: nothing new, and one question was enough
        }

        if (final <= first || _window.Blocks == 1)
        {
            _window.Rest();
            return await NextStepAsync(recent, head, cancellation) is { } step ? [step] : [];
        }

        var count = (int)Math.Min((ulong)_window.Blocks, final - first + 1);
        try
        {
            var blocks = await node.HeadersAsync(first, count, cancellation);
            if (blocks.Count == 0 || (recent.Count > 0 && blocks[0].Parent != recent[0].Hash))
            {
                return await CompareAsync(recent, cancellation) is { } step ? [step] : [];
            }

            var logs = await node.LogsAsync(blocks, options.Addresses, cancellation);
            _window.Worked(blocks.Count, logs.Sum(each => each.Count));
            return [.. blocks.Select((block, i) => Advanced(block, logs[i]))];
        }
        catch (ChainFault fault)
        {
            _window.Failed(count);
            if (fault.Kind is ChainFaultKind.Throttled)
            {
                throw; // asked too often, not for too much: the caller waits, and then asks for half
            }

            // Vendors refuse ranges in words of their own, none of them reliable: whatever it was, ask for half.
            return await NextRangeAsync(recent, cancellation);
        }
    }

    private ulong Next(IReadOnlyList<BlockRef> recent) => recent.Count == 0 ? options.FirstBlock : recent[0].Number + 1;

    private async Task<(NodeBlock Head, ulong Final)> HeadAsync(CancellationToken cancellation)
    {
        var head = await node.HeadAsync(cancellation);
        NodeHead = head.Ref.Number;
        var final = options.Finality.Depth is { } depth
            ? head.Ref.Number - Math.Min(head.Ref.Number, depth)
            : (await node.FinalizedAsync(cancellation)).Ref.Number;
        return (head, final);
    }

    /// <summary>Why the next block is not there, or not a child of ours: we are at the head, or the chain moved.</summary>
    private async Task<FollowStep?> CompareAsync(IReadOnlyList<BlockRef> recent, CancellationToken cancellation)
    {
        if (recent.Count == 0)
        {
            return null;
        }

        var theirs = await node.BlockAsync(recent[0].Number, cancellation);
        if (theirs?.Ref == recent[0])
        {
            return null;
        }

        var depth = options.Finality.Depth ?? 0;
        var final = options.Finality.Depth is null
            ? Math.Min((await node.FinalizedAsync(cancellation)).Ref.Number, recent[0].Number)
            : recent[0].Number - Math.Min(recent[0].Number, depth);
        final = Math.Max(final, _finalNumber);

        // The newest block that both hold. Where the node's chain ends below ours, it lags, unless it differs where it ends.
        NodeBlock? differing = theirs;
        foreach (var ours in recent)
        {
            theirs = ours == recent[0] ? theirs : await node.BlockAsync(ours.Number, cancellation);
            if (theirs?.Ref == ours)
            {
                break;
            }

            differing = theirs ?? differing;
            if (differing is not null && ours.Number <= final)
            {
                // Only another block at a final height is a divergence: a node that shows none there is behind its own answers.
                if (theirs is null)
                {
                    throw new ChainFault(
                        ChainFaultKind.Inconsistent,
                        $"The node shows block {differing.Ref.Number} and none at {ours.Number} below it: nothing is concluded from it.",
                        isTransient: true);
                }

                await ConfirmAsync(theirs, cancellation);
                return Divergence(ours, theirs, final);
            }
        }

        return differing is null ? null : new Retract(recent[0]);
    }

    /// <summary>A divergence stops everything, so the node must show it twice, and be of the right chain when it does.</summary>
    private async Task ConfirmAsync(NodeBlock differing, CancellationToken cancellation)
    {
        var (chainId, again) = await node.ChainAndBlockAsync(differing.Ref.Number, cancellation);
        if (options.ChainId is { } expected && chainId != expected)
        {
            throw new ChainFault(ChainFaultKind.Inconsistent, $"The node answers for chain {chainId}, not {expected}: its blocks say nothing about ours.", isTransient: true);
        }

        if (again?.Ref != differing.Ref)
        {
            throw new ChainFault(ChainFaultKind.Inconsistent, $"The node shows another block {differing.Ref.Number} than a moment ago: nothing is concluded from it.", isTransient: true);
        }
    }

    private static Diverged Divergence(BlockRef ours, NodeBlock theirs, ulong final) => new(
        ours,
        theirs.Header,
        final,
        $"Block {ours.Number} was final as {ours.Hash}, but the node's chain does not hold it (it shows {theirs.Ref.Hash} at {theirs.Ref.Number}). "
            + $"Everything up to block {final} was final: nothing is written until an operator decides which chain is right.");

    private async Task<Advance> AdvanceAsync(NodeHeader block, CancellationToken cancellation) =>
        Advanced(block, await node.LogsAsync(block, options.Addresses, cancellation));

    private Advance Advanced(NodeHeader block, IReadOnlyList<EventLog> logs)
    {
        if (options.Finality.Depth is { } depth && block.Ref.Number >= depth)
        {
            NoteFinal(block.Ref.Number - depth);
        }

        return new Advance(block.Header, block.Ref, block.Time, logs);
    }
}
