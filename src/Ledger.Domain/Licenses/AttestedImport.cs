// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Licenses;

/// <summary>States a paper license from before; the administrator alone signs, until the licensee counter-signs. Its struct hash is the license's id.</summary>
/// <param name="Schedule">The patent schedule that it attaches to.</param>
/// <param name="StartsAt">First second (UTC) in force.</param>
/// <param name="EndsAt">First second (UTC) no longer in force; zero: without end.</param>
/// <param name="TermsRoot">The salted root over the typed terms.</param>
/// <param name="SignedAt">The date of the paper (UTC seconds).</param>
/// <param name="PaperRoot">The salted root over the paper itself.</param>
/// <param name="Previous">The head of the file (pool, licensee); zero if nothing ever came to that licensee there.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record AttestedImport(
    PoolId Pool,
    PartyId Licensee,
    ScheduleId Schedule,
    ulong StartsAt,
    ulong EndsAt,
    Hash32 TermsRoot,
    ulong SignedAt,
    Hash32 PaperRoot,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<AttestedImport>, ITypedStruct<AttestedImport>
{
    public static string TypeName => "AttestedImport";

    public override ActKind Kind => ActKind.AttestedImport;

    public override ContractName Contract => ContractName.Licenses;

    public override Subject? Subject => Acts.Subject.File(Pool, Licensee);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    /// <summary>The id of the license that it makes.</summary>
    public LicenseId Id => new(ActId);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Bytes32("licensee", Licensee.Value);
        to.Bytes32("schedule", Schedule.Value);
        to.Uint64("startsAt", StartsAt);
        to.Uint64("endsAt", EndsAt);
        to.Bytes32("termsRoot", TermsRoot);
        to.Uint64("signedAt", SignedAt);
        to.Bytes32("paperRoot", PaperRoot);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static AttestedImport Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            new PartyId(from.Bytes32("licensee")),
            new ScheduleId(from.Bytes32("schedule")),
            from.Uint64("startsAt"),
            from.Uint64("endsAt"),
            from.Bytes32("termsRoot"),
            from.Uint64("signedAt"),
            from.Bytes32("paperRoot"),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
