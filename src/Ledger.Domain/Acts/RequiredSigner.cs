// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Parties;
using Ledger.Ethereum;

namespace Ledger.Domain.Acts;

/// <summary>Why somebody signs.</summary>
public enum SignerRole
{
    RootKey,
    Party,
    NewKey,
    Guardian,
    Administrator,
    Founder,
    Successor,
    Voter,
    Holder,
    Licensee,
    Sublicensor,
    Sublicensee,
    Assignee,
    LogKey,
    NewLogKey,
}

/// <summary>One signature that an act needs, at its place in the run.</summary>
/// <param name="Role">Why.</param>
/// <param name="Party">Whose key signs; null where one given key must.</param>
/// <param name="Key">The one key that may sign; null where any of the party's with the scope may.</param>
/// <param name="Scope">The scope that the key must hold; none where the key is given.</param>
/// <param name="HeldBefore">The time (UTC seconds) before which the key's hold must have begun; null where it does not matter.</param>
public sealed record RequiredSigner(SignerRole Role, PartyId? Party, Address? Key, KeyScopes Scope, ulong? HeldBefore = null)
{
    internal static RequiredSigner Of(SignerRole role, PartyId party, KeyScopes scope = KeyScopes.Contract) => new(role, party, null, scope);

    internal static RequiredSigner Of(SignerRole role, Address key) => new(role, null, key, KeyScopes.None);
}
