// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>The tree over what an observation rests on, and the rules that its pieces obey.</summary>
public static class ObservationEvidence
{
    /// <summary>How many pieces an observation has at most.</summary>
    public const int Most = 256;

    /// <summary>The RFC 6962 root (keccak-256) over the pieces in the order given; zero where there are none.</summary>
    public static Hash32 Root(IReadOnlyList<EvidenceItem> items) =>
        items.Count == 0 ? Hash32.Zero : MerkleTree.Root(MerkleHash.Leaves(Eip712.HashStructs(items)));

    /// <summary>Whether what came with a record is well formed, and what the record commits to. It may be left out: the signed root holds its place.</summary>
    /// <param name="evidence">The pieces; null where none came.</param>
    public static Refusal? Check(IUsageRecord record, IReadOnlyList<EvidenceItem>? evidence) => (record, evidence) switch
    {
        (_, null) => null,
        (Observation observation, var items) => Check(observation, items),
        _ => new EvidenceUnexpected(record.Kind),
    };

    private static Refusal? Check(Observation observation, IReadOnlyList<EvidenceItem> items)
    {
        if (items.Count > Most)
        {
            return new EvidenceTooLong(items.Count, Most);
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (Check(items[i], $"evidence/{i}") is { } refusal)
            {
                return refusal;
            }
        }

        return Root(items) is var root && root != observation.EvidenceRoot ? new EvidenceRootMismatch(observation.EvidenceRoot, root) : null;
    }

    private static Refusal? Check(EvidenceItem item, string at) =>
        (item.Source > EvidenceSource.Other ? new EvidenceSourceUnknown((byte)item.Source) : null)
        ?? RecordText.Check($"{at}/name", item.Name)
        ?? RecordText.CheckOptional($"{at}/note", item.Note);
}
