// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>A reporter takes back one of its reports: a journaled one counts no more, another one of the same place in a stream can never be used.</summary>
/// <param name="Reporter">Who signed the report.</param>
/// <param name="Report">The report taken back.</param>
/// <param name="RecentBlock">A recent final block: signed not before.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record ReportVoid(
    LicenseId License,
    PartyId Reporter,
    RecordId Report,
    Hash32 RecentBlock,
    Hash32 Salt) : UsageRecord<ReportVoid>, ITypedStruct<ReportVoid>
{
    public static string TypeName => "ReportVoid";

    public override RecordKind Kind => RecordKind.ReportVoid;

    protected override PartyId Signer => Reporter;

    protected override RecordPlace Where => RecordPlace.Under(License);

    protected override Hash32 NotBefore => RecentBlock;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Bytes32("reporter", Reporter.Value);
        to.Bytes32("report", Report.Value);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static ReportVoid Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            new PartyId(from.Bytes32("reporter")),
            new RecordId(from.Bytes32("report")),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
