// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Parties;

/// <summary>Says that a key was lost; a root key of the party signs. The flag never reaches back: what the key signed and a contract accepted stays binding.</summary>
/// <param name="Key">The lost key, held or held before.</param>
/// <param name="Since">The party's own statement of when it was lost (UTC seconds); zero: not known.</param>
/// <param name="Previous">The subject's head that it replaces; zero if never touched.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record KeyCompromise(
    PartyId Party,
    Address Key,
    ulong Since,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<KeyCompromise>, ITypedStruct<KeyCompromise>
{
    public static string TypeName => "KeyCompromise";

    public override ActKind Kind => ActKind.KeyCompromise;

    public override ContractName Contract => ContractName.Parties;

    public override Subject? Subject => Acts.Subject.Party(Party);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("party", Party.Value);
        to.Address("key", Key);
        to.Uint64("since", Since);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static KeyCompromise Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PartyId(from.Bytes32("party")),
            from.Address("key"),
            from.Uint64("since"),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
