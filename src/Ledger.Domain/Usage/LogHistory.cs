// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Ledger.Domain.Usage;

/// <summary>One pool's usage log as the chain has it: the fold of its checkpoints, in their order.</summary>
public sealed record LogHistory : ILogHistory
{
    private readonly ImmutableList<CheckpointAnchored> _checkpoints = [];

    /// <summary>No checkpoint yet.</summary>
    public static LogHistory Empty { get; } = new();

    public CheckpointAnchored? Newest => _checkpoints is [.., var last] ? last : null;

    /// <summary>Folds facts in the order given; those of other subjects are passed over.</summary>
    public static LogHistory From(IEnumerable<Fact> facts) => facts.Aggregate(Empty, (history, fact) => history.Apply(fact));

    public CheckpointAnchored? Latest(ulong epoch) => _checkpoints.FindLast(checkpoint => checkpoint.Act.Epoch == epoch);

    public CheckpointAnchored? FirstPast(ulong epoch, ulong index) =>
        _checkpoints.Find(checkpoint => checkpoint.Act.Epoch == epoch && checkpoint.Act.Size > index);

    public IEnumerable<CheckpointAnchored> Down(ulong epoch) => _checkpoints.Reverse().Where(checkpoint => checkpoint.Act.Epoch == epoch);

    /// <summary>The history with one more fact.</summary>
    public LogHistory Apply(Fact fact) => fact is CheckpointAnchored checkpoint ? new(_checkpoints.Add(checkpoint)) : this;

    private LogHistory(ImmutableList<CheckpointAnchored> checkpoints) => _checkpoints = checkpoints;

    private LogHistory()
    {
    }
}
