// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Parties;

namespace Ledger.Domain.Acts;

/// <summary>Whether a party may take back its signature. Voiding what is recorded already changes nothing, and is permitted.</summary>
public static class VoidDecision
{
    public static Decision Decide(PartyHistory party, VoidAct act) => party switch
    {
        { Opened: null } => new PartyUnknown(act.Party),
        _ when party.HasVoided(act.Contract, act.Voided) => new AlreadyVoid(act.Voided, act.Party),
        _ => Decision.Permit,
    };
}
