// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Parties;

/// <summary>Opens a party. Its struct hash is the party's id; the root key signs.</summary>
/// <param name="RootKey">The first root key; holds every scope from the recording block on.</param>
/// <param name="Guardian">Who may recover the party; zero when nobody.</param>
/// <param name="ProfileRoot">The salted root over the profile document.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record PartyOpening(
    Address RootKey,
    Address Guardian,
    Hash32 ProfileRoot,
    Hash32 Salt) : Act<PartyOpening>, ITypedStruct<PartyOpening>
{
    public static string TypeName => "PartyOpening";

    public override ActKind Kind => ActKind.PartyOpening;

    public override ContractName Contract => ContractName.Parties;

    /// <summary>The id of the party that it opens.</summary>
    public PartyId Id => new(ActId);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Address("rootKey", RootKey);
        to.Address("guardian", Guardian);
        to.Bytes32("profileRoot", ProfileRoot);
        to.Bytes32("salt", Salt);
    }

    public static PartyOpening Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            from.Address("rootKey"),
            from.Address("guardian"),
            from.Bytes32("profileRoot"),
            from.Bytes32("salt"));
}
