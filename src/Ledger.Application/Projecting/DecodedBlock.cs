// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Ledger.Application.Core;
using Ledger.Chain;
using Ledger.Chain.Deploy;
using Ledger.Chain.Follow;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store.Facts;

namespace Ledger.Application.Projecting;

/// <summary>A block as read, with all of it that needs no store: decoded, filed under its subjects' keys, and folded as far as it goes.</summary>
internal sealed class DecodedBlock : IDisposable
{
    private readonly RowBodies _bodies;

    private DecodedBlock(Advance step, ChainEvent?[] facts, BlockFacts rows, Dictionary<Hash32, TouchedSubject> touched, RowBodies bodies) =>
        (Step, Facts, Rows, Touched, _bodies) = (step, facts, rows, touched, bodies);

    public Advance Step { get; }

    /// <summary>What the logs say, one for one; null where this version cannot read one.</summary>
    public IReadOnlyList<ChainEvent?> Facts { get; }

    /// <summary>The logs on their way into the store, one for one.</summary>
    public IReadOnlyList<NewFact> Rows { get; }

    /// <summary>The subjects with rows that the block's facts concern, by their keys in the store; in the order of their first facts.</summary>
    public IReadOnlyDictionary<Hash32, TouchedSubject> Touched { get; }

    public BlockRow Block => new(Step.Block, Step.Header.ParentHash, Step.Time, Step.Header.Encode());

    public static DecodedBlock Of(LedgerContracts contracts, Advance step)
    {
        var facts = new ChainEvent?[step.Logs.Count];
        var keys = new Hash32[step.Logs.Count][];
        Dictionary<Hash32, TouchedSubject> touched = new(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            var isRead = FactDecoder.TryDecode(contracts, step.Header, step.Logs[i], out facts[i]);
            keys[i] = isRead ? File(facts[i]!, i, touched) : [];
        }

        var bodies = new RowBodies(touched.Count);
        var one = new Fact[1];
        foreach (var (_, subject) in touched)
        {
            subject.Fold(bodies, one);
        }

        return new DecodedBlock(step, facts, new BlockFacts(step.Logs, facts, keys), touched, bodies);
    }

    /// <summary>Gives back what its rows' bytes lie in, once they are in the store. Whoever drops a block unwritten need not.</summary>
    public void Dispose() => _bodies.Dispose();

    /// <summary>The keys under which an event is found; the subjects of a fact that have rows are noted as touched.</summary>
    private static Hash32[] File(ChainEvent found, int index, Dictionary<Hash32, TouchedSubject> touched)
    {
        var subjects = found.Subjects; // made anew at each asking
        var keys = StoreKeys.Of(found, subjects);
        if (found is Fact fact)
        {
            for (var i = 0; i < subjects.Count; i++)
            {
                var subject = subjects[i];
                if (Folding.HasRow(subject.Kind))
                {
                    ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(touched, keys[i], out _);
                    entry ??= new TouchedSubject(subject, index);
                    entry.Note(fact);
                }
            }
        }

        return keys;
    }
}
