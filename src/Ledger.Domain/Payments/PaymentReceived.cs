// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Payments;

/// <summary>The administrator confirms a payment.</summary>
/// <param name="Administrator">The pool's administrator.</param>
/// <param name="Claim">The claim that it confirms.</param>
/// <param name="Amount">What arrived, in minor units of the currency.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="ReceivedAt">When (UTC seconds).</param>
/// <param name="RecentBlock">A recent final block: signed not before.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record PaymentReceived(
    LicenseId License,
    PartyId Administrator,
    RecordId Claim,
    UInt256 Amount,
    string Currency,
    ulong ReceivedAt,
    Hash32 RecentBlock,
    Hash32 Salt) : UsageRecord<PaymentReceived>, ITypedStruct<PaymentReceived>
{
    public static string TypeName => "PaymentReceived";

    public override RecordKind Kind => RecordKind.PaymentReceived;

    protected override PartyId Signer => Administrator;

    protected override RecordPlace Where => RecordPlace.Under(License);

    protected override Hash32 NotBefore => RecentBlock;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Bytes32("administrator", Administrator.Value);
        to.Bytes32("claim", Claim.Value);
        to.Uint256("amount", Amount);
        to.Text("currency", Currency);
        to.Uint64("receivedAt", ReceivedAt);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static PaymentReceived Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            new PartyId(from.Bytes32("administrator")),
            new RecordId(from.Bytes32("claim")),
            from.Uint256("amount"),
            from.Text("currency"),
            from.Uint64("receivedAt"),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
