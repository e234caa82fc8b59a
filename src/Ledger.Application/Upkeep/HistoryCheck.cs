// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Ethereum.Blocks;
using Ledger.Store;
using Ledger.Store.Facts;

namespace Ledger.Application.Upkeep;

/// <summary>Blocks against their headers' hashes, facts against their acts' ids and their blocks' blooms, retracted ones too.</summary>
internal sealed class HistoryCheck(Ground ground, FlawBook book)
{
    private const int Batch = 500;

    public long Blocks { get; private set; }

    public long Retracted { get; private set; }

    public long Facts { get; private set; }

    public async Task RunAsync(IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        for (long after = 0; ;)
        {
            var page = await ground.Store.ReadAsync(reader => reader.Blocks.After(after, Batch), cancellation);
            if (page.Count == 0)
            {
                return;
            }

            await ground.Store.ReadAsync(
                reader =>
                {
                    foreach (var kept in page)
                    {
                        Look(reader, kept);
                    }

                    return true;
                },
                cancellation);
            after = page[^1].Seq;
            progress?.Report(new UpkeepStep(UpkeepStep.History, (ulong)Blocks));
        }
    }

    private void Look(IStoreReader reader, KeptBlock kept)
    {
        var block = kept.Block;
        Blocks++;
        Retracted += kept.Retracted ? 1 : 0;
        if (!BlockHeader.TryDecode(block.Header, out var header)
            || header.Hash() != block.Ref.Hash
            || header.Number != block.Ref.Number
            || header.ParentHash != block.Parent
            || header.Timestamp != block.Time)
        {
            book.Add(Flaw.BlockChanged(block.Ref));
            header = null;
        }

        foreach (var fact in reader.Facts.InRow(kept.Seq))
        {
            Facts++;
            if (!IsWhole(fact, header))
            {
                book.Add(Flaw.FactChanged(fact.Seq, fact.Block, fact.Kind));
            }
            else if (!UnknownEvents.Is(fact.Kind) && !IsFiled(reader, fact))
            {
                book.Add(Flaw.FactMisfiled(fact.Seq, fact.Block, fact.Kind));
            }
        }
    }

    private bool IsWhole(FactRow fact, BlockHeader? header)
    {
        var entry = new LogEntry(fact.Address, [.. fact.Topics], fact.Data);
        if (ground.Contracts.NameOf(fact.Address) is null || (header is not null && !header.LogsBloom.Covers(Bloom.Of([entry]))))
        {
            return false;
        }

        try
        {
            return UnknownEvents.Is(fact.Kind) || string.Equals(new Known(null!, ground.Contracts).Decode(fact).Name, fact.Kind, StringComparison.Ordinal);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private bool IsFiled(IStoreReader reader, FactRow row)
    {
        var subjects = StoreKeys.Of(ground.On(reader).Decode(row));
        return reader.Facts.SubjectsOf(row.Seq).SequenceEqual(subjects) && Array.TrueForAll(subjects, subject => reader.Facts.IsFiled(subject, row.Seq));
    }
}
