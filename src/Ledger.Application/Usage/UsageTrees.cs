// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Usage;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>The Merkle trees of the usage logs, grown from the journal; every leaf is computed anew from the record that it stands for.</summary>
internal sealed class UsageTrees(LedgerContext context)
{
    private const ulong Batch = 10_000;

    private readonly ConcurrentDictionary<(PoolId, ulong), Entry> _trees = new();

    /// <summary>Reads the tree over all that is journaled now. What is returned must not hold on to it.</summary>
    public async Task<T> ReadAsync<T>(PoolId pool, ulong epoch, Func<MerkleTree, T> read, CancellationToken cancellation)
    {
        var entry = _trees.GetOrAdd((pool, epoch), _ => new Entry());
        await entry.Gate.WaitAsync(cancellation);
        try
        {
            while (await RangeAsync(pool, epoch, entry.Tree.Size, cancellation) is { Count: > 0 } records)
            {
                foreach (var leaf in records.Select(Leaf))
                {
                    entry.Tree.Append(leaf);
                }
            }

            return read(entry.Tree);
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    private Task<IReadOnlyList<JournalRow>> RangeAsync(PoolId pool, ulong epoch, ulong from, CancellationToken cancellation) =>
        context.Store.ReadAsync(
            reader => UsageEpochs.Of(context.On(reader), pool).Range(reader, epoch, from, from + Batch), cancellation);

    /// <summary>The leaf of a record, from what is kept of it.</summary>
    /// <exception cref="InvalidDataException">The journal's bytes were changed.</exception>
    private static Hash32 Leaf(JournalRow row)
    {
        var id = RecordJson.Read(row.Kind, row.Body).Id;
        return id.Value == row.RecordId
            && Signature.TryCreate(row.Signature, out var signature)
            && UsageLeaf.Hash(row.Kind, id, signature) == row.Leaf
            ? row.Leaf
            : throw new InvalidDataException($"Record {row.Index} of pool {row.Pool} is not what its leaf says.");
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public MerkleTree Tree { get; } = new();
    }
}
