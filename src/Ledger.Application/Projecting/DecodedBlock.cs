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
internal sealed class DecodedBlock
{
    private DecodedBlock(Advance step, Fact?[] facts, NewFact[] rows, IReadOnlyCollection<TouchedSubject> touched) =>
        (Step, Facts, Rows, Touched) = (step, facts, rows, touched);

    public Advance Step { get; }

    /// <summary>What the logs say, one for one; null where this version cannot read one.</summary>
    public IReadOnlyList<Fact?> Facts { get; }

    /// <summary>The logs on their way into the store, one for one.</summary>
    public IReadOnlyList<NewFact> Rows { get; }

    /// <summary>The subjects with rows that the block's facts concern, each once, by its first fact.</summary>
    public IReadOnlyCollection<TouchedSubject> Touched { get; }

    public BlockRow Block => new(Step.Block, Step.Header.ParentHash, Step.Time, Step.Header.Encode());

    public static DecodedBlock Of(LedgerContracts contracts, Advance step)
    {
        var facts = new Fact?[step.Logs.Count];
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

        foreach (var (_, subject) in touched)
        {
            subject.Fold();
        }

        return new DecodedBlock(step, facts, rows, touched.Values);
    }

    /// <summary>The keys under which a fact is found, its subjects' and its act's id; those subjects are noted as touched.</summary>
    private static Hash32[] File(Fact fact, int index, Dictionary<Hash32, TouchedSubject> touched)
    {
        var subjects = fact.Subjects;
        var keys = new Hash32[subjects.Count + 1];
        for (var i = 0; i < subjects.Count; i++)
        {
            var subject = subjects[i];
            keys[i] = StoreKeys.Of(subject);
            if (Folding.HasRow(subject.Kind))
            {
                ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(touched, keys[i], out _);
                found ??= new TouchedSubject(subject, keys[i], index);
                found.Note(fact);
            }
        }

        keys[^1] = fact.Recorded.ActId;
        return keys;
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var whole) && whole.Offset == 0 && whole.Array!.Length == data.Length ? whole.Array : data.ToArray();
}
