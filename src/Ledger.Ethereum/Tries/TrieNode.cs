// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Tries;

/// <summary>An entry by its nibbles.</summary>
internal readonly record struct TrieEntry(byte[] Path, byte[] Value);

/// <summary>A node with its encoding; a path and one child (extension), a path and none (leaf), or 16 children (branch).</summary>
internal sealed class TrieNode
{
    private readonly byte[] _path;
    private readonly TrieNode?[] _children;

    private TrieNode(byte[] path, TrieNode?[] children, byte[] encoded) => (_path, _children, Encoded) = (path, children, encoded);

    public byte[] Encoded { get; }

    /// <summary>Builds the node over sorted entries, whose first <paramref name="depth"/> nibbles are one and the same.</summary>
    public static TrieNode Build(ReadOnlySpan<TrieEntry> entries, int depth)
    {
        var first = entries[0].Path;
        if (entries.Length == 1)
        {
            return Leaf(first[depth..], entries[0].Value);
        }

        // Sorted: what the first and the last share, all share.
        var shared = first.AsSpan(depth).CommonPrefixLength(entries[^1].Path.AsSpan(depth));
        return shared == 0 ? Branch(entries, depth) : Extension(first[depth..(depth + shared)], Branch(entries, depth + shared));
    }

    /// <summary>The child that <paramref name="path"/> leads to, or null where the walk ends; takes what was walked off the path.</summary>
    public TrieNode? Towards(ref ReadOnlySpan<byte> path)
    {
        if (_children.Length <= 1)
        {
            var follows = path.StartsWith(_path);
            path = follows ? path[_path.Length..] : path;
            return follows && _children.Length == 1 ? _children[0] : null;
        }

        if (path.IsEmpty)
        {
            return null;
        }

        var child = _children[path[0]];
        path = path[1..];
        return child;
    }

    private static TrieNode Leaf(byte[] path, byte[] value)
    {
        var writer = new RlpWriter();
        var list = writer.BeginList();
        writer.Bytes(HexPrefix.Write(path, isLeaf: true));
        writer.Bytes(value);
        writer.EndList(list);
        return new TrieNode(path, [], writer.ToArray());
    }

    private static TrieNode Extension(byte[] path, TrieNode child)
    {
        var writer = new RlpWriter();
        var list = writer.BeginList();
        writer.Bytes(HexPrefix.Write(path, isLeaf: false));
        child.WriteReference(writer);
        writer.EndList(list);
        return new TrieNode(path, [child], writer.ToArray());
    }

    private static TrieNode Branch(ReadOnlySpan<TrieEntry> entries, int depth)
    {
        ReadOnlySpan<byte> value = [];
        if (entries[0].Path.Length == depth)
        {
            value = entries[0].Value;
            entries = entries[1..];
        }

        var children = new TrieNode?[16];
        var writer = new RlpWriter(544);
        var list = writer.BeginList();
        for (byte nibble = 0; nibble < children.Length; nibble++)
        {
            var count = 0;
            while (count < entries.Length && entries[count].Path[depth] == nibble)
            {
                count++;
            }

            if (count == 0)
            {
                writer.Bytes([]);
                continue;
            }

            children[nibble] = Build(entries[..count], depth + 1);
            children[nibble]!.WriteReference(writer);
            entries = entries[count..];
        }

        writer.Bytes(value);
        writer.EndList(list);
        return new TrieNode([], children, writer.ToArray());
    }

    private void WriteReference(RlpWriter writer)
    {
        if (Encoded.Length < Hash32.Size)
        {
            writer.Raw(Encoded);
        }
        else
        {
            writer.Hash(Keccak256.Hash(Encoded));
        }
    }
}
