// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Licenses;

/// <summary>Amends a license; grantor and licensee sign. Its struct hash is the id of the license's new version.</summary>
/// <param name="Schedule">The patent schedule that it attaches to from then on.</param>
/// <param name="EndsAt">First second (UTC) no longer in force; zero: without end.</param>
/// <param name="TermsRoot">The salted root over the typed terms.</param>
/// <param name="EffectiveAt">First second (UTC) of the new version; no later than the end that it replaces.</param>
/// <param name="Previous">The license's head, which reads as its id until its first change.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record Amendment(
    LicenseId License,
    ScheduleId Schedule,
    ulong EndsAt,
    Hash32 TermsRoot,
    ulong EffectiveAt,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<Amendment>, ITypedStruct<Amendment>
{
    public static string TypeName => "Amendment";

    public override ActKind Kind => ActKind.Amendment;

    public override ContractName Contract => ContractName.Licenses;

    public override Subject? Subject => Acts.Subject.License(License);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("license", License.Value);
        to.Bytes32("schedule", Schedule.Value);
        to.Uint64("endsAt", EndsAt);
        to.Bytes32("termsRoot", TermsRoot);
        to.Uint64("effectiveAt", EffectiveAt);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static Amendment Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("license")),
            new ScheduleId(from.Bytes32("schedule")),
            from.Uint64("endsAt"),
            from.Bytes32("termsRoot"),
            from.Uint64("effectiveAt"),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
