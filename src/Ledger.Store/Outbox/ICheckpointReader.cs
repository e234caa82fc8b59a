// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Outbox;

/// <summary>A late-bound checkpoint: "anchor at least this size"; the size is chosen when the one in flight is bound.</summary>
/// <param name="Wanted">The least size that must come on chain, leaves.</param>
/// <param name="WantedSince">Since when something waits that is neither anchored nor in flight, UTC seconds; null if nothing does.</param>
/// <param name="Anchored">The size on chain, as last told by <see cref="ICheckpointWriter.Release"/>.</param>
/// <param name="Bound">The checkpoint in flight, if any: one per pool and epoch.</param>
public sealed record CheckpointRow(Hash32 Pool, ulong Epoch, ulong Wanted, long? WantedSince, ulong Anchored, BoundCheckpoint? Bound);

/// <summary>A checkpoint whose size and root are fixed, in flight as an intent.</summary>
public sealed record BoundCheckpoint(Hash32 Intent, ulong Size, Hash32 Root);

public interface ICheckpointReader
{
    CheckpointRow? Find(Hash32 pool, ulong epoch);

    /// <summary>All rows with something wanted or in flight.</summary>
    IReadOnlyList<CheckpointRow> Open();

    /// <summary>The rows of which the chain has more leaves than the journal has records of that epoch; leaves that are carried on are no records of it.</summary>
    IReadOnlyList<CheckpointRow> Ahead();
}

public interface ICheckpointWriter : ICheckpointReader
{
    /// <summary>Asks for a checkpoint of at least <paramref name="size"/> leaves; a smaller wish changes nothing.</summary>
    void Want(Hash32 pool, ulong epoch, ulong size, long at);

    /// <summary>Binds size and root to an intent that is in the outbox. False if one is in flight already.</summary>
    bool TryBind(Hash32 pool, ulong epoch, BoundCheckpoint bound);

    /// <summary>
    /// The one in flight, if any, has ended or fell behind: the slot is free. <paramref name="anchored"/> leaves are on
    /// chain (fewer than before after a reorg); a wish beyond them stays, counted from <paramref name="at"/>.
    /// </summary>
    void Release(Hash32 pool, ulong epoch, ulong anchored, long at);
}
