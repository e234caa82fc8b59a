// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>A licensee closes a period: these are all of its reports, and what they add up to. Whoever shows another one of then shows a gap.</summary>
/// <param name="Reporter">The licensee.</param>
/// <param name="PeriodStart">First second (UTC) of the period.</param>
/// <param name="PeriodEnd">First second (UTC) after it.</param>
/// <param name="Heads">The last report of each stream that has reports of the period, in ascending order.</param>
/// <param name="Reports">How many reports count: those neither superseded nor void.</param>
/// <param name="Lines">How many lines they have.</param>
/// <param name="TotalQuantity">The sum of their quantities, in pieces.</param>
/// <param name="TotalNetValue">The sum of their net values, in minor units; zero where they have several currencies.</param>
/// <param name="Currency">The ISO 4217 code of their values; empty where they have none, or several.</param>
/// <param name="Supersedes">The statement of the same period that it replaces; zero for the first.</param>
/// <param name="RecentBlock">A recent final block: signed not before.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record PeriodStatement(
    LicenseId License,
    PartyId Reporter,
    ulong PeriodStart,
    ulong PeriodEnd,
    HashList Heads,
    uint Reports,
    ulong Lines,
    UInt256 TotalQuantity,
    UInt256 TotalNetValue,
    string Currency,
    RecordId Supersedes,
    Hash32 RecentBlock,
    Hash32 Salt) : UsageRecord<PeriodStatement>, ITypedStruct<PeriodStatement>
{
    public static string TypeName => "PeriodStatement";

    /// <summary>Whether it speaks of a report: one of its reporter's and of its period.</summary>
    public bool IsOf(UsageReport report) =>
        (report.License, report.Reporter, report.PeriodStart, report.PeriodEnd) == (License, Reporter, PeriodStart, PeriodEnd);

    public override RecordKind Kind => RecordKind.PeriodStatement;

    protected override PartyId Signer => Reporter;

    protected override RecordPlace Where => RecordPlace.Under(License);

    protected override Hash32 NotBefore => RecentBlock;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Bytes32("reporter", Reporter.Value);
        to.Uint64("periodStart", PeriodStart);
        to.Uint64("periodEnd", PeriodEnd);
        to.Bytes32Array("heads", Heads.AsSpan());
        to.Uint32("reports", Reports);
        to.Uint64("lines", Lines);
        to.Uint256("totalQuantity", TotalQuantity);
        to.Uint256("totalNetValue", TotalNetValue);
        to.Text("currency", Currency);
        to.Bytes32("supersedes", Supersedes.Value);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static PeriodStatement Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            new PartyId(from.Bytes32("reporter")),
            from.Uint64("periodStart"),
            from.Uint64("periodEnd"),
            new HashList(from.Bytes32Array("heads")),
            from.Uint32("reports"),
            from.Uint64("lines"),
            from.Uint256("totalQuantity"),
            from.Uint256("totalNetValue"),
            from.Text("currency"),
            new RecordId(from.Bytes32("supersedes")),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
