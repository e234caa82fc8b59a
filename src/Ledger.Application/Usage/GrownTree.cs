// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Loops;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Usage;
using Ledger.Store.Journal;
using Microsoft.Extensions.Logging;

namespace Ledger.Application.Usage;

/// <summary>
/// One usage log's tree, grown from the journal. Each leaf that the chain does not have yet is computed anew from its record; for
/// those before, the tiles are taken up where they give the root on chain, and made anew from the records where they do not.
/// </summary>
/// <remarks>Not for two at once.</remarks>
internal sealed class GrownTree(LedgerContext context, PoolId pool, ulong epoch)
{
    private const ulong Batch = 4_096;
    private const int MostKept = 128; // tiles of 16 KiB

    private readonly Dictionary<(int Level, ulong Number), MerkleTree> _kept = [];
    private readonly ILogger _log = context.Loggers.CreateLogger<GrownTree>();
    private MerkleEdge? _edge;

    /// <summary>Grows over all that is journaled, and reads.</summary>
    /// <exception cref="InvalidDataException">A record's bytes were changed.</exception>
    public async Task<T> ReadAsync<T>(Func<IMerkleNodes, T> read, CancellationToken cancellation)
    {
        try
        {
            await GrowAsync(_edge ?? await TakeUpAsync(cancellation), cancellation);
            return await LookAsync(read, cancellation);
        }
        catch (TileFault fault)
        {
            LoopLog.TilesRemade(_log, pool.ToString(), epoch, fault.Message);
            _kept.Clear();
            await GrowAsync(new MerkleEdge(), cancellation);
            return await LookAsync(read, cancellation);
        }
    }

    private Task<T> LookAsync<T>(Func<IMerkleNodes, T> read, CancellationToken cancellation)
    {
        if (_kept.Count > MostKept)
        {
            _kept.Clear();
        }

        var edge = _edge!;
        return context.Store.ReadAsync(
            reader => read(new TiledTree(edge, (level, number) => reader.Tiles.Find(pool.Value, epoch, level, number)?.Hashes, _kept)), cancellation);
    }

    /// <summary>The edge behind the tiles under the last checkpoint: what it stands on must give that checkpoint's root.</summary>
    private async Task<MerkleEdge> TakeUpAsync(CancellationToken cancellation)
    {
        var (last, held, edge) = await context.Store.ReadAsync(
            reader =>
            {
                var last = context.On(reader).Log(pool).Latest(epoch)?.Act;
                var held = Math.Min(reader.Tiles.Count(pool.Value, epoch, 0), Tiles(last));
                return (last, held, MerkleEdge.Over(held, (level, from, to) => reader.Tiles.Roots(pool.Value, epoch, level, from, to)));
            },
            cancellation);
        if (edge is null || last is null)
        {
            return edge is null ? throw new TileFault(0, held) : edge;
        }

        if (held < Tiles(last))
        {
            LoopLog.TilesRemade(_log, pool.ToString(), epoch, $"{held} of {Tiles(last)} tiles are there.");
        }

        _kept.Clear();
        await GrowAsync(edge, cancellation);
        var isOther = held > 0 && await LookAsync(tree => tree.Size >= last.Size && tree.RootAt(last.Size) != last.Root, cancellation);
        return isOther ? throw new TileFault(0, held) : edge;
    }

    private static ulong Tiles(Checkpoint? last) => (last?.Size ?? 0) / MerkleTile.Width;

    /// <summary>Takes the edge over all that is journaled. The tiles that fill are durable before anybody asks for them.</summary>
    private async Task GrowAsync(MerkleEdge edge, CancellationToken cancellation)
    {
        _edge = null; // whatever goes wrong half-way is begun again
        while (await RangeAsync(edge.Size, cancellation) is { Count: > 0 } records)
        {
            var tiles = edge.Append([.. records.Select(Leaf)]);
            _ = tiles.Count == 0 || await context.Store.WriteAsync(
                writer =>
                {
                    foreach (var tile in tiles)
                    {
                        writer.Tiles.Keep(pool.Value, epoch, tile);
                    }

                    return true;
                },
                cancellation);
        }

        _edge = edge;
    }

    private Task<IReadOnlyList<SignedRow>> RangeAsync(ulong from, CancellationToken cancellation) =>
        context.Store.ReadAsync(reader => UsageEpochs.Of(context.On(reader), pool).Signed(reader, epoch, from, from + Batch), cancellation);

    /// <summary>The leaf of a record, from what is kept of it.</summary>
    /// <exception cref="InvalidDataException">The journal's bytes were changed.</exception>
    private Hash32 Leaf(SignedRow row)
    {
        var id = RecordJson.Read(row.Kind, row.Body).Id;
        return id.Value == row.RecordId
            && Signature.TryCreate(row.Signature, out var signature)
            && UsageLeaf.Hash(row.Kind, id, signature) == row.Leaf
            ? row.Leaf
            : throw new InvalidDataException($"Record {row.Index} of pool {pool} is not what its leaf says.");
    }
}
