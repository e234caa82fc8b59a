// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;

namespace Ledger.Domain.Schedules;

/// <summary>One patent schedule: the fold of its revisions, in their order.</summary>
public sealed record ScheduleHistory
{
    /// <summary>No revision yet.</summary>
    public static ScheduleHistory Empty { get; } = new();

    /// <summary>The revisions so far, the first first.</summary>
    public ImmutableList<ScheduleRevised> Revisions { get; private init; } = [];

    /// <summary>The contributions that a revision used.</summary>
    public ImmutableHashSet<Hash32> UsedContributions { get; private init; } = [];

    /// <summary>The newest revision; null while there is none.</summary>
    public ScheduleRevised? Latest => Revisions.IsEmpty ? null : Revisions[^1];

    /// <summary>The last revision's act id; zero if there is none.</summary>
    public Hash32 Head => Latest?.Act.ActId ?? default;

    /// <summary>How many patents the newest revision has.</summary>
    public uint Count => Latest?.Act.Count ?? 0;

    /// <summary>Folds facts in the order given; those of other subjects are passed over.</summary>
    public static ScheduleHistory From(IEnumerable<Fact> facts) => facts.Aggregate(Empty, (history, fact) => history.Apply(fact));

    /// <summary>The revision that stood at <paramref name="time"/> (UTC seconds); null when there was none yet.</summary>
    public ScheduleRevised? AsOf(ulong time) => Revisions.FindLast(revised => revised.At.Time <= time);

    /// <summary>The history with one more fact.</summary>
    public ScheduleHistory Apply(Fact fact) => fact is ScheduleRevised revised
        ? this with { Revisions = Revisions.Add(revised), UsedContributions = UsedContributions.Union(revised.Act.Contributions) }
        : this;
}
