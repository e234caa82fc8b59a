// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Parties;

/// <summary>Completes a recovery after its wait; the new key signs, and then holds every scope beside the keys that were there.</summary>
/// <param name="Previous">The recovery's head: the start that it completes.</param>
/// <param name="PreviousKeys">The head of the party's keys, which it moves too.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record RecoveryCompletion(
    PartyId Party,
    Hash32 Previous,
    Hash32 PreviousKeys,
    ulong ExpiresAt,
    Hash32 Salt) : Act<RecoveryCompletion>, ITypedStruct<RecoveryCompletion>
{
    public static string TypeName => "RecoveryCompletion";

    public override ActKind Kind => ActKind.RecoveryCompletion;

    public override ContractName Contract => ContractName.Parties;

    public override Subject? Subject => Acts.Subject.Recovery(Party);

    protected override Hash32? Head => Previous;

    protected override Hash32? SecondHead => PreviousKeys;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("party", Party.Value);
        to.Bytes32("previous", Previous);
        to.Bytes32("previousKeys", PreviousKeys);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static RecoveryCompletion Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PartyId(from.Bytes32("party")),
            from.Bytes32("previous"),
            from.Bytes32("previousKeys"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
