// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;

namespace Ledger.Domain.Licenses;

/// <summary>Whether a license may come to be otherwise than by a grant; the rules of the contract Licenses.</summary>
public static class OriginDecision
{
    /// <param name="parent">The license that it will stand under.</param>
    /// <param name="file">The file (pool, sublicensee).</param>
    /// <param name="act">The act.</param>
    /// <param name="find">A license's history; empty where there is none.</param>
    /// <param name="now">The recording block's time.</param>
    public static Decision Decide(
        LicenseHistory parent, FileHistory file, Sublicense act, Func<LicenseId, LicenseHistory> find, ulong now) => parent switch
        {
            { Origin: null } => new LicenseUnknown(act.Parent),
            _ when ActDecision.Check(act, file.Head, now) is { } refusal => refusal,
            _ when LicenseDecision.Term(act.StartsAt, act.EndsAt) is { } refusal => refusal,
            _ when LicenseStanding.Chain(parent, find).Count() > LicenseStanding.MostDeep => new TooDeep(act.Parent),
            _ when LicenseStanding.At(parent, now, find) is var standing && standing is not (Standing.InForce or Standing.NotYet) =>
                new LicenseNotStanding(act.Parent, standing),
            _ => Decision.Permit,
        };

    public static Decision Decide(PoolHistory pool, FileHistory file, AttestedImport act, ulong now) => act switch
    {
        _ when pool.Formed is null => new PoolUnknown(act.Pool),
        _ when pool.Schedule(act.Schedule).Latest is null => new ScheduleUnknown(act.Pool, act.Schedule),
        _ when ActDecision.Check(act, file.Head, now) is { } refusal => refusal,
        _ when LicenseDecision.Term(act.StartsAt, act.EndsAt) is { } refusal => refusal,
        { SignedAt: var at } when at > now => new SignedInFuture(at, now),
        _ => Decision.Permit,
    };
}
