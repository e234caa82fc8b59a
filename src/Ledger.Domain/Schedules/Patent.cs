// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Schedules;

/// <summary>One patent of a schedule: a leaf of the revision's tree is its struct hash. Zero or empty means unknown.</summary>
/// <param name="Country">Country code as in DOCDB, such as <c>CN</c>.</param>
/// <param name="Number">Publication number without country and kind.</param>
/// <param name="Kind">Kind code, such as <c>B</c>.</param>
/// <param name="Family">The family's id at the source.</param>
/// <param name="Holder">The member that holds it.</param>
/// <param name="Standard">The standard that it is essential to.</param>
/// <param name="InForceFrom">First second (UTC) in force; zero unknown.</param>
/// <param name="InForceUntil">First second (UTC) no longer in force; zero unknown.</param>
/// <param name="Source">Where the data come from.</param>
/// <param name="RetrievedAt">When they were retrieved (UTC seconds).</param>
/// <param name="EssentialityRoot">The salted root over the essentiality opinion; zero when there is none.</param>
public sealed record Patent(
    string Country,
    string Number,
    string Kind,
    string Family,
    PartyId Holder,
    string Standard,
    ulong InForceFrom,
    ulong InForceUntil,
    string Source,
    ulong RetrievedAt,
    Hash32 EssentialityRoot) : ITypedStruct<Patent>
{
    public static string TypeName => "Patent";

    /// <summary>The struct hash: the data of its leaf.</summary>
    public Hash32 LeafData => Eip712.HashStruct(this);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Text("country", Country);
        to.Text("number", Number);
        to.Text("kind", Kind);
        to.Text("family", Family);
        to.Bytes32("holder", Holder.Value);
        to.Text("standard", Standard);
        to.Uint64("inForceFrom", InForceFrom);
        to.Uint64("inForceUntil", InForceUntil);
        to.Text("source", Source);
        to.Uint64("retrievedAt", RetrievedAt);
        to.Bytes32("essentialityRoot", EssentialityRoot);
    }

    public static Patent Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            from.Text("country"),
            from.Text("number"),
            from.Text("kind"),
            from.Text("family"),
            new PartyId(from.Bytes32("holder")),
            from.Text("standard"),
            from.Uint64("inForceFrom"),
            from.Uint64("inForceUntil"),
            from.Text("source"),
            from.Uint64("retrievedAt"),
            from.Bytes32("essentialityRoot"));
}
