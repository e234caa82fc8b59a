// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>A licensee's signed report of what it made, sold or used in one period. A record: no head, no expiry.</summary>
/// <param name="Reporter">The licensee; the signing key is one of its keys with scope Report.</param>
/// <param name="Stream">One sequence of reports of a reporter under a license.</param>
/// <param name="Sequence">1 for the first, then one more each.</param>
/// <param name="Previous">The report before in the stream; zero for the first.</param>
/// <param name="PeriodStart">First second (UTC) of the period.</param>
/// <param name="PeriodEnd">First second (UTC) after it.</param>
/// <param name="LinesRoot">The RFC 6962 root (keccak-256) over the lines' struct hashes.</param>
/// <param name="LineCount">How many lines.</param>
/// <param name="TotalQuantity">The sum of their quantities, in pieces.</param>
/// <param name="RecentBlock">A recent final block: signed not before.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record UsageReport(
    LicenseId License,
    PartyId Reporter,
    Hash32 Stream,
    ulong Sequence,
    RecordId Previous,
    ulong PeriodStart,
    ulong PeriodEnd,
    Hash32 LinesRoot,
    uint LineCount,
    UInt256 TotalQuantity,
    Hash32 RecentBlock,
    Hash32 Salt) : IUsageRecord, ITypedStruct<UsageReport>
{
    public static string TypeName => "UsageReport";

    public RecordKind Kind => RecordKind.Report;

    /// <inheritdoc />
    public RecordId Id => new(Eip712.HashStruct(this));

    public Hash32 Digest(Eip712Domain domain) => Eip712.Digest(domain, this);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Bytes32("reporter", Reporter.Value);
        to.Bytes32("stream", Stream);
        to.Uint64("sequence", Sequence);
        to.Bytes32("previous", Previous.Value);
        to.Uint64("periodStart", PeriodStart);
        to.Uint64("periodEnd", PeriodEnd);
        to.Bytes32("linesRoot", LinesRoot);
        to.Uint32("lineCount", LineCount);
        to.Uint256("totalQuantity", TotalQuantity);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static UsageReport Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            new PartyId(from.Bytes32("reporter")),
            from.Bytes32("stream"),
            from.Uint64("sequence"),
            new RecordId(from.Bytes32("previous")),
            from.Uint64("periodStart"),
            from.Uint64("periodEnd"),
            from.Bytes32("linesRoot"),
            from.Uint32("lineCount"),
            from.Uint256("totalQuantity"),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
