// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Tries;

/// <summary>Verifies proofs of the Merkle Patricia trie (yellow paper, appendix D) by walking the key.</summary>
/// <remarks>
/// <code>
/// node      = rlp([path, value])                ; leaf, path with the terminator flag
///           / rlp([path, reference])            ; extension
///           / rlp([16reference, value])         ; branch
/// reference = "" / 32-byte hash / the node itself, if shorter than 32 bytes
/// path      = hex prefix: flag nibble (0 extension, 2 leaf, + 1 if odd), a zero nibble if even, then the nibbles
/// </code>
/// Total: any input gives a verdict. Nodes come from the root down, without the inline ones, each used exactly once. The
/// empty trie is proven by no node at all, or by its one node 0x80.
/// </remarks>
public static class PatriciaProof
{
    /// <summary>keccak256(rlp("")), the root of the trie without entries.</summary>
    public static Hash32 EmptyRoot { get; } = Keccak256.Hash([EmptyString]);

    private const byte EmptyString = 0x80;

    private const int BranchWidth = 16;

    /// <summary>Whether <paramref name="nodes"/> show what <paramref name="key"/> holds in the trie of <paramref name="root"/>.</summary>
    /// <param name="root">A root that is trusted already, a header's for instance.</param>
    /// <param name="key">The key as the trie has it: keccak256 of an address or slot, or rlp(index).</param>
    /// <param name="nodes">The encoded nodes, from the root down.</param>
    public static PatriciaVerdict Verify(Hash32 root, ReadOnlySpan<byte> key, IReadOnlyList<byte[]> nodes)
    {
        if (root == EmptyRoot && (nodes.Count == 0 || nodes[0] is [EmptyString]))
        {
            return nodes.Count > 1 ? Wrong(PatriciaFlaw.SpareNodes, 1) : new PatriciaVerdict.Absent();
        }

        var walk = new Walk(key, nodes);
        return walk.FromHash(root);
    }

    private static PatriciaVerdict.Wrong Wrong(PatriciaFlaw flaw, int node) => new(flaw, node);

    private ref struct Walk(ReadOnlySpan<byte> key, IReadOnlyList<byte[]> nodes)
    {
        private readonly ReadOnlySpan<byte> _key = key;
        private int _nibble;
        private int _node = -1;

        public PatriciaVerdict FromHash(Hash32 hash)
        {
            ReadOnlySpan<byte> reference = hash.ToArray();
            while (true)
            {
                if ((Enter(reference, out var node) ?? Through(node, out reference)) is { } step)
                {
                    return step;
                }
            }
        }

        /// <summary>Finds the node that a reference means: inline, or the next one given.</summary>
        private PatriciaVerdict.Wrong? Enter(ReadOnlySpan<byte> reference, out ReadOnlySpan<byte> node)
        {
            node = reference;
            if (reference.Length != Hash32.Size)
            {
                return null;
            }

            if (++_node == nodes.Count)
            {
                return _node == 0 ? Wrong(PatriciaFlaw.NoNodes, 0) : Wrong(PatriciaFlaw.MissingNode, _node);
            }

            node = nodes[_node];
            var hash = Keccak256.Hash(node);
            if (!Hash32.Bytes(in hash).SequenceEqual(reference))
            {
                return Wrong(_node == 0 ? PatriciaFlaw.WrongRoot : PatriciaFlaw.WrongNode, _node);
            }

            return _node > 0 && node.Length < Hash32.Size ? Flawed(PatriciaFlaw.ShortNodeByHash) : null;
        }

        /// <summary>Walks through one node: to an end, or to the reference that the key takes.</summary>
        private PatriciaVerdict? Through(ReadOnlySpan<byte> node, out ReadOnlySpan<byte> reference)
        {
            reference = default;
            var reader = new RlpReader(node);
            if (!reader.TryReadList(out var items) || !reader.IsAtEnd || !TryCount(items, out var count))
            {
                return Flawed(PatriciaFlaw.MalformedRlp);
            }

            return count switch
            {
                2 => ThroughShort(items, out reference),
                BranchWidth + 1 => ThroughBranch(items, out reference),
                _ => Flawed(PatriciaFlaw.WrongItemCount),
            };
        }

        private PatriciaVerdict? ThroughShort(RlpReader items, out ReadOnlySpan<byte> reference)
        {
            reference = default;
            if (!items.TryReadBytes(out var path) || !HexPrefix.TryRead(path, out var isLeaf, out var length) || (length == 0 && !isLeaf))
            {
                return Flawed(PatriciaFlaw.MalformedPath);
            }

            var follows = Follows(path, length);
            if (isLeaf)
            {
                return items.TryReadBytes(out var value) && !value.IsEmpty
                    ? End(follows && _nibble == 2 * _key.Length ? value : default)
                    : Flawed(PatriciaFlaw.MalformedValue);
            }

            return TakeReference(ref items, out reference)
                ?? (reference.IsEmpty ? Flawed(PatriciaFlaw.EmptyExtension) : null)
                ?? (follows ? null : End(default));
        }

        private PatriciaVerdict? ThroughBranch(RlpReader items, out ReadOnlySpan<byte> reference)
        {
            reference = default;
            var ends = _nibble == 2 * _key.Length;
            var turn = ends ? BranchWidth : HexPrefix.Nibble(_key, _nibble++);
            for (var slot = 0; slot < BranchWidth; slot++)
            {
                if (TakeReference(ref items, out var child) is { } flaw)
                {
                    return flaw;
                }

                reference = slot == turn ? child : reference;
            }

            if (!items.TryReadBytes(out var value))
            {
                return Flawed(PatriciaFlaw.MalformedValue);
            }

            return ends ? End(value) : reference.IsEmpty ? End(default) : null;
        }

        private readonly PatriciaVerdict.Wrong? TakeReference(scoped ref RlpReader items, out ReadOnlySpan<byte> reference)
        {
            if (items.IsAtList)
            {
                return items.TryReadRaw(out reference) && reference.Length < Hash32.Size ? null : Flawed(PatriciaFlaw.MalformedReference);
            }

            return items.TryReadBytes(out reference) && reference.Length is 0 or Hash32.Size
                ? null
                : Flawed(PatriciaFlaw.MalformedReference);
        }

        private bool Follows(ReadOnlySpan<byte> path, int length)
        {
            if (length > (2 * _key.Length) - _nibble)
            {
                return false;
            }

            for (var i = 0; i < length; i++)
            {
                if (HexPrefix.At(path, i) != HexPrefix.Nibble(_key, _nibble + i))
                {
                    return false;
                }
            }

            _nibble += length;
            return true;
        }

        private readonly PatriciaVerdict End(ReadOnlySpan<byte> value)
        {
            if (_node + 1 < nodes.Count)
            {
                return Wrong(PatriciaFlaw.SpareNodes, _node + 1);
            }

            return value.IsEmpty ? new PatriciaVerdict.Absent() : new PatriciaVerdict.Present(value.ToArray());
        }

        private readonly PatriciaVerdict.Wrong Flawed(PatriciaFlaw flaw) => Wrong(flaw, _node);

        private static bool TryCount(RlpReader items, out int count)
        {
            count = 0;
            while (!items.IsAtEnd)
            {
                if (!items.TryReadRaw(out _))
                {
                    return false;
                }

                count++;
            }

            return true;
        }
    }
}
