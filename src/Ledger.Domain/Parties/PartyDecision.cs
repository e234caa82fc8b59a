// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Parties;

/// <summary>Whether an act on a party may be recorded; the rules of the contract Parties. <c>now</c> is the recording block's time.</summary>
public static class PartyDecision
{
    public static Decision Decide(PartyHistory party, PartyOpening act) => party switch
    {
        { Opened: not null } => new PartyExists(act.Id),
        _ when act.RootKey.IsZero => new KeyMissing(),
        _ => Decision.Permit,
    };

    public static Decision Decide(PartyHistory party, KeyAdmission act, ulong now) => party switch
    {
        { Opened: null } => new PartyUnknown(act.Party),
        _ when ActDecision.Check(act, party.KeysHead, now) is { } refusal => refusal,
        _ when act.Key.IsZero => new KeyMissing(),
        _ when act.Scopes is KeyScopes.None or > KeyScopes.All => new ScopesInvalid(act.Scopes),
        _ when party.Keys.ContainsKey(act.Key) => new KeyKnown(act.Party, act.Key),
        _ when act.ValidUntil != 0 && act.ValidUntil <= now => new KeyTermEmpty(act.ValidUntil, now),
        _ => Decision.Permit,
    };

    public static Decision Decide(PartyHistory party, KeyRetirement act, ulong now) => party switch
    {
        { Opened: null } => new PartyUnknown(act.Party),
        _ when ActDecision.Check(act, party.KeysHead, now) is { } refusal => refusal,
        _ when !party.HoldsKey(act.Key, KeyScopes.None, now) => new KeyNotHeld(act.Party, act.Key, KeyScopes.None),
        _ when IsLastRoot(party, party.Keys[act.Key]) => new LastRootKey(act.Party, act.Key),
        _ => Decision.Permit,
    };

    public static Decision Decide(PartyHistory party, KeyCompromise act, ulong now) => party switch
    {
        { Opened: null } => new PartyUnknown(act.Party),
        _ when ActDecision.Check(act, party.KeysHead, now) is { } refusal => refusal,
        _ when !party.Keys.ContainsKey(act.Key) => new KeyUnknown(act.Party, act.Key),
        _ when party.Keys[act.Key].Compromised is not null => new AlreadyCompromised(act.Party, act.Key),
        _ when act.Since > now => new LostInFuture(act.Since, now),
        _ when party.HoldsKey(act.Key, KeyScopes.None, now) && IsLastRoot(party, party.Keys[act.Key]) => new LastRootKey(act.Party, act.Key),
        _ => Decision.Permit,
    };

    private static bool IsLastRoot(PartyHistory party, KeyHold key) =>
        IsEndlessRoot(key) && party.Keys.Values.Count(IsEndlessRoot) == 1;

    private static bool IsEndlessRoot(KeyHold key) => key.Until is null && key.Scopes.HasFlag(KeyScopes.Root);
}
