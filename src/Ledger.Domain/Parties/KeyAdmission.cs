// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Parties;

/// <summary>Admits a key to a party; the party signs with a root key, and the new key signs too.</summary>
/// <param name="Key">The new key.</param>
/// <param name="Scopes">What it may sign for.</param>
/// <param name="ValidUntil">The first second (UTC) at which it no longer holds; zero when open-ended.</param>
/// <param name="Previous">The subject's head that it replaces; zero if never touched.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record KeyAdmission(
    PartyId Party,
    Address Key,
    KeyScopes Scopes,
    ulong ValidUntil,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<KeyAdmission>, ITypedStruct<KeyAdmission>
{
    public static string TypeName => "KeyAdmission";

    public override ActKind Kind => ActKind.KeyAdmission;

    public override ContractName Contract => ContractName.Parties;

    public override Subject? Subject => Acts.Subject.Party(Party);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("party", Party.Value);
        to.Address("key", Key);
        to.Uint8("scopes", (byte)Scopes);
        to.Uint64("validUntil", ValidUntil);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static KeyAdmission Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PartyId(from.Bytes32("party")),
            from.Address("key"),
            (KeyScopes)from.Uint8("scopes"),
            from.Uint64("validUntil"),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
