// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Pools;

/// <summary>Whether a membership may end or pass on; the rules of the contract Pools.</summary>
public static class MembershipDecision
{
    public static Decision Decide(PoolHistory pool, Departure act, ulong now) => Ending(pool, act.Pool, act.Party, act, now);

    public static Decision Decide(PoolHistory pool, Removal act, ulong now) => Ending(pool, act.Pool, act.Party, act, now);

    public static Decision Decide(PoolHistory pool, Succession act, ulong now) => pool switch
    {
        { Formed: null } => new PoolUnknown(act.Pool),
        _ when !pool.IsMember(act.Party) => new NotMember(act.Pool, act.Party),
        _ when pool.IsMember(act.Successor) => new AlreadyMember(act.Pool, act.Successor),
        _ when ActDecision.Check(act, pool.MembershipHead(act.Party), pool.MembershipHead(act.Successor), now) is { } refusal => refusal,
        _ => Decision.Permit,
    };

    private static Decision Ending(PoolHistory pool, PoolId id, PartyId party, IAct act, ulong now) => pool switch
    {
        { Formed: null } => new PoolUnknown(id),
        _ when !pool.IsMember(party) => new NotMember(id, party),
        _ when ActDecision.Check(act, pool.MembershipHead(party), now) is { } refusal => refusal,
        _ => Decision.Permit,
    };
}
