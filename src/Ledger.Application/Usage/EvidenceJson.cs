// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Domain.Usage;
using Ledger.Ethereum.Typed;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>What an observation rests on, as it is sent, shown and kept: a JSON array of the fields of its <see cref="EvidenceItem"/>s.</summary>
internal static class EvidenceJson
{
    /// <summary>Reads what came with a record.</summary>
    /// <exception cref="FormatException">A piece has not the fields of one.</exception>
    public static IReadOnlyList<EvidenceItem> Read(IReadOnlyList<JsonElement> pieces) =>
        [.. pieces.Select((piece, i) => TypedDataJson.ReadMessage<EvidenceItem>(piece, $"/evidence/{i}"))];

    /// <summary>The bytes that the journal keeps of it.</summary>
    public static byte[] Write(IReadOnlyList<EvidenceItem> pieces) =>
        JsonSerializer.SerializeToUtf8Bytes(pieces.Select(piece => JsonElement.Parse(ActJson.Message(piece))));

    /// <summary>What the journal keeps of an observation's evidence, as it stands there; null where there is none.</summary>
    public static IReadOnlyList<JsonElement>? Kept(JournalRow row) =>
        row.Attachment is { } kept && row.Kind is RecordKind.Observation ? [.. JsonElement.Parse(kept).EnumerateArray()] : null;

    /// <summary>Whether the bytes that are kept are what is written of the pieces that the observation commits to.</summary>
    public static bool Holds(Observation observation, ReadOnlySpan<byte> kept)
    {
        var pieces = Read([.. JsonElement.Parse(kept).EnumerateArray()]);
        return ObservationEvidence.Root(pieces) == observation.EvidenceRoot && Write(pieces).AsSpan().SequenceEqual(kept);
    }
}
