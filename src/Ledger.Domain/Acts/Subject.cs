// SPDX-License-Identifier: Apache-2.0

using System.Text;
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

    /// <summary>One digest that was lodged for one pool's log. It has no head.</summary>
    Lodging,
}

/// <summary>One subject, narrow enough that signatures can be collected for weeks.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="First">The party, pool or license.</param>
/// <param name="Second">The party, schedule or policy within the pool, or zero.</param>
public readonly record struct Subject(SubjectKind Kind, Hash32 First, Hash32 Second)
{
    /// <summary>The most bytes that <see cref="WriteKey"/> writes.</summary>
    public const int MaxKeySize = 192;

    // "Kind:", in ASCII, by the kind's number.
    private static readonly byte[][] Starts = [.. Enum.GetNames<SubjectKind>().Select(name => Encoding.ASCII.GetBytes(name + ":"))];

    /// <summary>Stable text: the store's key.</summary>
    public string Key
    {
        get
        {
            Span<byte> text = stackalloc byte[MaxKeySize];
            return Encoding.ASCII.GetString(text[..WriteKey(text)]);
        }
    }

    /// <summary>Writes <see cref="Key"/> in ASCII, and tells how long it is.</summary>
    public int WriteKey(Span<byte> to)
    {
        var start = Starts[(int)Kind];
        start.CopyTo(to);
        First.WriteText(to[start.Length..]);
        var end = start.Length + Hash32.TextSize;
        if (Second.IsZero)
        {
            return end;
        }

        to[end] = (byte)':';
        Second.WriteText(to[(end + 1)..]);
        return end + 1 + Hash32.TextSize;
    }

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

    public static Subject Lodging(PoolId pool, Hash32 digest) => new(SubjectKind.Lodging, pool.Value, digest);

    public override string ToString() => Key;
}
