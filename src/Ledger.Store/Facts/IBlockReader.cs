// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Store.Facts;

/// <summary>The contiguous chain of blocks that the cursor has moved over.</summary>
public interface IBlockReader
{
    /// <summary>The cursor: the newest block not retracted; null before the first.</summary>
    BlockRow? Head { get; }

    /// <summary>The first block ever taken: where this store's chain begins. It cannot be retracted.</summary>
    BlockRow? First { get; }

    /// <summary>The newest block marked as final; nothing at or below it can be retracted.</summary>
    BlockRef? Final { get; }

    /// <summary>The newest blocks not retracted, newest first.</summary>
    IReadOnlyList<BlockRef> Recent(int count);

    /// <summary>The block of that number on the present chain.</summary>
    BlockRow? At(ulong number);

    /// <summary>The block of that hash on the present chain; a retracted one is not found.</summary>
    BlockRow? Find(Hash32 hash);

    /// <summary>The last block on the present chain whose time is not after <paramref name="time"/> (UTC seconds).</summary>
    BlockRow? AtTime(ulong time);

    /// <summary>Whether that block was here and was retracted, and is not on the present chain.</summary>
    bool WasRetracted(Hash32 hash);

    /// <summary>Every block ever taken, retracted ones too, in the order of arrival, after row <paramref name="seq"/>.</summary>
    IReadOnlyList<KeptBlock> After(long seq, int limit);
}

/// <summary>The facts of a block as they were kept, in their order.</summary>
public interface IKeptFacts : IReadOnlyList<FactRow>
{
    /// <summary>The number of the fact at that place, without the rest of it.</summary>
    long SeqOf(int index);
}

/// <summary>Moves the cursor: forward with a block and its facts, or back by one block.</summary>
public interface IBlockWriter : IBlockReader
{
    /// <summary>
    /// Appends a block and its facts if the head is its parent (compare and swap); the first block is taken as it is.
    /// </summary>
    /// <returns>The facts as kept, or null: the head is another, nothing was written.</returns>
    IKeptFacts? TryAdvance(BlockRow block, IReadOnlyList<NewFact> facts);

    /// <summary>Marks the head as retracted; its parent is the head again.</summary>
    /// <returns>False, with nothing written, if it is not the head, or is final, or is the first block.</returns>
    bool TryRetract(BlockRef head);

    /// <summary>Marks a block of the present chain, and all before it, as final. Never moves back.</summary>
    /// <returns>False if the block is not on the present chain, or lies below what is final already.</returns>
    bool TryMarkFinal(BlockRef block);
}
