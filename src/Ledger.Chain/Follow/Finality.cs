// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Follow;

/// <summary>When a block counts as final: at a stated depth below the head, or by the node's <c>finalized</c> tag.</summary>
/// <param name="Depth">The number of blocks above a final one; null for the tag.</param>
public readonly record struct Finality(ulong? Depth)
{
    /// <summary>Final at once: the embedded chain, where a block is durable before it shows.</summary>
    public static Finality Immediate => new(0);

    /// <summary>Final is what the node's <c>finalized</c> tag says.</summary>
    public static Finality Tag => new(null);

    /// <summary>Final with <paramref name="blocks"/> blocks on top.</summary>
    public static Finality AtDepth(ulong blocks) => new(blocks);
}
