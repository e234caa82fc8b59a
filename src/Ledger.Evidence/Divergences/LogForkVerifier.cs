// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Divergences;

/// <summary>Judges the file of a forked log with nothing but itself. Total.</summary>
/// <remarks>
/// Two roots of one size convict the log key alone. Of two sizes the file shows that no proof was given, and whoever keeps the log
/// can refute it by giving one.
/// </remarks>
public static class LogForkVerifier
{
    /// <param name="bytes">The file.</param>
    public static (DivergenceVerdict Verdict, ImmutableArray<DivergenceStep> Steps) Verify(ReadOnlyMemory<byte> bytes)
    {
        if (!LogForkFile.TryRead(bytes, out var file, out var what))
        {
            return (DivergenceVerdict.Invalid, [new("file", false, Note.Of("divergence-unreadable", ("what", what)))]);
        }

        ImmutableArray<DivergenceStep> steps = [new("file", true, Note.Of("divergence-file-ok", ("chain", file.ChainId))), Signatures(file), Log(file)];
        return (
            steps.Any(step => !step.Ok) ? DivergenceVerdict.Invalid
            : file.Seen.Checkpoint.Size == file.Shown.Checkpoint.Size ? DivergenceVerdict.Proven
            : DivergenceVerdict.Open,
            steps);
    }

    private static DivergenceStep Signatures(LogForkFile file)
    {
        var domain = new Eip712Domain(nameof(ContractName.UsageLog), "1", file.ChainId, file.UsageLog);
        return !IsSigned(file.Seen) ? Wrong(file.Seen) : !IsSigned(file.Shown) ? Wrong(file.Shown)
            : new("signature", true, Note.Of(
                "divergence-fork-signed-ok",
                ("key", file.LogKey), ("seen", file.Seen.Checkpoint.Size), ("shown", file.Shown.Checkpoint.Size), ("pool", file.Seen.Checkpoint.Pool.Value)));

        bool IsSigned(SignedCheckpoint signed) => Secp256k1.TryRecover(signed.Checkpoint.Digest(domain), signed.Signature, out var signer) && signer == file.LogKey;

        DivergenceStep Wrong(SignedCheckpoint signed) =>
            new("signature", false, Note.Of("divergence-signed-wrong", ("key", file.LogKey), ("size", signed.Checkpoint.Size)));
    }

    private static DivergenceStep Log(LogForkFile file)
    {
        var (seen, shown) = (file.Seen.Checkpoint, file.Shown.Checkpoint);
        return seen == shown ? new("log", false, Note.Of("divergence-fork-same", ("size", seen.Size), ("root", seen.Root)))
            : seen.Size == shown.Size ? new("log", true, Note.Of("divergence-fork-roots", ("size", seen.Size), ("seen", seen.Root), ("shown", shown.Root)))
            : IsConsistent(seen, shown, file.Proof) ? new("log", false, Note.Of("divergence-fork-consistent", ("seen", seen.Size), ("shown", shown.Size)))
            : new("log", true, Note.Of("divergence-fork-unproven", ("seen", seen.Size), ("shown", shown.Size)));
    }

    private static bool IsConsistent(Checkpoint seen, Checkpoint shown, ImmutableArray<Hash32> proof)
    {
        var (old, grown) = seen.Size < shown.Size ? (seen, shown) : (shown, seen);
        return ConsistencyProof.Verify(old.Size, old.Root, grown.Size, grown.Root, proof.AsSpan());
    }
}
