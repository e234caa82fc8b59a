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

    private DecodedBlock(Advance step, ChainEvent?[] facts, NewFact[] rows, IReadOnlyCollection<TouchedSubject> touched, RowBodies bodies) =>
        (Step, Facts, Rows, Touched, _bodies) = (step, facts, rows, touched, bodies);

    public Advance Step { get; }

    /// <summary>What the logs say, one for one; null where this version cannot read one.</summary>
    public IReadOnlyList<ChainEvent?> Facts { get; }

    /// <summary>The logs on their way into the store, one for one.</summary>
    public IReadOnlyList<NewFact> Rows { get; }

    /// <summary>The subjects with rows that the block's facts concern, each once, by its first fact.</summary>
    public IReadOnlyCollection<TouchedSubject> Touched { get; }

    public BlockRow Block => new(Step.Block, Step.Header.ParentHash, Step.Time, Step.Header.Encode());

    public static DecodedBlock Of(LedgerContracts contracts, Advance step)
    {
        var facts = new ChainEvent?[step.Logs.Count];
        var rows = new NewFact[step.Logs.Count];
        Dictionary<Hash32, TouchedSubject> touched = new(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var log = step.Logs[i];
            Hash32[] keys = [];
            if (FactDecoder.TryDecode(contracts, step.Header, log, out var fact))
            {
                facts[i] = fact;
                keys = File(fact, i, touched);
            }

            rows[i] = new NewFact(
                log.Index, log.Transaction, log.Entry.Address, log.Entry.Topics, Bytes(log.Entry.Data), fact?.Name ?? UnknownEvents.Kind, keys);
        }

        var bodies = new RowBodies(touched.Count);
        foreach (var (_, subject) in touched)
        {
            subject.Fold(bodies);
        }

        return new DecodedBlock(step, facts, rows, touched.Values, bodies);
    }

    /// <summary>Gives back what its rows' bytes lie in, once they are in the store. Whoever drops a block unwritten need not.</summary>
    public void Dispose() => _bodies.Dispose();

    /// <summary>The keys under which an event is found; the subjects of a fact that have rows are noted as touched.</summary>
    private static Hash32[] File(ChainEvent found, int index, Dictionary<Hash32, TouchedSubject> touched)
    {
        var subjects = found.Subjects; // a list made anew at each asking
        var keys = StoreKeys.Of(found, subjects);
        if (found is Fact fact)
        {
            for (var i = 0; i < subjects.Count; i++)
            {
                var subject = subjects[i];
                if (Folding.HasRow(subject.Kind))
                {
                    ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(touched, keys[i], out _);
                    entry ??= new TouchedSubject(subject, keys[i], index);
                    entry.Note(fact);
                }
            }
        }

        return keys;
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var whole) && whole.Offset == 0 && whole.Array!.Length == data.Length ? whole.Array : data.ToArray();
}
