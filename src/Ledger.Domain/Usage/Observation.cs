// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>A signed observation of somebody making or selling a product. A record: no head, no expiry.</summary>
/// <param name="Observer">Who saw it.</param>
/// <param name="Subject">Whom it names; zero when that is no party known here.</param>
/// <param name="SubjectName">The name on the product.</param>
/// <param name="Act">What was done.</param>
/// <param name="MadeIn">Country code, or empty when unknown.</param>
/// <param name="SoldIn">Country code, or empty when unknown.</param>
/// <param name="ObservedAt">When (UTC seconds).</param>
/// <param name="Quantity">Pieces; zero when unknown.</param>
/// <param name="EvidenceRoot">The root over its <see cref="EvidenceItem"/>s, salted piece by piece (<see cref="ObservationEvidence.Root"/>); zero when it is the observer's bare word.</param>
/// <param name="RecentBlock">A recent final block: signed not before.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record Observation(
    PoolId Pool,
    PartyId Observer,
    PartyId Subject,
    string SubjectName,
    string Product,
    PatentAct Act,
    string MadeIn,
    string SoldIn,
    ulong ObservedAt,
    UInt256 Quantity,
    Hash32 EvidenceRoot,
    Hash32 RecentBlock,
    Hash32 Salt) : UsageRecord<Observation>, ITypedStruct<Observation>
{
    public static string TypeName => "Observation";

    public override RecordKind Kind => RecordKind.Observation;

    protected override PartyId Signer => Observer;

    protected override RecordPlace Where => RecordPlace.In(Pool);

    protected override Hash32 NotBefore => RecentBlock;

    protected override Hash32? About => Subject.IsZero ? null : Subject.Value;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Bytes32("observer", Observer.Value);
        to.Bytes32("subject", Subject.Value);
        to.Text("subjectName", SubjectName);
        to.Text("product", Product);
        to.Uint8("act", (byte)Act);
        to.Text("madeIn", MadeIn);
        to.Text("soldIn", SoldIn);
        to.Uint64("observedAt", ObservedAt);
        to.Uint256("quantity", Quantity);
        to.Bytes32("evidenceRoot", EvidenceRoot);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static Observation Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            new PartyId(from.Bytes32("observer")),
            new PartyId(from.Bytes32("subject")),
            from.Text("subjectName"),
            from.Text("product"),
            (PatentAct)from.Uint8("act"),
            from.Text("madeIn"),
            from.Text("soldIn"),
            from.Uint64("observedAt"),
            from.Uint256("quantity"),
            from.Bytes32("evidenceRoot"),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
