// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>A licensee's signed report of what it made, sold or used in one period; without lines it says that there was nothing. A record: no head, no expiry.</summary>
/// <param name="Reporter">The licensee.</param>
/// <param name="Stream">The opening of the stream that it stands in.</param>
/// <param name="Sequence">1 for the first of its stream, then one more each.</param>
/// <param name="Previous">The report before in the stream; zero for the first.</param>
/// <param name="Supersedes">The report that it corrects: that one counts no more; zero where it corrects none.</param>
/// <param name="PeriodStart">First second (UTC) of the period.</param>
/// <param name="PeriodEnd">First second (UTC) after it.</param>
/// <param name="LinesRoot">The RFC 6962 root (keccak-256) over the lines' struct hashes.</param>
/// <param name="LineCount">How many lines.</param>
/// <param name="TotalQuantity">The sum of their quantities, in pieces.</param>
/// <param name="TotalNetValue">The sum of their net values, in minor units of the currency.</param>
/// <param name="Currency">The ISO 4217 code of every value; empty where no line has one.</param>
/// <param name="RecentBlock">A recent final block: signed not before.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record UsageReport(
    LicenseId License,
    PartyId Reporter,
    RecordId Stream,
    ulong Sequence,
    RecordId Previous,
    RecordId Supersedes,
    ulong PeriodStart,
    ulong PeriodEnd,
    Hash32 LinesRoot,
    uint LineCount,
    UInt256 TotalQuantity,
    UInt256 TotalNetValue,
    string Currency,
    Hash32 RecentBlock,
    Hash32 Salt) : UsageRecord<UsageReport>, ITypedStruct<UsageReport>
{
    public static string TypeName => "UsageReport";

    public override RecordKind Kind => RecordKind.UsageReport;

    protected override PartyId Signer => Reporter;

    protected override RecordPlace Where => RecordPlace.Under(License);

    protected override Hash32 NotBefore => RecentBlock;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Bytes32("reporter", Reporter.Value);
        to.Bytes32("stream", Stream.Value);
        to.Uint64("sequence", Sequence);
        to.Bytes32("previous", Previous.Value);
        to.Bytes32("supersedes", Supersedes.Value);
        to.Uint64("periodStart", PeriodStart);
        to.Uint64("periodEnd", PeriodEnd);
        to.Bytes32("linesRoot", LinesRoot);
        to.Uint32("lineCount", LineCount);
        to.Uint256("totalQuantity", TotalQuantity);
        to.Uint256("totalNetValue", TotalNetValue);
        to.Text("currency", Currency);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static UsageReport Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            new PartyId(from.Bytes32("reporter")),
            new RecordId(from.Bytes32("stream")),
            from.Uint64("sequence"),
            new RecordId(from.Bytes32("previous")),
            new RecordId(from.Bytes32("supersedes")),
            from.Uint64("periodStart"),
            from.Uint64("periodEnd"),
            from.Bytes32("linesRoot"),
            from.Uint32("lineCount"),
            from.Uint256("totalQuantity"),
            from.Uint256("totalNetValue"),
            from.Text("currency"),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
