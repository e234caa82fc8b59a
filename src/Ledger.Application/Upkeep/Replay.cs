// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Projecting;
using Ledger.Chain;
using Ledger.Chain.Follow;
using Ledger.Ethereum.Blocks;
using Ledger.Store;
using Ledger.Store.Facts;
using Ledger.Store.Sqlite;

namespace Ledger.Application.Upkeep;

/// <summary>
/// Lives the kept history again in a scratch store: every block in the order of its arrival, retractions where they must
/// have been, through the projector that normal work goes through. Rows get the numbers that they had.
/// </summary>
internal sealed class Replay(Ground ground, FlawBook book)
{
    private const int Batch = 200;

    /// <summary>Makes the scratch store; it goes with the scratch directory.</summary>
    public async Task<SqliteStore> RunAsync(IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        var scratch = SqliteStore.Create(Path.Combine(ground.Scratch.Root, "replay.db"), SqliteOptions.Alone);
        try
        {
            await CopyRecordsAsync(scratch, cancellation);
            await CopySuspectsAsync(scratch, cancellation);
            await CopyDocumentsAsync(scratch, cancellation);
            var projector = new Projector(ground.Over(scratch));
            for (var page = await PageAsync(0, cancellation); page.Count > 0; page = await PageAsync(page[^1].Block.Seq, cancellation))
            {
                book.Add(await scratch.WriteAsync(writer => page.Select(step => Live(writer, projector, step)).OfType<Flaw>().ToList(), cancellation));
                progress?.Report(new UpkeepStep(UpkeepStep.Replay, (ulong)page[^1].Block.Seq));
            }

            await EndAsync(scratch, projector, cancellation);
            return scratch;
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    private Task<List<KeptStep>> PageAsync(long after, CancellationToken cancellation) => ground.Store.ReadAsync(
        reader => reader.Blocks.After(after, Batch).Select(block => new KeptStep(block, reader.Facts.InRow(block.Seq))).ToList(), cancellation);

    /// <summary>Takes back what the block does not stand on, and takes it in.</summary>
    private Flaw? Live(IStoreWriter writer, Projector projector, KeptStep step)
    {
        var block = step.Block.Block;
        while (writer.Blocks.Head is { } head && head.Ref.Hash != block.Parent)
        {
            if (!projector.Retract(writer, head.Ref))
            {
                return Flaw.BlockMisplaced(block.Ref);
            }
        }

        if (!BlockHeader.TryDecode(block.Header, out var header))
        {
            return Flaw.BlockChanged(block.Ref);
        }

        var logs = step.Facts.Select(fact => new EventLog(new LogEntry(fact.Address, [.. fact.Topics], fact.Data), block.Ref, fact.Transaction, 0, fact.EventIndex));
        var advance = new Advance(header, block.Ref, block.Time, [.. logs]);
        return projector.Advance(writer, DecodedBlock.Of(ground.Contracts, advance)) ? null : Flaw.BlockMisplaced(block.Ref);
    }

    /// <summary>Takes back what was retracted last, and marks what is final.</summary>
    private async Task EndAsync(SqliteStore scratch, Projector projector, CancellationToken cancellation)
    {
        var (head, final) = await ground.Store.ReadAsync(reader => (reader.Blocks.Head, reader.Blocks.Final), cancellation);
        await scratch.WriteAsync(
            writer =>
            {
                while (writer.Blocks.Head is { } last && last.Ref != head?.Ref && projector.Retract(writer, last.Ref))
                {
                }

                if (final is { } at)
                {
                    projector.Finalize(writer, at.Number);
                }

                return true;
            },
            cancellation);
        for (long after = 0; ;)
        {
            var kept = await ground.Store.ReadAsync(reader => reader.Blocks.After(after, Batch), cancellation);
            var lived = await scratch.ReadAsync(reader => reader.Blocks.After(after, Batch), cancellation);
            book.Add(kept.Zip(lived).Where(pair => pair.First.Seq != pair.Second.Seq || pair.First.Retracted != pair.Second.Retracted)
                .Select(pair => Flaw.BlockMisplaced(pair.First.Block.Ref)));
            if (kept.Count == 0)
            {
                return;
            }

            after = kept[^1].Seq;
        }
    }

    private async Task CopyRecordsAsync(SqliteStore scratch, CancellationToken cancellation)
    {
        for (long after = 0; ;)
        {
            var page = await ground.Store.ReadAsync(reader => reader.Journal.List(default, after, Batch), cancellation);
            if (page.Count == 0)
            {
                return;
            }

            await scratch.WriteAsync(
                writer =>
                {
                    foreach (var row in page)
                    {
                        writer.Journal.Append(row);
                    }

                    return true;
                },
                cancellation);
            after = page[^1].Seq;
        }
    }

    private async Task CopySuspectsAsync(SqliteStore scratch, CancellationToken cancellation)
    {
        for (long after = 0; ;)
        {
            var page = await ground.Store.ReadAsync(reader => reader.Suspects.List(null, null, null, after, Batch), cancellation);
            if (page.Count == 0)
            {
                return;
            }

            await scratch.WriteAsync(writer => page.All(writer.Suspects.TryAdd), cancellation);
            after = page[^1].Seq;
        }
    }

    private async Task CopyDocumentsAsync(SqliteStore scratch, CancellationToken cancellation)
    {
        for (Ethereum.Hash32 after = default; ;)
        {
            var page = await ground.Store.ReadAsync(
                reader => reader.Documents.List(after, Batch).Select(row => reader.Documents.Find(row.Id)!).ToList(), cancellation);
            if (page.Count == 0)
            {
                return;
            }

            await scratch.WriteAsync(writer => page.Count(writer.Documents.TryAdd), cancellation);
            after = page[^1].Id;
        }
    }

    private sealed record KeptStep(KeptBlock Block, IReadOnlyList<FactRow> Facts);
}
