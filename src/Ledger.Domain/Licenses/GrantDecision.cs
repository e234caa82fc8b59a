// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;

namespace Ledger.Domain.Licenses;

/// <summary>Whether a license may be granted; the rules of the contract Licenses.</summary>
public static class GrantDecision
{
    public static Decision Decide(PoolHistory pool, FileHistory file, LicenseGrant act, ulong now) => act switch
    {
        _ when pool.Formed is null => new PoolUnknown(act.Pool),
        _ when pool.Schedule(act.Schedule).Latest is null => new ScheduleUnknown(act.Pool, act.Schedule),
        _ when ActDecision.Check(act, file.Head, now) is { } refusal => refusal,
        _ when LicenseDecision.Term(act.StartsAt, act.EndsAt) is { } refusal => refusal,
        _ => Decision.Permit,
    };
}
