// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;

namespace Ledger.Domain.Licenses;

/// <summary>The file (pool, licensee): all grants that ever came to one licensee in one pool, in their order.</summary>
public sealed record FileHistory
{
    /// <summary>No license ever came to that party in that pool.</summary>
    public static FileHistory Empty { get; } = new();

    /// <summary>The grants, the first first.</summary>
    public ImmutableList<LicenseGranted> Grants { get; private init; } = [];

    /// <summary>The last grant's act id; zero if none ever was. An empty head proves absence.</summary>
    public Hash32 Head => Grants.IsEmpty ? default : Grants[^1].Act.ActId;

    /// <summary>Folds facts in the order given; those of other subjects are passed over.</summary>
    public static FileHistory From(IEnumerable<Fact> facts) => facts.Aggregate(Empty, (history, fact) => history.Apply(fact));

    /// <summary>The history with one more fact.</summary>
    public FileHistory Apply(Fact fact) => fact is LicenseGranted granted ? this with { Grants = Grants.Add(granted) } : this;
}
