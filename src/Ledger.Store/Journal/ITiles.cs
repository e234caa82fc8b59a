// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Store.Journal;

/// <summary>The full tiles of the usage logs' trees. Derived from the journal: whoever reads one holds it against the tile above.</summary>
public interface ITileReader
{
    /// <summary>How many tiles a level of a log has, were none of them missing: the last one's number and one.</summary>
    ulong Count(Hash32 pool, ulong epoch, int level);

    MerkleTile? Find(Hash32 pool, ulong epoch, int level, ulong number);

    /// <summary>The roots of the tiles with a number in [<paramref name="from"/>, <paramref name="to"/>), in order.</summary>
    IReadOnlyList<Hash32> Roots(Hash32 pool, ulong epoch, int level, ulong from, ulong to);
}

public interface ITileWriter : ITileReader
{
    /// <summary>Keeps a tile, in place of the one that was there.</summary>
    void Keep(Hash32 pool, ulong epoch, MerkleTile tile);
}
