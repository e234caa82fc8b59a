// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Tries;

/// <summary>A Merkle Patricia trie built once over its entries (yellow paper, appendix D).</summary>
public sealed class PatriciaTrie
{
    private readonly TrieNode? _root;

    private PatriciaTrie(TrieNode? root)
    {
        _root = root;
        Root = root is null ? PatriciaProof.EmptyRoot : Keccak256.Hash(root.Encoded);
    }

    /// <summary>The root hash; <see cref="PatriciaProof.EmptyRoot"/> without entries.</summary>
    public Hash32 Root { get; }

    /// <summary>Builds the trie.</summary>
    /// <exception cref="ArgumentException">A key stands twice, or a value is empty, which means: not there.</exception>
    public static PatriciaTrie Build(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        var sorted = entries.Select(entry => new TrieEntry(Nibbles(entry.Key), entry.Value)).ToArray();
        Array.Sort(sorted, (left, right) => left.Path.AsSpan().SequenceCompareTo(right.Path));
        for (var i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].Value.Length == 0)
            {
                throw new ArgumentException("A trie holds no empty value.", nameof(entries));
            }

            if (i > 0 && sorted[i].Path.AsSpan().SequenceEqual(sorted[i - 1].Path))
            {
                throw new ArgumentException("A key stands twice.", nameof(entries));
            }
        }

        return new PatriciaTrie(sorted.Length == 0 ? null : TrieNode.Build(sorted, 0));
    }

    /// <summary>
    /// The nodes from the root towards <paramref name="key"/>, as <see cref="PatriciaProof.Verify"/> takes them: they show its
    /// value, or that it has none.
    /// </summary>
    public IReadOnlyList<byte[]> Prove(ReadOnlySpan<byte> key)
    {
        var nodes = new List<byte[]>();
        ReadOnlySpan<byte> path = Nibbles(key);
        for (var node = _root; node is not null; node = node.Towards(ref path))
        {
            if (nodes.Count == 0 || node.Encoded.Length >= Hash32.Size)
            {
                nodes.Add(node.Encoded);
            }
        }

        return nodes;
    }

    private static byte[] Nibbles(ReadOnlySpan<byte> key)
    {
        var nibbles = new byte[key.Length * 2];
        for (var i = 0; i < nibbles.Length; i++)
        {
            nibbles[i] = HexPrefix.Nibble(key, i);
        }

        return nibbles;
    }
}
