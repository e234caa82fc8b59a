// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Parties;

/// <summary>Whether an act on a party's recovery may be recorded; the rules of the contract Parties. <c>now</c> is the recording block's time.</summary>
public static class RecoveryDecision
{
    public static Decision Decide(PartyHistory party, RecoveryStart act, ulong now) => party switch
    {
        { Opened: null } => new PartyUnknown(act.Party),
        _ when ActDecision.Check(act, party.RecoveryHead, now) is { } refusal => refusal,
        { Opened.Act.Guardian.IsZero: true } => new GuardianMissing(act.Party),
        _ when act.NewKey.IsZero => new KeyMissing(),
        _ when party.Keys.ContainsKey(act.NewKey) => new KeyKnown(act.Party, act.NewKey),
        _ => Decision.Permit,
    };

    /// <summary>That the signing key is older than the recovery is for its signature's rule.</summary>
    public static Decision Decide(PartyHistory party, RecoveryCancellation act, ulong now) => party switch
    {
        { Opened: null } => new PartyUnknown(act.Party),
        _ when ActDecision.Check(act, party.RecoveryHead, now) is { } refusal => refusal,
        { Recovery: null } => new NoRecovery(act.Party),
        _ => Decision.Permit,
    };

    public static Decision Decide(PartyHistory party, RecoveryCompletion act, ulong now) => party switch
    {
        { Opened: null } => new PartyUnknown(act.Party),
        _ when ActDecision.Check(act, party.RecoveryHead, party.KeysHead, now) is { } refusal => refusal,
        { Recovery: null } => new NoRecovery(act.Party),
        { Recovery.DueAt: var due } when now < due => new RecoveryWaits(due, now),
        { Recovery.NewKey: var key } when party.Keys.ContainsKey(key) => new KeyKnown(act.Party, key),
        _ => Decision.Permit,
    };
}
