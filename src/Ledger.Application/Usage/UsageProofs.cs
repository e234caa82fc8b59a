// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Application.Usage;

/// <summary>Proves a record's place in an anchored checkpoint.</summary>
public sealed class UsageProofs
{
    private readonly LedgerContext _context;
    private readonly UsageTrees _trees;

    internal UsageProofs(LedgerContext context, UsageTrees trees)
    {
        _context = context;
        _trees = trees;
    }

    /// <summary>The proof against the newest checkpoint that covers the record; refused with <c>not-anchored-yet</c> until there is one.</summary>
    public async Task<Outcome<UsageProofView>> ProveAsync(Hash32 recordId, CancellationToken cancellation)
    {
        var (row, place, checkpoint) = await _context.Store.ReadAsync<(Store.Journal.JournalRow? Row, (ulong Epoch, ulong Index) Place, CheckpointView? Checkpoint)>(
            reader =>
            {
                if (reader.Journal.Find(recordId) is not { } found)
                {
                    return (null, default, null);
                }

                var epochs = UsageEpochs.Of(_context.On(reader), new PoolId(found.Pool));
                var at = epochs.Place(found.Epoch, found.Index);
                var size = epochs.All.FirstOrDefault(one => one.Epoch == at.Epoch) is { } epoch ? epochs.Size(reader, epoch) : 0; // less than anchored where records were lost
                return (found, at, _context.On(reader).Log(new PoolId(found.Pool)).Down(at.Epoch).FirstOrDefault(it => it.Act.Size <= size) is { } last && last.Act.Size > at.Index
                    ? Checkpoints.View(reader, last) : null);
            },
            cancellation);
        if (row is null)
        {
            return new RecordUnknown(recordId);
        }

        if (checkpoint is null)
        {
            return new NotAnchoredYet(recordId);
        }

        var path = await PathAsync(row.Pool, place.Epoch, place.Index, checkpoint.Size, cancellation);
        return new UsageProofView(recordId, row.Pool, place.Epoch, place.Index, checkpoint.Size, path, checkpoint.Root, row.Leaf, checkpoint);
    }

    /// <summary>The inclusion path of one leaf in the tree of one size.</summary>
    internal Task<Hash32[]> PathAsync(Hash32 pool, ulong epoch, ulong index, ulong size, CancellationToken cancellation) =>
        _trees.ReadAsync(new PoolId(pool), epoch, tree => InclusionProof.Make(tree, index, size), cancellation);

    /// <summary>The inclusion paths of many leaves in that tree.</summary>
    internal Task<Hash32[][]> PathsAsync(Hash32 pool, ulong epoch, IReadOnlyList<ulong> indices, ulong size, CancellationToken cancellation) =>
        _trees.ReadAsync<Hash32[][]>(new PoolId(pool), epoch, tree => [.. indices.Select(index => InclusionProof.Make(tree, index, size))], cancellation);
}
