// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>A licensee opens a stream of reports: one for each site or system that reports. Its id names the stream.</summary>
/// <param name="Reporter">The licensee.</param>
/// <param name="Name">The site or system, as the licensee calls it.</param>
/// <param name="RecentBlock">A recent final block: signed not before.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record StreamOpening(
    PoolId Pool,
    PartyId Reporter,
    string Name,
    Hash32 RecentBlock,
    Hash32 Salt) : UsageRecord<StreamOpening>, ITypedStruct<StreamOpening>
{
    public static string TypeName => "StreamOpening";

    public override RecordKind Kind => RecordKind.StreamOpening;

    protected override PartyId Signer => Reporter;

    protected override RecordPlace Where => RecordPlace.In(Pool);

    protected override Hash32 NotBefore => RecentBlock;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Bytes32("reporter", Reporter.Value);
        to.Text("name", Name);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static StreamOpening Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            new PartyId(from.Bytes32("reporter")),
            from.Text("name"),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
