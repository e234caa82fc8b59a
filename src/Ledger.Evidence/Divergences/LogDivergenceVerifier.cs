// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Tries;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Events;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Divergences;

/// <summary>Judges the file of a log's divergence with nothing but itself, and the hashes of blocks that the caller trusts. Total.</summary>
/// <remarks>
/// The leaves are the ledger's word: so the file shows that they do not make the root that the log key signed, and not which of
/// both is the log that was promised. Whoever holds a promise or a bundle can tell: its leaf is under the one or the other. Where the
/// block of the checkpoint is trusted and shown to hold it, that root is the log's, for the contract takes in none that does not go on
/// from the last one: so the journal's is not, and no word makes it so.
/// </remarks>
public static class LogDivergenceVerifier
{
    /// <param name="bytes">The file.</param>
    /// <param name="trusted">Blocks that the caller knows to be the chain's.</param>
    public static (DivergenceVerdict Verdict, ImmutableArray<DivergenceStep> Steps) Verify(ReadOnlyMemory<byte> bytes, IReadOnlySet<Hash32> trusted)
    {
        if (!LogDivergenceFile.TryRead(bytes, out var file, out var what))
        {
            return (DivergenceVerdict.Invalid, [new("file", false, Note.Of("divergence-unreadable", ("what", what)))]);
        }

        ImmutableArray<DivergenceStep> steps = [new("file", true, Note.Of("divergence-file-ok", ("chain", file.ChainId))), Signatures(file), Log(file), Anchor(file)];
        return (
            steps.Any(step => !step.Ok) ? DivergenceVerdict.Invalid
            : file.Anchored.Proof is not null && trusted.Contains(file.Anchored.Block.Hash) ? DivergenceVerdict.Theirs
            : DivergenceVerdict.Open,
            steps);
    }

    /// <summary>The root that the file's leaves give at the anchored size; null where they are not of that size.</summary>
    public static Hash32? Computed(LogDivergenceFile file)
    {
        if (!MerkleFrontier.TryCreate(file.Agreed.Size, file.Agreed.Peaks.AsSpan(), out var log))
        {
            return null;
        }

        log.Append(file.Leaves.AsSpan());
        return log.Size == file.Anchored.Checkpoint.Size ? log.Root : null;
    }

    private static DivergenceStep Signatures(LogDivergenceFile file)
    {
        var domain = new Eip712Domain(nameof(ContractName.UsageLog), "1", file.ChainId, file.UsageLog);
        var anchored = file.Anchored.Checkpoint;
        MerkleFrontier.TryCreate(file.Agreed.Size, file.Agreed.Peaks.AsSpan(), out var agreed);
        return !IsSigned(anchored, file.Anchored.Signature) ? Wrong(anchored.Size)
            : file.Agreed is { Size: 0, Signature: null } ? Right(0)
            : file.Agreed.Signature is { } signature && IsSigned(anchored with { Size = file.Agreed.Size, Root = agreed.Root }, signature) ? Right(file.Agreed.Size)
            : Wrong(file.Agreed.Size);

        bool IsSigned(Checkpoint checkpoint, Signature signature) => Secp256k1.TryRecover(checkpoint.Digest(domain), signature, out var signer) && signer == file.LogKey;

        DivergenceStep Right(ulong size) => new("signature", true, Note.Of("divergence-signed-ok", ("key", file.LogKey), ("agreed", size), ("size", anchored.Size), ("pool", anchored.Pool.Value)));

        DivergenceStep Wrong(ulong size) => new("signature", false, Note.Of("divergence-signed-wrong", ("key", file.LogKey), ("size", size)));
    }

    /// <summary>Whether the block that the file names holds the checkpoint; without a proof the file only says so.</summary>
    private static DivergenceStep Anchor(LogDivergenceFile file)
    {
        var block = file.Anchored.Block;
        if (file.Anchored.Proof is not { } proof)
        {
            return new("anchor", true, Note.Of("divergence-anchor-unproven", ("block", block.Number), ("hash", block.Hash)));
        }

        if (!BlockHeader.TryDecode(proof.Header.Span, out var header) || header.Number != block.Number || header.Hash() != block.Hash)
        {
            return new("anchor", false, Note.Of("divergence-anchor-header", ("block", block.Number), ("hash", block.Hash)));
        }

        var verdict = ReceiptsTrie.Verify(header.ReceiptsRoot, proof.TransactionIndex, [.. proof.ReceiptNodes], out var receipt);
        return receipt is { Succeeded: true } && proof.LogIndex < receipt.Logs.Count && IsAnchored(file, receipt.Logs[(int)proof.LogIndex])
            ? new("anchor", true, Note.Of("divergence-anchor-ok", ("block", block.Number), ("hash", block.Hash)))
            : new("anchor", false, Note.Of("divergence-anchor-wrong", ("block", block.Number), ("flaw", receipt is null ? EventSet.FlawOf(verdict) : "another event")));
    }

    private static bool IsAnchored(LogDivergenceFile file, LogEntry log)
    {
        var contracts = new ContractAddresses(file.ChainId, default, default, default, file.UsageLog);
        var at = new FactPosition(file.Anchored.Block, 0, file.Anchored.Transaction, file.Anchored.EventIndex);
        return EventReader.TryRead(new EvidenceDeployment(false, contracts), log, at, out var fact) && fact is CheckpointAnchored { Act: var act } && act == file.Anchored.Checkpoint;
    }

    private static DivergenceStep Log(LogDivergenceFile file)
    {
        var (size, root) = (file.Anchored.Checkpoint.Size, file.Anchored.Checkpoint.Root);
        return Computed(file) is not { } computed ? new("log", false, Note.Of("divergence-log-wrong", ("size", size)))
            : computed == root ? new("log", false, Note.Of("divergence-log-same", ("root", root), ("size", size)))
            : new("log", true, Note.Of("divergence-log-ok", ("size", size), ("root", root), ("computed", computed), ("count", file.Leaves.Length)));
    }
}
