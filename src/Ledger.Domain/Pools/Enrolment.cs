// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Pools;

/// <summary>The pool's administrator vouches that a party is who it says; both sign. Each enrolment takes the place of the one before.</summary>
/// <param name="EnrolmentRoot">The salted root over legal name, register numbers and evidence.</param>
/// <param name="Previous">The subject's head that it replaces; zero if never touched.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record Enrolment(
    PoolId Pool,
    PartyId Party,
    Hash32 EnrolmentRoot,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<Enrolment>, ITypedStruct<Enrolment>
{
    public static string TypeName => "Enrolment";

    public override ActKind Kind => ActKind.Enrolment;

    public override ContractName Contract => ContractName.Pools;

    public override Subject? Subject => Acts.Subject.Enrolment(Pool, Party);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Bytes32("party", Party.Value);
        to.Bytes32("enrolmentRoot", EnrolmentRoot);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static Enrolment Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            new PartyId(from.Bytes32("party")),
            from.Bytes32("enrolmentRoot"),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
