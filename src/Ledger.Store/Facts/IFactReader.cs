// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Facts;

/// <summary>
/// The facts of the present chain, in its order (block, event index), which is the order of <see cref="FactRow.Seq"/>.
/// Retracted facts are left out where nothing else is said.
/// </summary>
public interface IFactReader
{
    /// <summary>All facts filed under a subject key.</summary>
    IReadOnlyList<FactRow> Of(Hash32 subject);

    /// <summary>Those of them after <paramref name="seq"/>, the first first, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<FactRow> After(Hash32 subject, long seq, int limit);

    /// <summary>Those of them before <paramref name="seq"/>, the last first, at most <paramref name="limit"/>: found without the others.</summary>
    IReadOnlyList<FactRow> Before(Hash32 subject, long seq, int limit);

    /// <summary>The facts of a block, also of a retracted one.</summary>
    IReadOnlyList<FactRow> InBlock(Hash32 blockHash);

    /// <summary>The fact with that number, also a retracted one.</summary>
    FactRow? Find(long seq);

    /// <summary>Facts after <paramref name="seq"/>, at most <paramref name="limit"/>; all kinds if <paramref name="kind"/> is null.</summary>
    IReadOnlyList<FactRow> After(long seq, int limit, string? kind = null);

    /// <summary>The subject keys a fact is filed under, in the order given.</summary>
    IReadOnlyList<Hash32> SubjectsOf(long seq);

    /// <summary>The facts of one row of the blocks: of that arrival, where a block came twice.</summary>
    IReadOnlyList<FactRow> InRow(long blockSeq);

    /// <summary>Whether anything before fact <paramref name="seq"/>, also of a retracted block, is filed under a subject key.</summary>
    bool IsFiledBefore(Hash32 subject, long seq);

    /// <summary>Whether a fact can be found under a subject key.</summary>
    bool IsFiled(Hash32 subject, long seq);

    /// <summary>How many facts the present chain has.</summary>
    long Count { get; }
}
