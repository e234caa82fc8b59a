// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Merkle;

/// <summary>An RFC 6962 tree by the roots of its complete subtrees: what proofs are made of.</summary>
public interface IMerkleNodes
{
    /// <summary>How many leaves.</summary>
    ulong Size { get; }

    /// <summary>The root over leaves [<paramref name="index"/>·2ᵏ, (<paramref name="index"/>+1)·2ᵏ), k being <paramref name="level"/>: a complete subtree; on level 0 the leaf hash itself.</summary>
    Hash32 Node(int level, ulong index);
}
