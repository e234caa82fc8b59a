// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Licenses;

/// <summary>Suspends a license; the grantor signs, and the licensee where it takes effect before the recording block.</summary>
/// <param name="EffectiveAt">First second (UTC) at which the license is suspended.</param>
/// <param name="ReasonRoot">The salted root over the statement of reasons.</param>
/// <param name="Previous">The license's head, which reads as its id until its first change.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record Suspension(
    LicenseId License,
    ulong EffectiveAt,
    Hash32 ReasonRoot,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<Suspension>, ITypedStruct<Suspension>
{
    public static string TypeName => "Suspension";

    public override ActKind Kind => ActKind.Suspension;

    public override ContractName Contract => ContractName.Licenses;

    public override Subject? Subject => Acts.Subject.License(License);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Uint64("effectiveAt", EffectiveAt);
        to.Bytes32("reasonRoot", ReasonRoot);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static Suspension Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            from.Uint64("effectiveAt"),
            from.Bytes32("reasonRoot"),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
