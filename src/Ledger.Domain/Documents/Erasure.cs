// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Documents;

/// <summary>A party's signed demand that a document be erased; afterwards the tombstone that stays in its place. Signed under the domain of UsageLog, as all records are.</summary>
/// <param name="Document">The document's root.</param>
/// <param name="Party">Who demands it; the signing key is one of its keys with scope Contract.</param>
/// <param name="Reason">Why, in its words.</param>
/// <param name="RequestedAt">When (UTC seconds).</param>
/// <param name="Salt">256 random bits.</param>
public sealed record Erasure(Hash32 Document, PartyId Party, string Reason, ulong RequestedAt, Hash32 Salt) : IErasureDemand, ITypedStruct<Erasure>
{
    public static string TypeName => "Erasure";

    public Hash32 Digest(Eip712Domain domain) => Eip712.Digest(domain, this);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("document", Document);
        to.Bytes32("party", Party.Value);
        to.Text("reason", Reason);
        to.Uint64("requestedAt", RequestedAt);
        to.Bytes32("salt", Salt);
    }

    public static Erasure Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            from.Bytes32("document"),
            new PartyId(from.Bytes32("party")),
            from.Text("reason"),
            from.Uint64("requestedAt"),
            from.Bytes32("salt"));
}
