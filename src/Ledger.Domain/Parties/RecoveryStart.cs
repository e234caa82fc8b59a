// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Parties;

/// <summary>Starts a party's recovery; its guardian and the new key sign. It takes the place of a recovery that waits.</summary>
/// <param name="NewKey">The key that will hold every scope once the wait is over.</param>
/// <param name="Previous">The subject's head that it replaces; zero if never touched.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record RecoveryStart(
    PartyId Party,
    Address NewKey,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<RecoveryStart>, ITypedStruct<RecoveryStart>
{
    public static string TypeName => "RecoveryStart";

    public override ActKind Kind => ActKind.RecoveryStart;

    public override ContractName Contract => ContractName.Parties;

    public override Subject? Subject => Acts.Subject.Recovery(Party);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("party", Party.Value);
        to.Address("newKey", NewKey);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static RecoveryStart Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PartyId(from.Bytes32("party")),
            from.Address("newKey"),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
