// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;

namespace Ledger.Evidence.Divergences;

/// <summary>Which of the ledger's two sources disagree.</summary>
public enum DivergenceKind
{
    /// <summary>The ledger's final block and the node's.</summary>
    Chain,

    /// <summary>The journal of a pool and its anchored log.</summary>
    Log,

    /// <summary>An embedded chain's record and what it gave before.</summary>
    Replay,

    /// <summary>The log that a witness had seen and the one that it was shown.</summary>
    Fork,
}

/// <summary>What any file of a divergence comes to.</summary>
/// <param name="Kind">Of which form it is.</param>
/// <param name="Verdict">What it shows.</param>
/// <param name="Steps">Each thing looked at.</param>
/// <param name="ChainId">The chain's id; null where the file cannot be read, as all that follows.</param>
/// <param name="Number">The block, or the log's size, at which both sides part.</param>
/// <param name="Ours">What the ledger, or a witness, had: a block's hash, or a root.</param>
/// <param name="Theirs">What stands against it.</param>
/// <param name="FinalUpTo">The height up to which the ledger's blocks were final; of a chain's divergence alone.</param>
public sealed record DivergenceFinding(
    DivergenceKind Kind,
    DivergenceVerdict Verdict,
    ImmutableArray<DivergenceStep> Steps,
    ulong? ChainId = null,
    ulong? Number = null,
    Hash32? Ours = null,
    Hash32? Theirs = null,
    ulong? FinalUpTo = null)
{
    /// <summary>Of which form the bytes seem to be; null where they are no divergence at all. It proves nothing.</summary>
    public static DivergenceKind? KindOf(ReadOnlySpan<byte> bytes) =>
        SealedJson.Begins(bytes, DivergenceFile.Format) ? DivergenceKind.Chain
        : SealedJson.Begins(bytes, LogDivergenceFile.Format) ? DivergenceKind.Log
        : SealedJson.Begins(bytes, LogForkFile.Format) ? DivergenceKind.Fork
        : SealedJson.Begins(bytes, ReplayDivergenceFile.Format) ? DivergenceKind.Replay
        : null;

    /// <summary>Judges a file of any of the forms. Total.</summary>
    /// <param name="kind">What <see cref="KindOf"/> said.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="trusted">Blocks that the caller knows to be the chain's.</param>
    public static DivergenceFinding Of(DivergenceKind kind, ReadOnlyMemory<byte> bytes, IReadOnlySet<Hash32> trusted)
    {
        switch (kind)
        {
            case DivergenceKind.Log:
                var (logVerdict, logSteps) = LogDivergenceVerifier.Verify(bytes, trusted);
                return LogDivergenceFile.TryRead(bytes, out var log, out _)
                    ? new(kind, logVerdict, logSteps, log.ChainId, log.Anchored.Checkpoint.Size, LogDivergenceVerifier.Computed(log), log.Anchored.Checkpoint.Root)
                    : new(kind, logVerdict, logSteps);
            case DivergenceKind.Fork:
                var (forkVerdict, forkSteps) = LogForkVerifier.Verify(bytes);
                return LogForkFile.TryRead(bytes, out var fork, out _)
                    ? new(kind, forkVerdict, forkSteps, fork.ChainId, fork.Seen.Checkpoint.Size, fork.Seen.Checkpoint.Root, fork.Shown.Checkpoint.Root)
                    : new(kind, forkVerdict, forkSteps);
            case DivergenceKind.Replay:
                var (replayVerdict, replaySteps) = ReplayDivergenceVerifier.Verify(bytes, trusted);
                return ReplayDivergenceFile.TryRead(bytes, out var replay, out _)
                    ? new(kind, replayVerdict, replaySteps, replay.ChainId, replay.Replayed.Number, replay.Recorded, replay.Replayed.Hash)
                    : new(kind, replayVerdict, replaySteps);
            default:
                var (verdict, steps) = DivergenceVerifier.Verify(bytes, trusted);
                return DivergenceFile.TryRead(bytes, out var file, out _)
                    ? new(kind, verdict, steps, file.ChainId, file.Ours.Number, file.Ours.Hash, file.Theirs.Hash, file.FinalUpTo)
                    : new(kind, verdict, steps);
        }
    }
}
