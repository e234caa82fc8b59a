// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain;
using Ledger.Chain.Embedded;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Facts;

namespace Ledger.Application.Upkeep;

/// <summary>
/// Kept blocks and facts against the chain itself: an embedded one replays its records from the first on, in the scratch
/// directory, to equal hashes; a network's node is asked up to what is final.
/// </summary>
internal sealed class ChainCheck(Ground ground, FlawBook book)
{
    private const int Batch = 200;

    /// <summary>The embedded chain's records line by line, and against the kept blocks; no engine is needed for that.</summary>
    public async Task LookAtRecordsAsync(CancellationToken cancellation)
    {
        if (!ground.Record.IsEmbedded)
        {
            return;
        }

        try
        {
            foreach (var block in ChainFiles.Blocks(ground.Scratch.Chain))
            {
                await ground.Store.ReadAsync(reader => Look(reader, block), cancellation);
            }
        }
        catch (ChainFault damage)
        {
            book.Add(Flaw.RecordsDamaged(damage.Message));
        }
    }

    public async Task RunAsync(OpenChain open, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        try
        {
            progress?.Report(new UpkeepStep(UpkeepStep.Chain));
            await using var engine = await open(ground.Scratch, cancellation);
            var genesis = await engine.Node.BlockAsync(0, cancellation);
            if (genesis?.Ref.Hash != ground.Record.Genesis)
            {
                book.Add(Flaw.BlockDiffers(new BlockRef(0, ground.Record.Genesis), genesis?.Ref.Hash));
                return;
            }

            await CompareAsync(engine.Node, progress, cancellation);
        }
        catch (EmbeddedDivergenceException diverged)
        {
            book.Add(Flaw.ReplayDiffers(diverged.Number));
        }
        catch (ChainFault fault)
        {
            book.Add(Flaw.ChainUnread(fault.Message));
        }
    }

    private bool Look(IStoreReader reader, RecordedBlockRef block)
    {
        if (reader.Blocks.At(block.Number) is not { } kept || block.Hash is not { } hash)
        {
            return true; // before the contracts, or not followed yet
        }

        if (kept.Ref.Hash != hash)
        {
            book.Add(Flaw.BlockDiffers(kept.Ref, hash));
        }

        book.Add(reader.Facts.InBlock(kept.Ref.Hash).Where(fact => !block.Transactions.Contains(fact.Transaction))
            .Select(fact => Flaw.TransactionUnrecorded(fact.Seq, fact.Block)));
        return true;
    }

    private async Task CompareAsync(EthereumNode node, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        var (first, last) = await ground.Store.ReadAsync(
            reader => (reader.Blocks.First?.Ref.Number, ground.Record.IsEmbedded ? reader.Blocks.Head?.Ref.Number : reader.Blocks.Final?.Number), cancellation);
        if (first is not { } from || last is not { } to)
        {
            return;
        }

        for (var at = from; at <= to;)
        {
            var blocks = await node.HeadersAsync(at, (int)Math.Min(Batch, to - at + 1), cancellation);
            if (blocks.Count == 0)
            {
                var missing = await ground.Store.ReadAsync(reader => reader.Blocks.At(at)!.Ref, cancellation);
                book.Add(Flaw.BlockDiffers(missing, null));
                return;
            }

            var logs = await node.LogsAsync(blocks, ground.Contracts.Addresses, cancellation);
            await ground.Store.ReadAsync(
                reader =>
                {
                    for (var i = 0; i < blocks.Count; i++)
                    {
                        Compare(reader, blocks[i].Ref, logs[i]);
                    }

                    return true;
                },
                cancellation);
            at += (ulong)blocks.Count;
            progress?.Report(new UpkeepStep(UpkeepStep.Chain, at - from, to - from + 1));
        }
    }

    private void Compare(IStoreReader reader, BlockRef theirs, IReadOnlyList<EventLog> logs)
    {
        if (reader.Blocks.At(theirs.Number) is not { } ours || ours.Ref != theirs)
        {
            book.Add(Flaw.BlockDiffers(new BlockRef(theirs.Number, reader.Blocks.At(theirs.Number)?.Ref.Hash ?? Hash32.Zero), theirs.Hash));
            return;
        }

        var facts = reader.Facts.InBlock(theirs.Hash).ToDictionary(fact => fact.EventIndex);
        var events = logs.ToDictionary(log => log.Index);
        book.Add(facts.Keys.Union(events.Keys).Order()
            .Where(index => !facts.TryGetValue(index, out var fact) || !events.TryGetValue(index, out var log) || !IsSame(fact, log))
            .Select(index => Flaw.FactDiffers(theirs, index)));
    }

    private static bool IsSame(FactRow fact, EventLog log) =>
        fact.Address == log.Entry.Address
        && fact.Transaction == log.Transaction
        && fact.Topics.SequenceEqual(log.Entry.Topics)
        && fact.Data.AsSpan().SequenceEqual(log.Entry.Data.Span);
}
