// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Merkle;

/// <summary>A tile is missing, or is not what the tree above it says. It can be made anew from the leaves.</summary>
public sealed class TileFault : Exception
{
    /// <param name="level">The tile's level.</param>
    /// <param name="number">Its number on that level.</param>
    public TileFault(int level, ulong number)
        : base($"Tile {number} of level {level} is missing, or is not what the tree above it says.") => (Level, Number) = (level, number);

    public int Level { get; }

    public ulong Number { get; }
}
