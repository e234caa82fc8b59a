// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Payments;

/// <summary>The administrator says that a claimed payment did not arrive, or not as claimed.</summary>
/// <param name="Administrator">The pool's administrator.</param>
/// <param name="Claim">The claim that it disputes.</param>
/// <param name="Reason">Why.</param>
/// <param name="RecentBlock">A recent final block: signed not before.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record PaymentDisputed(
    LicenseId License,
    PartyId Administrator,
    RecordId Claim,
    string Reason,
    Hash32 RecentBlock,
    Hash32 Salt) : UsageRecord<PaymentDisputed>, ITypedStruct<PaymentDisputed>
{
    public static string TypeName => "PaymentDisputed";

    public override RecordKind Kind => RecordKind.PaymentDisputed;

    protected override PartyId Signer => Administrator;

    protected override RecordPlace Where => RecordPlace.Under(License);

    protected override Hash32 NotBefore => RecentBlock;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Bytes32("administrator", Administrator.Value);
        to.Bytes32("claim", Claim.Value);
        to.Text("reason", Reason);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static PaymentDisputed Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            new PartyId(from.Bytes32("administrator")),
            new RecordId(from.Bytes32("claim")),
            from.Text("reason"),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
