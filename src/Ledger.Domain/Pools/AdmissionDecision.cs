// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Pools;

/// <summary>Whether a party may be admitted to a pool; the rules of the contract Pools.</summary>
public static class AdmissionDecision
{
    public static Decision Decide(PoolHistory pool, Admission act, ulong now) => pool switch
    {
        { Formed: null } => new PoolUnknown(act.Pool),
        _ when pool.IsMember(act.Party) => new AlreadyMember(act.Pool, act.Party),
        _ when ActDecision.Check(act, pool.MembershipHead(act.Party), now) is { } refusal => refusal,
        _ => Decision.Permit,
    };
}
