// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Merkle;

/// <summary>
/// 256 neighbours of an RFC 6962 tree, whose root is one node eight levels up. On level 0 they are leaf hashes, on level n the roots
/// of level n-1's tiles; only full tiles are. The heights and numbers are those of C2SP's tlog-tiles.
/// </summary>
/// <param name="Level">Hashes in it stand eight times as many levels above the leaves.</param>
/// <param name="Number">How many tiles of its level come before it.</param>
/// <param name="Root">The root over its hashes.</param>
/// <param name="Hashes">The hashes, <see cref="Width"/> of them.</param>
public sealed record MerkleTile(int Level, ulong Number, Hash32 Root, IReadOnlyList<Hash32> Hashes)
{
    /// <summary>How many levels a tile has.</summary>
    public const int Height = 8;

    /// <summary>How many hashes a tile holds.</summary>
    public const int Width = 1 << Height;
}
