// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Proofs;
using Ledger.Application.Usage;
using Ledger.Chain;
using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Divergences;
using Ledger.Store.Outbox;

namespace Ledger.Application.Loops;

/// <summary>Anchors usage logs: late-bound, one checkpoint in flight per pool, with a consistency proof from the last one on chain.</summary>
internal sealed class AnchorLoop(LedgerContext context, UsageTrees trees) : LedgerLoop(context)
{
    private BlockRef? _held; // up to here the journals were held against the chain

    public override string Name => "anchor";

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        if (await ShortfallAsync(cancellation) is { } shortfall)
        {
            Halt(shortfall);
            return false;
        }

        var now = checked((long)Context.Now);
        var due = await Context.Store.ReadAsync(reader => reader.Checkpoints.Open().Where(row => IsDue(reader, row, now)).ToList(), cancellation);
        var anchored = await CarryOnAsync(now, cancellation);
        foreach (var row in due)
        {
            anchored |= await AnchorAsync(row, cancellation);
        }

        return anchored;
    }

    /// <summary>Why a journal cannot go on: the chain's log is longer, so that an older copy of it must have been restored. Looked for with each block, and at the start.</summary>
    private Task<string?> ShortfallAsync(CancellationToken cancellation) => Context.Store.ReadAsync(
        reader =>
        {
            var head = reader.Blocks.Head?.Ref;
            if (head == _held)
            {
                return null;
            }

            _held = head;
            return reader.Checkpoints.Ahead().Select(row => row.Pool).Distinct()
                .Select(pool => UsageEpochs.Of(Context.On(reader), new PoolId(pool)).Shortfall(reader, Context.Keys)).FirstOrDefault(reason => reason is not null);
        },
        cancellation);

    /// <summary>What waited for a checkpoint in an epoch that is sealed now waits for one in the next, which carries it on.</summary>
    private async Task<bool> CarryOnAsync(long now, CancellationToken cancellation)
    {
        if (!await Context.Store.ReadAsync(reader => Sealed(reader).Count > 0, cancellation))
        {
            return false;
        }

        return await Context.Store.WriteAsync(
            writer =>
            {
                foreach (var (row, present) in Sealed(writer))
                {
                    writer.Checkpoints.Release(row.Pool, row.Epoch, row.Wanted, now);
                    if (present.Carried > 0)
                    {
                        writer.Checkpoints.Want(row.Pool, present.Epoch, present.Carried, row.WantedSince ?? now);
                    }
                }

                return true;
            },
            cancellation);
    }

    private List<(CheckpointRow Row, UsageEpoch Present)> Sealed(Store.IStoreReader reader) =>
    [
        .. reader.Checkpoints.Open()
            .Where(row => row.Bound is null)
            .Select(row => (Row: row, UsageEpochs.Of(Context.On(reader), new PoolId(row.Pool)).Present))
            .Where(open => open.Present.Epoch > open.Row.Epoch),
    ];

    /// <summary>Anchors what a pool's log holds, due or not; false when the chain has it all, or one is in flight.</summary>
    public async Task<bool> AnchorAsync(CheckpointRow row, CancellationToken cancellation)
    {
        var pool = new PoolId(row.Pool);
        var (anchored, logKey) = await Context.Store.ReadAsync(reader => (Context.On(reader).Log(pool).Latest(row.Epoch), Context.On(reader).Pool(pool).LogKeyOf(row.Epoch)), cancellation);
        var last = anchored?.Act;
        if (await ReadAsync(pool, row.Epoch, last, cancellation) is not { } read)
        {
            return false;
        }

        var (size, root, lastRoot, proof) = read;
        if (logKey is null || Context.Keys.Find(logKey.Value) is not { } signer || size <= (last?.Size ?? 0))
        {
            return false;
        }

        if (anchored is not null && lastRoot != anchored.Act.Root)
        {
            await HaltAsync(anchored, logKey.Value, cancellation);
            return false;
        }

        var checkpoint = new Checkpoint(pool, row.Epoch, size, root);
        var signature = signer.Sign(checkpoint.Digest(Context.Contracts.Domain(ContractName.UsageLog)));
        var call = ActCalls.Anchor(Context.Contracts, checkpoint, proof, signature);
        var intent = new NewIntent(call.Id, nameof(ActKind.Checkpoint), call.To!.Value, call.Data.ToArray(), 0, null, checked((long)Context.Now));
        var bound = await Context.Store.WriteAsync(
            writer => writer.Checkpoints.Find(row.Pool, row.Epoch) is { Bound: null }
                && (writer.Outbox.TryEnqueue(intent) || writer.Outbox.TryRevive(intent)) // it may have failed on a fork that is gone
                && writer.Checkpoints.TryBind(row.Pool, row.Epoch, new BoundCheckpoint(intent.Id, checkpoint.Size, checkpoint.Root)),
            cancellation);
        if (bound)
        {
            LoopLog.Anchoring(Log, checkpoint.Size, row.Pool.ToString());
            Context.Work.Wake();
        }

        return bound;
    }

    /// <summary>The tree as a checkpoint after the last one wants it; null where a record is not what its leaf says: then nothing more is written.</summary>
    private async Task<(ulong Size, Hash32 Root, Hash32 LastRoot, Hash32[] Proof)?> ReadAsync(
        PoolId pool, ulong epoch, Checkpoint? last, CancellationToken cancellation)
    {
        try
        {
            return await trees.ReadAsync(
                pool,
                epoch,
                tree => tree.Size <= (last?.Size ?? 0)
                    ? (tree.Size, default, default, [])
                    : (tree.Size, tree.RootAt(tree.Size), tree.RootAt(last?.Size ?? 0), ConsistencyProof.Make(tree, last?.Size ?? 0, tree.Size)),
                cancellation);
        }
        catch (InvalidDataException damage)
        {
            Halt(damage.Message);
            return null;
        }
    }

    /// <summary>Stands still without a divergence file, for nobody else could compute anything from it; the next start finds the same.</summary>
    private void Halt(string reason)
    {
        Context.Halt.Set(reason);
        LoopLog.StillHalted(Log, reason);
    }

    private async Task HaltAsync(CheckpointAnchored anchored, Address logKey, CancellationToken cancellation)
    {
        var last = anchored.Act;
        var reason = $"The journal of pool {last.Pool} gives another root at size {last.Size} than the chain has.";
        var proof = await ProofAsync(anchored, cancellation);
        var earlier = await Context.Store.ReadAsync(
            reader => Context.On(reader).Log(last.Pool).Down(last.Epoch).SkipWhile(it => it.Act.Size >= last.Size).ToList(), cancellation);
        var evidence = await trees.ReadAsync(
            last.Pool,
            last.Epoch,
            tree =>
            {
                var agreed = earlier.Find(it => tree.RootAt(it.Act.Size) == it.Act.Root);
                var size = agreed?.Act.Size ?? 0;
                return new LogDivergenceFile(
                    Context.Record.ChainId,
                    Context.Contracts.UsageLog,
                    reason,
                    Context.Now,
                    logKey,
                    new AgreedLog(size, [.. tree.PeaksAt(size)], agreed is null ? null : SignatureOf(agreed)),
                    [.. Enumerable.Range(0, checked((int)(last.Size - size))).Select(i => tree.Node(0, size + (ulong)i))],
                    new AnchoredLog(last, SignatureOf(anchored), anchored.At.Block, anchored.At.Transaction, anchored.At.EventIndex, proof));
            },
            cancellation);
        var path = Context.Directory.WriteDivergence(last.Size, evidence.Write());
        Context.Halt.Set(reason);
        LoopLog.Diverged(Log, reason, path);
    }

    /// <summary>That the chain has the checkpoint, for whoever trusts its block; null where the node cannot show it, for nothing waits for that.</summary>
    private async Task<AnchorProof?> ProofAsync(CheckpointAnchored anchored, CancellationToken cancellation)
    {
        try
        {
            var header = await Context.Store.ReadAsync(reader => reader.Blocks.Find(anchored.At.Block.Hash)?.Header, cancellation);
            var proofs = await EventProving.ProveAsync(Context.Node, anchored.At.Block, [anchored.At.EventIndex], cancellation);
            return header is not null && proofs.FirstOrDefault() is { } proof ? new AnchorProof(header, proof.TransactionIndex, proof.LogIndex, proof.ReceiptNodes) : null;
        }
        catch (ChainFault)
        {
            return null;
        }
    }

    /// <summary>The log key's: a checkpoint has no other.</summary>
    private static Signature SignatureOf(CheckpointAnchored checkpoint) => checkpoint.Signatures.TryGet(0, out var signature) ? signature : default;

    private bool IsDue(Store.IStoreReader reader, CheckpointRow row, long now)
    {
        if (row is not { Bound: null, WantedSince: { } since })
        {
            return false;
        }

        if (Context.On(reader).Pool(new PoolId(row.Pool)).Epoch != row.Epoch)
        {
            return false; // the chain has sealed it: what it still holds is carried on
        }

        var anchored = Context.On(reader).Log(new PoolId(row.Pool)).Latest(row.Epoch)?.Act.Size ?? 0;
        var waited = now - since; // less than nothing where the host's clock was set back: then nobody knows how long
        return waited < 0 || waited >= Context.Options.AnchorIntervalSeconds || row.Wanted - anchored >= (ulong)Context.Options.AnchorSize;
    }
}
