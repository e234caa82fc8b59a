// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Chain;
using Ledger.Chain.Follow;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Store;
using Ledger.Store.Facts;

namespace Ledger.Application.Projecting;

/// <summary>The one commit point: cursor, facts, folded rows, fates of intents and alerts move together or not at all.</summary>
internal sealed class Projector(LedgerContext context)
{
    private readonly Fates _fates = new(context);
    private readonly Watch _watch = new(context);

    /// <summary>Takes a block in; false, with nothing written, when the store's head is not its parent.</summary>
    public bool Advance(IStoreWriter writer, Advance step)
    {
        var decoded = step.Logs.Select(log => FactDecoder.TryDecode(context.Contracts, step.Header, log, out var fact) ? fact : null).ToList();
        var block = new BlockRow(step.Block, step.Header.ParentHash, step.Time, step.Header.Encode());
        var rows = writer.Blocks.TryAdvance(block, [.. step.Logs.Select((log, i) => NewFact(log, decoded[i]))]);
        if (rows is null)
        {
            return false;
        }

        var facts = decoded.OfType<Fact>().ToList();
        foreach (var subject in facts.SelectMany(fact => fact.Subjects).ToHashSet())
        {
            Folding.Refold(context.On(writer), writer, subject);
        }

        for (var i = 0; i < decoded.Count; i++)
        {
            if (decoded[i] is CheckpointAnchored checkpoint)
            {
                Folding.PutCheckpoint(writer, rows[i], checkpoint);
                _watch.Decide(writer, checkpoint);
            }
        }

        foreach (var fact in facts)
        {
            _fates.Record(writer, fact);
        }

        Fates.Expire(writer, step.Time);
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

        var facts = rows.Where(row => !UnknownEvents.Is(row.Kind)).Select(context.On(writer).Decode).ToList();
        foreach (var subject in facts.SelectMany(fact => fact.Subjects).ToHashSet())
        {
            Folding.Refold(context.On(writer), writer, subject);
        }

        foreach (var checkpoint in facts.OfType<CheckpointAnchored>())
        {
            writer.Projections.Remove(RowKinds.Checkpoint, checkpoint.Recorded.ActId);
        }

        _watch.Undecide(writer, block);
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

    private static NewFact NewFact(EventLog log, Fact? fact) => new(
        log.Index,
        log.Transaction,
        log.Entry.Address,
        log.Entry.Topics,
        log.Entry.Data.ToArray(),
        fact?.Name ?? UnknownEvents.Kind,
        fact is null ? [] : [.. fact.Subjects.Select(StoreKeys.Of), fact.Recorded.ActId]);
}
