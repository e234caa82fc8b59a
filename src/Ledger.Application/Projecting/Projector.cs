// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Store;

namespace Ledger.Application.Projecting;

/// <summary>The one commit point: cursor, facts, folded rows, fates of intents and alerts move together or not at all.</summary>
internal sealed class Projector(LedgerContext context)
{
    private readonly Fates _fates = new(context);
    private readonly Watch _watch = new(context);

    /// <summary>Takes a block in; false, with nothing written, when the store's head is not its parent.</summary>
    public bool Advance(IStoreWriter writer, DecodedBlock block)
    {
        var rows = writer.Blocks.TryAdvance(block.Block, block.Rows);
        if (rows is null)
        {
            return false;
        }

        var known = context.On(writer);
        foreach (var (key, touched) in block.Touched)
        {
            var first = rows.SeqOf(touched.First);
            if (writer.Facts.IsFiledBefore(key, first))
            {
                Folding.Refold(known, writer, touched.Subject);
            }
            else
            {
                Folding.Put(writer, touched.Subject, key, first, touched.Alone);
            }
        }

        for (var i = 0; i < rows.Count; i++)
        {
            switch (block.Facts[i])
            {
                case CheckpointAnchored checkpoint:
                    Folding.PutCheckpoint(writer, rows[i], checkpoint);
                    _watch.Decide(writer, checkpoint);
                    break;
                case Lodged lodged:
                    Folding.PutLodging(writer, rows[i], lodged);
                    break;
            }
        }

        _watch.Pass(writer);
        _fates.Record(writer, block.Facts.OfType<Fact>());
        Fates.Expire(writer, block.Step.Time);
        return true;
    }

    /// <summary>Takes a block back; false, with nothing written, when it is not the head or may not be taken back.</summary>
    public bool Retract(IStoreWriter writer, BlockRef block)
    {
        var rows = writer.Facts.InBlock(block.Hash);
        if (!writer.Blocks.TryRetract(block))
        {
            return false;
        }

        var events = rows.Where(row => !UnknownEvents.Is(row.Kind)).Select(context.On(writer).Decode).ToList();
        var facts = events.OfType<Fact>().ToList();
        foreach (var subject in facts.SelectMany(fact => fact.Subjects).ToHashSet())
        {
            Folding.Refold(context.On(writer), writer, subject);
        }

        foreach (var checkpoint in facts.OfType<CheckpointAnchored>())
        {
            writer.Projections.Remove(RowKinds.Checkpoint, checkpoint.Recorded.ActId);
        }

        foreach (var lodged in events.OfType<Lodged>())
        {
            writer.Projections.Remove(RowKinds.Lodging, Folding.LodgingId(lodged.Pool, lodged.Digest));
        }

        _watch.Undecide(writer, block);
        foreach (var checkpoint in facts.OfType<CheckpointAnchored>())
        {
            _watch.Undecide(writer, checkpoint);
        }

        _fates.Retract(writer, block, facts);
        return true;
    }

    /// <summary>Marks what lies deep enough as final, with all that hangs on it.</summary>
    public void Finalize(IStoreWriter writer, ulong finalNumber)
    {
        if (writer.Blocks.Head is not { } head)
        {
            return;
        }

        var number = Math.Min(finalNumber, head.Ref.Number);
        if (writer.Blocks.Final is { } final && final.Number >= number || writer.Blocks.At(number) is not { } block || !writer.Blocks.TryMarkFinal(block.Ref))
        {
            return;
        }

        _fates.Finalize(writer, number);
        _watch.Finalize(writer, number);
    }
}
