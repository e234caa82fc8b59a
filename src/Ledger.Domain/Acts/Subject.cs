// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Acts;

/// <summary>What has a head, or a history of its own.</summary>
public enum SubjectKind
{
    /// <summary>A party's keys.</summary>
    Party,

    /// <summary>A pool: its charter and all of its acts, which <c>Pools.actChain</c> chains.</summary>
    Pool,

    /// <summary>One party's membership in one pool.</summary>
    Membership,

    /// <summary>One schedule of one pool.</summary>
    Schedule,

    /// <summary>All that came to one licensee in one pool.</summary>
    File,

    /// <summary>One license.</summary>
    License,

    /// <summary>One pool's usage log.</summary>
    UsageLog,

    /// <summary>A party's recovery.</summary>
    Recovery,

    /// <summary>One party's enrolment in one pool.</summary>
    Enrolment,

    /// <summary>Who administers one pool.</summary>
    Administrator,

    /// <summary>One policy of one pool.</summary>
    Policy,

    /// <summary>The log key of one pool.</summary>
    LogKey,
}

/// <summary>One subject, narrow enough that signatures can be collected for weeks.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="First">The party, pool or license.</param>
/// <param name="Second">The party, schedule or policy within the pool, or zero.</param>
public readonly record struct Subject(SubjectKind Kind, Hash32 First, Hash32 Second)
{
    /// <summary>Stable text: the store's key.</summary>
    public string Key => Second.IsZero ? $"{Kind}:{First}" : $"{Kind}:{First}:{Second}";

    public static Subject Party(PartyId party) => new(SubjectKind.Party, party.Value, default);

    public static Subject Pool(PoolId pool) => new(SubjectKind.Pool, pool.Value, default);

    public static Subject Membership(PoolId pool, PartyId party) => new(SubjectKind.Membership, pool.Value, party.Value);

    public static Subject Schedule(PoolId pool, ScheduleId schedule) => new(SubjectKind.Schedule, pool.Value, schedule.Value);

    public static Subject File(PoolId pool, PartyId licensee) => new(SubjectKind.File, pool.Value, licensee.Value);

    public static Subject License(LicenseId license) => new(SubjectKind.License, license.Value, default);

    public static Subject UsageLog(PoolId pool) => new(SubjectKind.UsageLog, pool.Value, default);

    public static Subject Recovery(PartyId party) => new(SubjectKind.Recovery, party.Value, default);

    public static Subject Enrolment(PoolId pool, PartyId party) => new(SubjectKind.Enrolment, pool.Value, party.Value);

    public static Subject Administrator(PoolId pool) => new(SubjectKind.Administrator, pool.Value, default);

    public static Subject Policy(PoolId pool, Hash32 policy) => new(SubjectKind.Policy, pool.Value, policy);

    public static Subject LogKey(PoolId pool) => new(SubjectKind.LogKey, pool.Value, default);

    public override string ToString() => Key;
}
