// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Usage;

/// <summary>A root of a pool's usage log is on chain.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Act">The checkpoint.</param>
/// <param name="OldSize">The size of the checkpoint before; zero for the first.</param>
/// <param name="Signatures">The log key's.</param>
public sealed record CheckpointAnchored(FactPosition At, Checkpoint Act, ulong OldSize, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override IReadOnlyList<Subject> Subjects => [Subject.UsageLog(Act.Pool)];
}
