// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Licenses;

/// <summary>How a license came to be: by a grant, as a sublicense, or as an import from paper.</summary>
/// <param name="By">The fact that made it.</param>
/// <param name="Id">The license.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Licensee">The first licensee; of a sublicense the sublicensee.</param>
/// <param name="Parent">The license that a sublicense stands under; null for a grant or import.</param>
/// <param name="Schedule">The patent schedule; null for a sublicense, whose schedule is the parent's.</param>
/// <param name="StartsAt">First second (UTC) in force.</param>
/// <param name="EndsAt">First second (UTC) no longer in force, as first agreed; zero: without end.</param>
/// <param name="TermsRoot">The salted root over the terms, as first agreed.</param>
public sealed record LicenseOrigin(
    Fact By,
    LicenseId Id,
    PoolId Pool,
    PartyId Licensee,
    LicenseId? Parent,
    ScheduleId? Schedule,
    ulong StartsAt,
    ulong EndsAt,
    Hash32 TermsRoot)
{
    /// <summary>The origin that <paramref name="fact"/> is; null for a fact of another kind.</summary>
    public static LicenseOrigin? Of(Fact fact) => fact switch
    {
        LicenseGranted { Act: var act } => new(fact, act.Id, act.Pool, act.Licensee, null, act.Schedule, act.StartsAt, act.EndsAt, act.TermsRoot),
        LicenseSublicensed { Act: var act, Pool: var pool } =>
            new(fact, act.Id, pool, act.Sublicensee, act.Parent, null, act.StartsAt, act.EndsAt, act.TermsRoot),
        LicenseImported { Act: var act } => new(fact, act.Id, act.Pool, act.Licensee, null, act.Schedule, act.StartsAt, act.EndsAt, act.TermsRoot),
        _ => null,
    };
}

/// <summary>One version of a license. The first one's id is the license's, a later one's that of its amendment.</summary>
/// <param name="Id">The version's id.</param>
/// <param name="By">The fact that made it.</param>
/// <param name="EffectiveAt">First second (UTC) of the version.</param>
/// <param name="Schedule">The patent schedule; null where a sublicense has the parent's.</param>
/// <param name="EndsAt">First second (UTC) no longer in force; zero: without end.</param>
/// <param name="TermsRoot">The salted root over the terms.</param>
public sealed record LicenseVersion(Hash32 Id, Fact By, ulong EffectiveAt, ScheduleId? Schedule, ulong EndsAt, Hash32 TermsRoot);

/// <summary>A time for which a license was suspended.</summary>
/// <param name="From">First second (UTC) suspended.</param>
/// <param name="Until">First second (UTC) reinstated; null while it lasts.</param>
public sealed record SuspensionSpan(ulong From, ulong? Until)
{
    /// <summary>Whether it covers <paramref name="time"/>.</summary>
    public bool Covers(ulong time) => time >= From && (Until is not { } until || time < until);
}

/// <summary>Who has the license from a time on.</summary>
/// <param name="Licensee">The licensee.</param>
/// <param name="From">First second (UTC); zero for the first licensee.</param>
public sealed record LicenseHolding(PartyId Licensee, ulong From);
