// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;

namespace Ledger.Domain.Licenses;

/// <summary>One license's coming to a licensee.</summary>
/// <param name="License">The license.</param>
/// <param name="By">The grant, sublicense, import or assignment.</param>
public sealed record FileArrival(LicenseId License, Fact By);

/// <summary>The file (pool, licensee): all that ever came to one licensee in one pool, in its order.</summary>
public sealed record FileHistory
{
    /// <summary>No license ever came to that party in that pool.</summary>
    public static FileHistory Empty { get; } = new();

    /// <summary>The arrivals, the first first. What was assigned away again stays here.</summary>
    public ImmutableList<FileArrival> Arrivals { get; private init; } = [];

    /// <summary>The last arrival's act id; zero if none ever was. An empty head proves absence.</summary>
    public Hash32 Head => Arrivals.IsEmpty ? default : Arrivals[^1].By.Recorded.ActId;

    /// <summary>Every license that ever came here, once.</summary>
    public IEnumerable<LicenseId> Licenses => Arrivals.Select(arrival => arrival.License).Distinct();

    /// <summary>Folds facts in the order given; those of other subjects are passed over.</summary>
    public static FileHistory From(IEnumerable<Fact> facts) => facts.Aggregate(Empty, (history, fact) => history.Apply(fact));

    /// <summary>The history with one more fact.</summary>
    public FileHistory Apply(Fact fact) => fact switch
    {
        LicenseAssigned { Act.License: var license } => this with { Arrivals = Arrivals.Add(new(license, fact)) },
        _ when LicenseOrigin.Of(fact) is { Id: var license } => this with { Arrivals = Arrivals.Add(new(license, fact)) },
        _ => this,
    };
}
