// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>An applicant asks for a license: when, in a log that nobody can rewrite.</summary>
/// <param name="Applicant">Who asks.</param>
/// <param name="Products">What it makes, in words.</param>
/// <param name="Territory">Where: country codes parted by spaces, or empty for everywhere.</param>
/// <param name="StartsAt">From when it wants the license (UTC seconds).</param>
/// <param name="Message">What else it says; may be empty.</param>
/// <param name="RecentBlock">A recent final block: signed not before.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record LicenseRequest(
    PoolId Pool,
    PartyId Applicant,
    string Products,
    string Territory,
    ulong StartsAt,
    string Message,
    Hash32 RecentBlock,
    Hash32 Salt) : UsageRecord<LicenseRequest>, ITypedStruct<LicenseRequest>
{
    public static string TypeName => "LicenseRequest";

    public override RecordKind Kind => RecordKind.LicenseRequest;

    protected override PartyId Signer => Applicant;

    protected override RecordPlace Where => RecordPlace.In(Pool);

    protected override Hash32 NotBefore => RecentBlock;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Bytes32("applicant", Applicant.Value);
        to.Text("products", Products);
        to.Text("territory", Territory);
        to.Uint64("startsAt", StartsAt);
        to.Text("message", Message);
        to.Bytes32("recentBlock", RecentBlock);
        to.Bytes32("salt", Salt);
    }

    public static LicenseRequest Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            new PartyId(from.Bytes32("applicant")),
            from.Text("products"),
            from.Text("territory"),
            from.Uint64("startsAt"),
            from.Text("message"),
            from.Bytes32("recentBlock"),
            from.Bytes32("salt"));
}
