// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;

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

    public override SubjectList Subjects => [Subject.UsageLog(Act.Pool)];
}

/// <summary>A record's digest was lodged for a pool's log: the first lodging, since the contract passes over later ones.</summary>
/// <remarks>It says nothing of who signed the record, or whether anybody did. Who sent the transaction is nobody to the ledger.</remarks>
/// <param name="At">Where it stands: the block's time is when the record counts as handed in.</param>
/// <param name="Pool">The pool that it was lodged for.</param>
/// <param name="Digest">See <see cref="Lodging.DigestOf"/>.</param>
public sealed record Lodged(FactPosition At, PoolId Pool, Hash32 Digest) : ChainEvent(At)
{
    public override SubjectList Subjects => [Subject.Lodging(Pool, Digest)];
}
