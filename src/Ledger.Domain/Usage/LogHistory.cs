// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Ledger.Domain.Usage;

/// <summary>One pool's usage log as the chain has it: the fold of its checkpoints, in their order.</summary>
public sealed record LogHistory
{
    /// <summary>No checkpoint yet.</summary>
    public static LogHistory Empty { get; } = new();

    /// <summary>The checkpoints, the first first.</summary>
    public ImmutableList<CheckpointAnchored> Checkpoints { get; private init; } = [];

    /// <summary>Folds facts in the order given; those of other subjects are passed over.</summary>
    public static LogHistory From(IEnumerable<Fact> facts) => facts.Aggregate(Empty, (history, fact) => history.Apply(fact));

    /// <summary>The newest checkpoint of an epoch; null while there is none.</summary>
    public CheckpointAnchored? Latest(ulong epoch) => Checkpoints.FindLast(checkpoint => checkpoint.Act.Epoch == epoch);

    /// <summary>The checkpoint that first passed <paramref name="index"/>: it bounds the record's time from above. Null while none did.</summary>
    public CheckpointAnchored? FirstPast(ulong epoch, ulong index) =>
        Checkpoints.Find(checkpoint => checkpoint.Act.Epoch == epoch && checkpoint.Act.Size > index);

    /// <summary>The history with one more fact.</summary>
    public LogHistory Apply(Fact fact) =>
        fact is CheckpointAnchored checkpoint ? this with { Checkpoints = Checkpoints.Add(checkpoint) } : this;
}
