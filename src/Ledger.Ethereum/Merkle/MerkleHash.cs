// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Runtime.InteropServices;

namespace Ledger.Ethereum.Merkle;

/// <summary>The two hashes of an RFC 6962 tree with keccak-256. Their prefixes keep an inner node from being proved as a leaf.</summary>
/// <remarks>
/// <code>
/// leaf  = keccak256(0x00 ‖ data)            RFC 6962 §2.1
/// node  = keccak256(0x01 ‖ left ‖ right)
/// empty = keccak256("")
/// </code>
/// </remarks>
public static class MerkleHash
{
    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;
    private const int StackLimit = 512;
    private const int NodeSize = 1 + (2 * Hash32.Size);

    // Inputs that are laid out at a time for the lanes of the processor.
    private const int Group = 32;

    /// <summary>The root of a tree without leaves.</summary>
    public static Hash32 Empty { get; } = Keccak256.Hash([]);

    /// <summary>The hash of a leaf over its data.</summary>
    public static Hash32 Leaf(ReadOnlySpan<byte> data)
    {
        byte[]? rented = null;
        var length = data.Length + 1;
        var input = length <= StackLimit ? stackalloc byte[StackLimit] : (rented = ArrayPool<byte>.Shared.Rent(length));
        input[0] = LeafPrefix;
        data.CopyTo(input[1..]);
        var hash = Keccak256.Hash(input[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <summary>The hash of a leaf whose data are one hash, as those of lines and patents are.</summary>
    public static Hash32 Leaf(Hash32 data) => Leaf(Hash32.Bytes(in data));

    /// <summary>The hashes of leaves whose data are one hash each, in their order.</summary>
    public static Hash32[] Leaves(ReadOnlySpan<Hash32> data)
    {
        var leaves = new Hash32[data.Length];
        HashAll(LeafPrefix, MemoryMarshal.AsBytes(data), Hash32.Size, leaves);
        return leaves;
    }

    /// <summary>The hash of an inner node.</summary>
    public static Hash32 Node(Hash32 left, Hash32 right)
    {
        Span<byte> input = stackalloc byte[NodeSize];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Hash32.Size)..]);
        return Keccak256.Hash(input);
    }

    /// <summary>The hashes of the inner nodes over neighbours: of the first two, of the next two, and so on.</summary>
    /// <param name="children">Twice as many as <paramref name="nodes"/>; may begin at the same place.</param>
    internal static void Nodes(ReadOnlySpan<Hash32> children, Span<Hash32> nodes) =>
        HashAll(NodePrefix, MemoryMarshal.AsBytes(children), 2 * Hash32.Size, nodes);

    private static void HashAll(byte prefix, ReadOnlySpan<byte> bodies, int size, Span<Hash32> hashes)
    {
        Span<byte> inputs = stackalloc byte[Group * NodeSize];
        var length = 1 + size;
        for (; !hashes.IsEmpty; hashes = hashes[Math.Min(Group, hashes.Length)..])
        {
            var count = Math.Min(Group, hashes.Length);
            for (var i = 0; i < count; i++)
            {
                inputs[i * length] = prefix;
                bodies.Slice(i * size, size).CopyTo(inputs[((i * length) + 1)..]);
            }

            Keccak256.HashMany(inputs[..(count * length)], length, hashes[..count]);
            bodies = bodies[(count * size)..];
        }
    }
}
