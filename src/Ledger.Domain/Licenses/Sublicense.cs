// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Licenses;

/// <summary>Grants a license under a license. Its struct hash is the new license's id; sublicensor and sublicensee sign. The schedule is the parent's.</summary>
/// <param name="Parent">The license that it stands under.</param>
/// <param name="StartsAt">First second (UTC) in force.</param>
/// <param name="EndsAt">First second (UTC) no longer in force; zero: without end.</param>
/// <param name="TermsRoot">The salted root over the typed terms.</param>
/// <param name="Previous">The head of the file (pool, sublicensee); zero if nothing ever came to that party there.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record Sublicense(
    LicenseId Parent,
    PartyId Sublicensee,
    ulong StartsAt,
    ulong EndsAt,
    Hash32 TermsRoot,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<Sublicense>, ITypedStruct<Sublicense>
{
    public static string TypeName => "Sublicense";

    public override ActKind Kind => ActKind.Sublicense;

    public override ContractName Contract => ContractName.Licenses;

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    /// <summary>The id of the license that it makes.</summary>
    public LicenseId Id => new(ActId);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("parent", Parent.Value);
        to.Bytes32("sublicensee", Sublicensee.Value);
        to.Uint64("startsAt", StartsAt);
        to.Uint64("endsAt", EndsAt);
        to.Bytes32("termsRoot", TermsRoot);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static Sublicense Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new LicenseId(from.Bytes32("parent")),
            new PartyId(from.Bytes32("sublicensee")),
            from.Uint64("startsAt"),
            from.Uint64("endsAt"),
            from.Bytes32("termsRoot"),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
