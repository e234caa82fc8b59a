// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Domain.Licenses;

/// <summary>Whether a license may change; the rules of the contract Licenses. <c>now</c> is the recording block's time.</summary>
public static class LicenseDecision
{
    private const ulong LastTime = (1UL << 40) - 1;
    private const int MostSuspensions = 256;

    public static Decision Decide(LicenseHistory license, Termination act, ulong now) =>
        Change(license, act.License, act, now) ?? Taking(license, act.EffectiveAt);

    public static Decision Decide(LicenseHistory license, Suspension act, ulong now) =>
        Change(license, act.License, act, now) ?? Taking(license, act.EffectiveAt) ?? license switch
        {
            { IsSuspended: true } => new AlreadySuspended(act.License, license.Suspensions[^1].From),
            { Suspensions.Count: >= MostSuspensions } => new TooManySuspensions(act.License),
            _ => null,
        };

    public static Decision Decide(LicenseHistory license, Reinstatement act, ulong now) =>
        Change(license, act.License, act, now) ?? Taking(license, act.EffectiveAt)
            ?? (license.IsSuspended ? null : new NotSuspended(act.License));

    public static Decision Decide(LicenseHistory license, PoolHistory pool, Amendment act, ulong now) =>
        Change(license, act.License, act, now) ?? Taking(license, act.EffectiveAt) ?? Term(license, act) ?? license.Origin switch
        {
            { Parent: not null } when !act.Schedule.IsZero => new ScheduleOfParent(act.Schedule),
            { Parent: null } when pool.Schedule(act.Schedule).Latest is null => new ScheduleUnknown(license.Origin.Pool, act.Schedule),
            _ => null,
        };

    public static Decision Decide(LicenseHistory license, CounterSignature act, ulong now) =>
        Change(license, act.License, act, now) ?? (license.IsAttestedImport ? null : new NotAttested(act.License));

    /// <param name="license">The license.</param>
    /// <param name="file">The file (pool, assignee).</param>
    /// <param name="standing">Where the license stands, with its parents, in the recording block.</param>
    /// <param name="act">The act.</param>
    /// <param name="now">The recording block's time.</param>
    public static Decision Decide(LicenseHistory license, FileHistory file, Standing standing, Assignment act, ulong now) =>
        Change(license, act.License, act, now, file.Head) ?? license switch
        {
            _ when license.Licensee == act.Assignee => new AssignedToLicensee(act.Assignee),
            _ when standing is Standing.Terminated or Standing.Expired => new LicenseNotStanding(act.License, standing),
            _ => null,
        };

    /// <summary>What speaks against the times of a new license.</summary>
    internal static Refusal? Term(ulong startsAt, ulong endsAt) => endsAt switch
    {
        _ when startsAt > LastTime => new TimeTooLarge(startsAt),
        > LastTime => new TimeTooLarge(endsAt),
        not 0 when endsAt <= startsAt => new EmptyTerm(startsAt, endsAt),
        _ => null,
    };

    private static Refusal? Change(LicenseHistory license, LicenseId id, IAct act, ulong now, Hash32 second = default) => license switch
    {
        { Origin: null } => new LicenseUnknown(id),
        { Terminated.Act.EffectiveAt: var at } => new AlreadyTerminated(id, at),
        _ => ActDecision.Check(act, license.Head, second, now),
    };

    private static Refusal? Taking(LicenseHistory license, ulong effectiveAt) => effectiveAt switch
    {
        0 => new EffectiveAtMissing(),
        > LastTime => new TimeTooLarge(effectiveAt),
        _ when effectiveAt < license.LastEffectiveAt => new EffectiveAtDecreases(effectiveAt, license.LastEffectiveAt),
        _ => null,
    };

    private static Refusal? Term(LicenseHistory license, Amendment act) => license.Latest!.EndsAt switch
    {
        not 0 and var end when act.EffectiveAt > end => new AmendedAfterEnd(act.EffectiveAt, end),
        _ => Term(Math.Max(license.Origin!.StartsAt, act.EffectiveAt), act.EndsAt),
    };
}
