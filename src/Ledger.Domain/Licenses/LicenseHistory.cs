// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;

namespace Ledger.Domain.Licenses;

/// <summary>One license: the fold of its facts, in their order.</summary>
public sealed record LicenseHistory
{
    /// <summary>Nothing recorded yet.</summary>
    public static LicenseHistory Empty { get; } = new();

    /// <summary>The grant's fact; null while there is no such license.</summary>
    public LicenseGranted? Granted { get; private init; }

    /// <summary>The termination; null while there is none.</summary>
    public LicenseTerminated? Terminated { get; private init; }

    /// <summary>The grant; null while there is no such license.</summary>
    public LicenseGrant? Grant => Granted?.Act;

    /// <summary>The last act on the license; the license's id until its first change; zero if there is no such license.</summary>
    public Hash32 Head => Terminated?.Act.ActId ?? Granted?.Act.ActId ?? default;

    /// <summary>The facts folded so far.</summary>
    public ImmutableList<Fact> Facts { get; private init; } = [];

    /// <summary>Folds facts in the order given; those of other subjects are passed over.</summary>
    public static LicenseHistory From(IEnumerable<Fact> facts) => facts.Aggregate(Empty, (history, fact) => history.Apply(fact));

    /// <summary>Where the license stands at <paramref name="time"/> (UTC seconds): the first that holds, as the contract's <c>standingAt</c>.</summary>
    public Standing StandingAt(ulong time) => this switch
    {
        { Grant: null } => Standing.None,
        { Terminated.Act.EffectiveAt: var from } when time >= from => Standing.Terminated,
        { Grant.StartsAt: var from } when time < from => Standing.NotYet,
        { Grant.EndsAt: not 0 and var until } when time >= until => Standing.Expired,
        _ => Standing.InForce,
    };

    /// <summary>The license as the chain had it up to and including block <paramref name="number"/>.</summary>
    public LicenseHistory KnownAt(ulong number) => From(Facts.Where(fact => fact.At.Block.Number <= number));

    /// <summary>The history with one more fact.</summary>
    public LicenseHistory Apply(Fact fact) => fact switch
    {
        LicenseGranted granted => this with { Granted = granted, Facts = Facts.Add(fact) },
        LicenseTerminated terminated => this with { Terminated = terminated, Facts = Facts.Add(fact) },
        _ => this,
    };
}
