// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Tries;

/// <summary>What a Patricia proof shows: a value, its absence, or that the proof is wrong, where and how.</summary>
public abstract record PatriciaVerdict
{
    private PatriciaVerdict()
    {
    }

    /// <summary>The key has this value under the root.</summary>
    /// <param name="Value">Never empty.</param>
    public sealed record Present(ReadOnlyMemory<byte> Value) : PatriciaVerdict;

    /// <summary>The key has no value under the root.</summary>
    public sealed record Absent : PatriciaVerdict;

    /// <summary>The proof shows nothing.</summary>
    /// <param name="Flaw">What is wrong.</param>
    /// <param name="Node">The index of the node at which it is.</param>
    public sealed record Wrong(PatriciaFlaw Flaw, int Node) : PatriciaVerdict;
}

/// <summary>The ways in which a Patricia proof can be wrong.</summary>
public enum PatriciaFlaw
{
    /// <summary>No node is given, and the root is not that of the empty trie.</summary>
    NoNodes,

    /// <summary>The first node does not hash to the root.</summary>
    WrongRoot,

    /// <summary>A node does not hash to its parent's reference.</summary>
    WrongNode,

    /// <summary>A node is not one canonical RLP list.</summary>
    MalformedRlp,

    /// <summary>A node has neither 2 nor 17 items.</summary>
    WrongItemCount,

    /// <summary>A path is not hex-prefix encoded, or is an extension's and empty.</summary>
    MalformedPath,

    /// <summary>A reference is neither empty, 32 bytes, nor a node of less than 32 bytes put inline.</summary>
    MalformedReference,

    /// <summary>A leaf has an empty value, which a trie never stores, or a list in its place.</summary>
    MalformedValue,

    /// <summary>An extension leads nowhere.</summary>
    EmptyExtension,

    /// <summary>A node of less than 32 bytes is referred to by its hash, where it belongs inline.</summary>
    ShortNodeByHash,

    /// <summary>The nodes end before the key's walk does.</summary>
    MissingNode,

    /// <summary>Nodes are left when the key's walk has ended.</summary>
    SpareNodes,
}
