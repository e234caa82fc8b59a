// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>
/// The administrator states that a license was in force at a block, over a shipment's units and fields, which stand here as salted
/// roots alone. A record; and, with its signature, what a code on a carton says.
/// </summary>
/// <param name="License">The license that was in force.</param>
/// <param name="Administrator">Who states it: the pool's administrator.</param>
/// <param name="Product">What is shipped, in words.</param>
/// <param name="ValidFrom">First second of it (UTC); not before the block.</param>
/// <param name="ValidUntil">First second after it; at most thirty days after the block.</param>
/// <param name="UnitsRoot">The salted root over the units; its tree is of one depth, whatever their number.</param>
/// <param name="FieldsRoot">The salted root over consignee, destination, order and the like, opened one by one.</param>
/// <param name="BlockTime">Timestamp of the block.</param>
/// <param name="RecentBlock">The final block as of which the license was in force.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record ShipmentCertificate(
    LicenseId License,
    PartyId Administrator,
    string Product,
    ulong ValidFrom,
    ulong ValidUntil,
    Hash32 UnitsRoot,
    Hash32 FieldsRoot,
    ulong BlockTime,
    Hash32 RecentBlock,
    Hash32 Salt) : UsageRecord<ShipmentCertificate>, ITypedStruct<ShipmentCertificate>
{
    public static string TypeName => "ShipmentCertificate";

    public override RecordKind Kind => RecordKind.ShipmentCertificate;

    protected override PartyId Signer => Administrator;

    protected override RecordPlace Where => RecordPlace.Under(License);

    protected override Hash32 NotBefore => RecentBlock;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Bytes32("administrator", Administrator.Value);
        to.Text("product", Product);
        to.Uint64("validFrom", ValidFrom);
        to.Uint64("validUntil", ValidUntil);
        to.Bytes32("unitsRoot", UnitsRoot);
        to.Bytes32("fieldsRoot", FieldsRoot);
        to.Uint64("blockTime", BlockTime);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static ShipmentCertificate Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            new PartyId(from.Bytes32("administrator")),
            from.Text("product"),
            from.Uint64("validFrom"),
            from.Uint64("validUntil"),
            from.Bytes32("unitsRoot"),
            from.Bytes32("fieldsRoot"),
            from.Uint64("blockTime"),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
