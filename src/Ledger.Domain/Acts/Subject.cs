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
}

/// <summary>One subject, narrow enough that signatures can be collected for weeks.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="First">The party, pool or license.</param>
/// <param name="Second">The party or schedule within the pool, or zero.</param>
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

    public override string ToString() => Key;
}
