// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Licenses;

/// <summary>Makes an attested import the licensee's own statement too; the licensee signs.</summary>
/// <param name="License">The imported license.</param>
/// <param name="Previous">The license's head, which reads as its id until its first change.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record CounterSignature(
    LicenseId License,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<CounterSignature>, ITypedStruct<CounterSignature>
{
    public static string TypeName => "CounterSignature";

    public override ActKind Kind => ActKind.CounterSignature;

    public override ContractName Contract => ContractName.Licenses;

    public override Subject? Subject => Acts.Subject.License(License);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static CounterSignature Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
