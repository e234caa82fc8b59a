// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Tries;
using Ledger.Evidence.Events;
using Ledger.Evidence.Model;

namespace Ledger.Evidence.Verification;

/// <summary>The events that the evidence's proofs show, in the order of the chain.</summary>
internal sealed class EventSet
{
    private EventSet(ImmutableArray<ChainEvent> all, Note? flaw) => (All, Facts, Flaw) = (all, [.. all.OfType<Fact>()], flaw);

    public ImmutableArray<ChainEvent> All { get; }

    /// <summary>Those that acts made.</summary>
    public ImmutableArray<Fact> Facts { get; }

    /// <summary>What is wrong with the first proof that fails; null when none does.</summary>
    public Note? Flaw { get; }

    /// <summary>Whether the headers were there to judge every proof.</summary>
    public static EventSet? Read(EvidenceDeployment deployment, ImmutableArray<EventProof> events, HeaderSet headers)
    {
        if (headers.Flaw is not null)
        {
            return null;
        }

        var found = ImmutableArray.CreateBuilder<ChainEvent>(events.Length);
        var last = (Number: 0UL, Transaction: 0UL, Log: 0U);
        for (var i = 0; i < events.Length; i++)
        {
            var proof = events[i];
            var place = (headers.Find(proof.Block)!.Number, proof.TransactionIndex, proof.LogIndex);
            if ((i > 0 && place.CompareTo(last) <= 0 ? Note.Of("event-order", ("position", i)) : null)
                is { } disorder)
            {
                return new(found.ToImmutable(), disorder);
            }

            if (Read(deployment, headers, proof, (uint)i, out var one) is { } flaw)
            {
                return new(found.ToImmutable(), flaw);
            }

            found.Add(one!);
            last = place;
        }

        return new(found.ToImmutable(), null);
    }

    private static Note? Read(EvidenceDeployment deployment, HeaderSet headers, EventProof proof, uint position, out ChainEvent? found)
    {
        found = null;
        var header = headers.Find(proof.Block)!;
        var verdict = ReceiptsTrie.Verify(header.ReceiptsRoot, proof.TransactionIndex, proof.ReceiptNodes, out var receipt);
        if (receipt is null)
        {
            return Note.Of("receipt-wrong", ("position", position), ("flaw", FlawOf(verdict)));
        }

        if (!receipt.Succeeded)
        {
            return Note.Of("receipt-reverted", ("position", position));
        }

        if (proof.LogIndex >= receipt.Logs.Count)
        {
            return Note.Of("log-missing", ("position", position));
        }

        // The transaction's hash and the block-wide log index are not in the receipt: the list's own order stands for them.
        var at = new FactPosition(new(header.Number, proof.Block), header.Timestamp, Hash32.Zero, position);
        return EventReader.TryRead(deployment, receipt.Logs[(int)proof.LogIndex], at, out found)
            ? null
            : Note.Of("log-unreadable", ("position", position));
    }

    internal static string FlawOf(PatriciaVerdict verdict) => verdict switch
    {
        PatriciaVerdict.Wrong wrong => $"{wrong.Flaw} at node {wrong.Node}",
        PatriciaVerdict.Absent => "nothing there",
        _ => "unreadable",
    };
}
