// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>A party says whom it controls, or that it controls nobody of that name any more.</summary>
/// <param name="Declarant">Who declares.</param>
/// <param name="Affiliate">The affiliate; zero when that is no party known here.</param>
/// <param name="AffiliateName">The affiliate's name; may be empty where it is a party.</param>
/// <param name="Country">Country code of its seat, or empty.</param>
/// <param name="ControlBasisPoints">The share of votes held, in hundredths of a percent: 5,001 and more is control.</param>
/// <param name="From">First second (UTC) of it.</param>
/// <param name="Until">First second (UTC) after it; zero while it lasts.</param>
/// <param name="RecentBlock">A recent final block: signed not before.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record AffiliateDeclaration(
    PoolId Pool,
    PartyId Declarant,
    PartyId Affiliate,
    string AffiliateName,
    string Country,
    ushort ControlBasisPoints,
    ulong From,
    ulong Until,
    Hash32 RecentBlock,
    Hash32 Salt) : UsageRecord<AffiliateDeclaration>, ITypedStruct<AffiliateDeclaration>
{
    public static string TypeName => "AffiliateDeclaration";

    public override RecordKind Kind => RecordKind.AffiliateDeclaration;

    protected override PartyId Signer => Declarant;

    protected override RecordPlace Where => RecordPlace.In(Pool);

    protected override Hash32 NotBefore => RecentBlock;

    protected override Hash32? About => Affiliate.IsZero ? null : Affiliate.Value;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Bytes32("declarant", Declarant.Value);
        to.Bytes32("affiliate", Affiliate.Value);
        to.Text("affiliateName", AffiliateName);
        to.Text("country", Country);
        to.Uint16("controlBasisPoints", ControlBasisPoints);
        to.Uint64("from", From);
        to.Uint64("until", Until);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static AffiliateDeclaration Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            new PartyId(from.Bytes32("declarant")),
            new PartyId(from.Bytes32("affiliate")),
            from.Text("affiliateName"),
            from.Text("country"),
            from.Uint16("controlBasisPoints"),
            from.Uint64("from"),
            from.Uint64("until"),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
