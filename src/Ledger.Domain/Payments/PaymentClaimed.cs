// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Payments;

/// <summary>A licensee says that it has paid for a period. Undisputed within the pool's deadline, it counts as paid.</summary>
/// <param name="Payer">The licensee.</param>
/// <param name="PeriodStart">First second (UTC) of the period.</param>
/// <param name="PeriodEnd">First second (UTC) after it.</param>
/// <param name="Amount">In minor units of the currency.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PaidAt">When (UTC seconds).</param>
/// <param name="Reference">The bank's or the payer's mark of it.</param>
/// <param name="RecentBlock">A recent final block: signed not before.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record PaymentClaimed(
    LicenseId License,
    PartyId Payer,
    ulong PeriodStart,
    ulong PeriodEnd,
    UInt256 Amount,
    string Currency,
    ulong PaidAt,
    string Reference,
    Hash32 RecentBlock,
    Hash32 Salt) : UsageRecord<PaymentClaimed>, ITypedStruct<PaymentClaimed>
{
    public static string TypeName => "PaymentClaimed";

    /// <summary>Whether it is paid by a report's reporter for a time that the report's period shares.</summary>
    public bool MeetsPeriodOf(UsageReport report) => Payer == report.Reporter && PeriodStart < report.PeriodEnd && report.PeriodStart < PeriodEnd;

    public override RecordKind Kind => RecordKind.PaymentClaimed;

    protected override PartyId Signer => Payer;

    protected override RecordPlace Where => RecordPlace.Under(License);

    protected override Hash32 NotBefore => RecentBlock;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Bytes32("payer", Payer.Value);
        to.Uint64("periodStart", PeriodStart);
        to.Uint64("periodEnd", PeriodEnd);
        to.Uint256("amount", Amount);
        to.Text("currency", Currency);
        to.Uint64("paidAt", PaidAt);
        to.Text("reference", Reference);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static PaymentClaimed Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            new PartyId(from.Bytes32("payer")),
            from.Uint64("periodStart"),
            from.Uint64("periodEnd"),
            from.Uint256("amount"),
            from.Text("currency"),
            from.Uint64("paidAt"),
            from.Text("reference"),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
