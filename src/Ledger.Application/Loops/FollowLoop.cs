// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Machine;
using Ledger.Application.Projecting;
using Ledger.Chain;
using Ledger.Chain.Follow;
using Ledger.Domain;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Divergences;

namespace Ledger.Application.Loops;

/// <summary>Follows the chain into the store. Restart and normal work are the same path: ask for the step after what is kept.</summary>
internal sealed class FollowLoop(LedgerContext context, Follower follower) : LedgerLoop(context)
{
    // While catching up so much shares a commit: events are filed under hashes, and a commit writes nearly every page of such an index, however small it is.
    private const int EventsPerCommit = 8_000;
    private const int BlocksPerCommit = 256;

    private readonly Projector _projector = new(context);
    private readonly BlockCadence _cadence = new(context.Time, TimeSpan.FromMilliseconds(context.Options.PollIntervalMs));

    // Blocks that the present reorg took back so far.
    private int _takenBack;

    // While catching up, what the next commit takes is read and decoded while this one is written.
    private (BlockRef After, Task<Reading?> Reading)? _ahead;

    public override string Name => "follow";

    /// <summary>On a network the next block is looked for when it is due; the embedded chain tells of its own.</summary>
    protected override TimeSpan Pause => Context.Record.IsEmbedded ? base.Pause : _cadence.Wait();

    /// <summary>How many known blocks the follower must see: enough to reach the newest final one.</summary>
    private int Depth => checked((int)(Context.Record.IsEmbedded ? 1 : Context.Record.FinalityBlocks + 2));

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        var (steps, blocks) = await NextAsync(cancellation);
        if (steps is [Diverged diverged])
        {
            await HaltAsync(diverged, cancellation);
            return false;
        }

        if (steps.Count == 0)
        {
            return false;
        }

        if (steps.Count > 1)
        {
            await ReadAheadAsync(steps, cancellation);
        }

        var moved = await Context.Store.WriteAsync(writer => Take(writer, steps, blocks), cancellation);
        foreach (var block in blocks)
        {
            block.Dispose(); // only after a good write: one that failed may have left them with the writer
        }

        Count(steps, moved);
        Context.Work.Wake();
        return moved;
    }

    private void Count(IReadOnlyList<FollowStep> steps, bool moved)
    {
        if (!moved)
        {
            return;
        }

        if (steps is [Retract retract])
        {
            _takenBack++;
            LoopLog.Retracted(Log, retract.Block.ToString());
            return;
        }

        LoopMeter.Advanced(steps.Count);
        if (_takenBack > 0)
        {
            LoopLog.Reorganized(Log, _takenBack);
            LoopMeter.Reorged(_takenBack);
            _takenBack = 0;
        }
    }

    /// <summary>The steps after what the store has: those read ahead where they follow it, else read now.</summary>
    private async Task<Reading> NextAsync(CancellationToken cancellation)
    {
        var ahead = _ahead;
        _ahead = null;
        var read = ahead is { Reading: var reading } ? await reading : null;
        var (recent, final) = await Context.Store.ReadAsync(reader => (reader.Blocks.Recent(Depth), reader.Blocks.Final), cancellation);
        if (read is not null && recent is [var head, ..] && head == ahead!.Value.After)
        {
            return read;
        }

        follower.NoteFinal(final?.Number ?? 0);
        return await ReadAsync(recent, cancellation);
    }

    private async Task<Reading> ReadAsync(IReadOnlyList<BlockRef> recent, CancellationToken cancellation)
    {
        var steps = await follower.NextRangeAsync(recent, cancellation);
        if (follower.NodeHead is { } head)
        {
            _cadence.Note(head);
        }

        return new Reading(steps, [.. steps.OfType<Advance>().Select(step => DecodedBlock.Of(Context.Contracts, step))]);
    }

    private async Task ReadAheadAsync(IReadOnlyList<FollowStep> steps, CancellationToken cancellation)
    {
        var recent = Recent(steps, []);
        var reading = TryReadAsync(recent, cancellation);
        _ahead = (recent[0], reading);
        if (reading.IsFaulted)
        {
            await reading; // what is no fault of the node is nobody's to postpone
        }
    }

    /// <summary>Range after range, until it is worth a commit or the head is near; null where the node failed: then it is asked again, and fails or not in its own step.</summary>
    private async Task<Reading?> TryReadAsync(IReadOnlyList<BlockRef> recent, CancellationToken cancellation)
    {
        Reading? all = null;
        try
        {
            for (var next = await ReadAsync(recent, cancellation); ; next = await ReadAsync(recent, cancellation))
            {
                all = all?.And(next) ?? next;
                if (!next.IsRange || all.Events >= EventsPerCommit || all.Blocks.Count >= BlocksPerCommit)
                {
                    return all;
                }

                recent = Recent(next.Steps, recent);
            }
        }
        catch (ChainFault)
        {
            return all; // what was read before it failed is good
        }
    }

    /// <summary>The newest blocks once these advances are taken, newest first.</summary>
    private List<BlockRef> Recent(IReadOnlyList<FollowStep> steps, IReadOnlyList<BlockRef> before) =>
        [.. steps.Cast<Advance>().Select(step => step.Block).Reverse().Concat(before).Take(Depth)];

    private bool Take(Store.IStoreWriter writer, IReadOnlyList<FollowStep> steps, IReadOnlyList<DecodedBlock> blocks)
    {
        var isTaken = steps is [Retract retract] ? _projector.Retract(writer, retract.Block) : blocks.All(block => _projector.Advance(writer, block));
        if (!isTaken)
        {
            return false; // somebody else moved the cursor; what was taken before it stands
        }

        // Depth is counted on our own contiguous chain: what the node calls its tip may be of another fork than its blocks.
        if (writer.Blocks.Head is { } head && head.Ref.Number >= Context.Record.FinalityBlocks)
        {
            _projector.Finalize(writer, head.Ref.Number - Context.Record.FinalityBlocks);
        }

        return true;
    }

    private async Task HaltAsync(Diverged diverged, CancellationToken cancellation)
    {
        var evidence = await Context.Store.ReadAsync(reader => Evidence(reader, diverged), cancellation);
        var path = Context.Directory.WriteDivergence(diverged.Ours.Number, evidence.Write());
        Context.Halt.Set(diverged.Reason);
        LoopLog.Diverged(Log, diverged.Reason, path);
    }

    private DivergenceFile Evidence(Store.IStoreReader reader, Diverged diverged) => new(
        Context.Record.ChainId,
        diverged.Reason,
        diverged.FinalNumber,
        Context.Now,
        new DivergentBlock(diverged.Ours.Number, diverged.Ours.Hash, reader.Blocks.At(diverged.Ours.Number)?.Header),
        new DivergentBlock(diverged.Theirs.Number, diverged.Theirs.Hash(), diverged.Theirs.Encode()),
        [.. reader.Facts.InBlock(diverged.Ours.Hash).Select(row => new DivergentEvent(row.Kind, row.Transaction, row.EventIndex, new LogEntry(row.Address, [.. row.Topics], row.Data)))]);
}

/// <param name="Steps">What the follower saw next.</param>
/// <param name="Blocks">The advances among them, decoded.</param>
internal sealed record Reading(IReadOnlyList<FollowStep> Steps, IReadOnlyList<DecodedBlock> Blocks)
{
    /// <summary>Whether it is of a chain that is far ahead of us.</summary>
    public bool IsRange => Steps.Count > 1;

    public int Events => Blocks.Sum(block => block.Rows.Count);

    /// <summary>This and what follows it; this alone where the chain does not go on from it.</summary>
    public Reading And(Reading next) => next.Steps is [Advance, ..] ? new([.. Steps, .. next.Steps], [.. Blocks, .. next.Blocks]) : this;
}
