// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Pools;

/// <summary>One party takes another's place as member; licenses pass by assignment only.</summary>
/// <param name="Party">The member that ends.</param>
/// <param name="Successor">The member that begins.</param>
/// <param name="EvidenceRoot">The salted root over the evidence of the succession.</param>
/// <param name="Previous">The head of the ending membership.</param>
/// <param name="PreviousSuccessor">The head of the successor's membership, which it moves too.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record Succession(
    PoolId Pool,
    PartyId Party,
    PartyId Successor,
    Hash32 EvidenceRoot,
    Hash32 Previous,
    Hash32 PreviousSuccessor,
    ulong ExpiresAt,
    Hash32 Salt) : Act<Succession>, ITypedStruct<Succession>
{
    public static string TypeName => "Succession";

    public override ActKind Kind => ActKind.Succession;

    public override ContractName Contract => ContractName.Pools;

    public override Subject? Subject => Acts.Subject.Membership(Pool, Party);

    protected override Hash32? Head => Previous;

    protected override Hash32? SecondHead => PreviousSuccessor;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Bytes32("party", Party.Value);
        to.Bytes32("successor", Successor.Value);
        to.Bytes32("evidenceRoot", EvidenceRoot);
        to.Bytes32("previous", Previous);
        to.Bytes32("previousSuccessor", PreviousSuccessor);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static Succession Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            new PartyId(from.Bytes32("party")),
            new PartyId(from.Bytes32("successor")),
            from.Bytes32("evidenceRoot"),
            from.Bytes32("previous"),
            from.Bytes32("previousSuccessor"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
