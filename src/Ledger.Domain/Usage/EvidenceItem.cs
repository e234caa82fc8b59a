// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>One piece of what an observation rests on; its struct hash is the data of its leaf under <see cref="Observation.EvidenceRoot"/>. The file itself stays with its owner.</summary>
/// <param name="Source">What kind of sighting it is of.</param>
/// <param name="Name">The file's or the thing's name.</param>
/// <param name="Content">SHA-256 (FIPS 180-4) of the file's bytes; zero when there is no file.</param>
/// <param name="ObtainedAt">When the observer had it (UTC seconds); zero when not said.</param>
/// <param name="Note">What it shows; may be empty.</param>
/// <param name="Salt">256 random bits: without them a guess at a piece could be tested against the root.</param>
public sealed record EvidenceItem(EvidenceSource Source, string Name, Hash32 Content, ulong ObtainedAt, string Note, Hash32 Salt) : ITypedStruct<EvidenceItem>
{
    public static string TypeName => "EvidenceItem";

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Uint8("source", (byte)Source);
        to.Text("name", Name);
        to.Bytes32("content", Content);
        to.Uint64("obtainedAt", ObtainedAt);
        to.Text("note", Note);
        to.Bytes32("salt", Salt);
    }

    public static EvidenceItem Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            (EvidenceSource)from.Uint8("source"),
            from.Text("name"),
            from.Bytes32("content"),
            from.Uint64("obtainedAt"),
            from.Text("note"),
            from.Bytes32("salt"));
}
