// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Documents;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>
/// A party's signed demand that what came with a record of a usage log be erased: a report's lines, an observation's evidence. Afterwards
/// the tombstone that stays in its place. The record's signed fields, its leaf and its promise stay. Signed under the domain of UsageLog.
/// </summary>
/// <param name="Record">The record's id.</param>
/// <param name="Party">Who demands it; the signing key is one of its keys with scope Contract.</param>
/// <param name="Reason">Why, in its words.</param>
/// <param name="RequestedAt">When (UTC seconds).</param>
/// <param name="Salt">256 random bits.</param>
public sealed record RecordErasure(RecordId Record, PartyId Party, string Reason, ulong RequestedAt, Hash32 Salt)
    : IErasureDemand, ITypedStruct<RecordErasure>
{
    public static string TypeName => "RecordErasure";

    public Hash32 Digest(Eip712Domain domain) => Eip712.Digest(domain, this);

    /// <summary>
    /// Whether the party may demand it: the pool's administrator of every record; its author of what binds nobody. A report binds its
    /// licensee towards the pool, who could else destroy what it is held to.
    /// </summary>
    /// <param name="author">The record's.</param>
    /// <param name="administrates">Whether the party is the pool's administrator, or was at the time that is asked about.</param>
    public static bool MayDemand(PartyId party, RecordKind kind, PartyId author, bool administrates) =>
        administrates || (kind is RecordKind.Observation or RecordKind.LicenseRequest && party == author);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("record", Record.Value);
        to.Bytes32("party", Party.Value);
        to.Text("reason", Reason);
        to.Uint64("requestedAt", RequestedAt);
        to.Bytes32("salt", Salt);
    }

    public static RecordErasure Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new RecordId(from.Bytes32("record")),
            new PartyId(from.Bytes32("party")),
            from.Text("reason"),
            from.Uint64("requestedAt"),
            from.Bytes32("salt"));
}
