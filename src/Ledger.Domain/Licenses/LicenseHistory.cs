// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;

namespace Ledger.Domain.Licenses;

/// <summary>One license: the fold of its facts, in their order. Total, so that a verifier can fold what strangers claim.</summary>
public sealed record LicenseHistory
{
    /// <summary>Nothing recorded yet.</summary>
    public static LicenseHistory Empty { get; } = new();

    /// <summary>How it came to be; null while there is no such license.</summary>
    public LicenseOrigin? Origin { get; private init; }

    /// <summary>The grant's fact; null where it came to be otherwise, or not at all.</summary>
    public LicenseGranted? Granted => Origin?.By as LicenseGranted;

    /// <summary>Its versions, the first first.</summary>
    public ImmutableList<LicenseVersion> Versions { get; private init; } = [];

    /// <summary>Its suspensions, in their order; only the last may still last.</summary>
    public ImmutableList<SuspensionSpan> Suspensions { get; private init; } = [];

    /// <summary>Its licensees, the first first.</summary>
    public ImmutableList<LicenseHolding> Holdings { get; private init; } = [];

    /// <summary>The termination; null while there is none.</summary>
    public LicenseTerminated? Terminated { get; private init; }

    /// <summary>The counter-signature of an attested import; null while there is none.</summary>
    public LicenseCounterSigned? CounterSigned { get; private init; }

    /// <summary>The latest time (UTC seconds) from which an amendment, suspension, reinstatement or termination has effect; zero while there is none.</summary>
    public ulong LastEffectiveAt { get; private init; }

    /// <summary>The last act on the license; the license's id until its first change; zero if there is no such license.</summary>
    public Hash32 Head { get; private init; }

    /// <summary>The facts folded so far.</summary>
    public ImmutableList<Fact> Facts { get; private init; } = [];

    /// <summary>Whether only the administrator has signed that there is such a license.</summary>
    public bool IsAttestedImport => Origin?.By is LicenseImported && CounterSigned is null;

    /// <summary>Whether it is suspended without an end, by the last act.</summary>
    public bool IsSuspended => Suspensions is [.., { Until: null }];

    /// <summary>The newest version; null while there is no such license.</summary>
    public LicenseVersion? Latest => Versions.IsEmpty ? null : Versions[^1];

    /// <summary>Who has it now.</summary>
    /// <exception cref="InvalidOperationException">There is no such license.</exception>
    public PartyId Licensee => Holdings.IsEmpty ? throw new InvalidOperationException("There is no such license.") : Holdings[^1].Licensee;

    /// <summary>Folds facts in the order given; those of other subjects are passed over.</summary>
    public static LicenseHistory From(IEnumerable<Fact> facts) => facts.Aggregate(Empty, (history, fact) => history.Apply(fact));

    /// <summary>Who had it at <paramref name="time"/> (UTC seconds); null while there is no such license.</summary>
    public PartyId? LicenseeAt(ulong time) => Holdings.FindLast(holding => holding.From <= time)?.Licensee;

    /// <summary>Whether a party had it at some second of a time (UTC seconds).</summary>
    /// <param name="end">The first second after it.</param>
    public bool IsHeldWithin(PartyId party, ulong start, ulong end) =>
        party == LicenseeAt(start) || Holdings.Exists(holding => holding.Licensee == party && holding.From >= start && holding.From < end);

    /// <summary>The version that stood at <paramref name="time"/> (UTC seconds); the first one before its start; null while there is no such license.</summary>
    public LicenseVersion? VersionAt(ulong time) => Versions.FindLast(version => version.EffectiveAt <= time) ?? (Versions.IsEmpty ? null : Versions[0]);

    /// <summary>
    /// What its own acts say of <paramref name="time"/> (UTC seconds): the first that holds. A sublicense may still fail
    /// with its parents: <see cref="LicenseStanding"/> walks them, as the contract's <c>standingAt</c> does.
    /// </summary>
    public Standing StandingAt(ulong time) => this switch
    {
        { Origin: null } => Standing.None,
        { Terminated.Act.EffectiveAt: var from } when time >= from => Standing.Terminated,
        { Origin.StartsAt: var from } when time < from => Standing.NotYet,
        { Latest.EndsAt: not 0 and var until } when time >= until => Standing.Expired,
        _ when Suspensions.Exists(span => span.Covers(time)) => Standing.Suspended,
        _ => Standing.InForce,
    };

    /// <summary>The license as the chain had it up to and including block <paramref name="number"/>.</summary>
    public LicenseHistory KnownAt(ulong number) => From(Facts.Where(fact => fact.At.Block.Number <= number));

    /// <summary>The history with one more fact.</summary>
    public LicenseHistory Apply(Fact fact) => LicenseOrigin.Of(fact) is { } origin ? Beginning(origin) : fact switch
    {
        LicenseCounterSigned counterSigned => Recording(fact) with { CounterSigned = counterSigned },
        LicenseAmended { Act: var act } => Taking(act.EffectiveAt, fact) with
        {
            Versions = Versions.Add(new(act.ActId, fact, act.EffectiveAt, act.Schedule, act.EndsAt, act.TermsRoot)),
        },
        LicenseSuspended { Act: var act } => Taking(act.EffectiveAt, fact) with { Suspensions = Suspensions.Add(new(act.EffectiveAt, null)) },
        LicenseReinstated { Act: var act } => Taking(act.EffectiveAt, fact) with
        {
            Suspensions = IsSuspended ? Suspensions.SetItem(Suspensions.Count - 1, Suspensions[^1] with { Until = act.EffectiveAt }) : Suspensions,
        },
        LicenseAssigned { Act: var act } => Recording(fact) with { Holdings = Holdings.Add(new(act.Assignee, fact.At.Time)) },
        LicenseTerminated terminated => Taking(terminated.Act.EffectiveAt, fact) with { Terminated = terminated },
        _ => this,
    };

    private LicenseHistory Beginning(LicenseOrigin origin) => this with
    {
        Origin = origin,
        Versions = [new(origin.Id.Value, origin.By, origin.StartsAt, origin.Schedule, origin.EndsAt, origin.TermsRoot)],
        Holdings = [new(origin.Licensee, 0)],
        Head = origin.Id.Value,
        Facts = Facts.Add(origin.By),
    };

    private LicenseHistory Recording(Fact fact) => this with { Head = fact.Recorded.ActId, Facts = Facts.Add(fact) };

    private LicenseHistory Taking(ulong effectiveAt, Fact fact) => Recording(fact) with { LastEffectiveAt = Math.Max(LastEffectiveAt, effectiveAt) };
}
