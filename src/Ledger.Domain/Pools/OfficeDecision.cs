// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Pools;

/// <summary>Whether a pool's administrator, policies, log key and enrolments may change; the rules of the contract Pools.</summary>
public static class OfficeDecision
{
    public static Decision Decide(PoolHistory pool, AdministratorChange act, ulong now) => pool switch
    {
        { Formed: null } => new PoolUnknown(act.Pool),
        _ when pool.Administrator == act.Administrator => new AlreadyAdministrator(act.Pool, act.Administrator),
        _ when ActDecision.Check(act, pool.AdministratorHead, now) is { } refusal => refusal,
        { Charter: { Governance: Governance.GovernmentLed, Founders.Count: 0 } } => new FoundersMissing(),
        _ => Decision.Permit,
    };

    public static Decision Decide(PoolHistory pool, PolicyChange act, ulong now) => pool switch
    {
        { Formed: null } => new PoolUnknown(act.Pool),
        _ when ActDecision.Check(act, pool.PolicyHead(act.Policy), now) is { } refusal => refusal,
        _ => Decision.Permit,
    };

    public static Decision Decide(PoolHistory pool, LogKeyChange act, ulong now) => pool switch
    {
        { Formed: null } => new PoolUnknown(act.Pool),
        _ when ActDecision.Check(act, pool.LogKeyHead, now) is { } refusal => refusal,
        _ when act.Epoch != pool.Epoch + 1 => new EpochNotNext(act.Epoch, pool.Epoch + 1),
        _ when act.LogKey.IsZero => new LogKeyMissing(),
        _ when act.LogKey == pool.LogKey => new LogKeyUnchanged(act.LogKey),
        _ => Decision.Permit,
    };

    public static Decision Decide(PoolHistory pool, Enrolment act, ulong now) => pool switch
    {
        { Formed: null } => new PoolUnknown(act.Pool),
        _ when ActDecision.Check(act, pool.EnrolmentHead(act.Party), now) is { } refusal => refusal,
        _ => Decision.Permit,
    };
}
