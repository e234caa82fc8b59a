// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Ledger.Ethereum.Typed;

/// <summary>Lays EIP-712's encodeData into a buffer, whose first word is the type hash and whose rest is ours.</summary>
/// <param name="words">The buffer.</param>
internal ref struct StructHashWriter(Span<byte> words) : IFieldWriter
{
    private const int BytesOnStack = 512;

    private readonly Span<byte> _words = words;
    private int _at = Hash32.Size;

    public void Bytes32(string name, Hash32 value) => value.CopyTo(Next());

    public void Address(string name, Address value)
    {
        var word = Next();
        word[..12].Clear();
        value.CopyTo(word[12..]);
    }

    public void Bool(string name, bool value) => Uint64(name, value ? 1u : 0u);

    public void Uint8(string name, byte value) => Uint64(name, value);

    public void Uint16(string name, ushort value) => Uint64(name, value);

    public void Uint32(string name, uint value) => Uint64(name, value);

    public void Uint64(string name, ulong value)
    {
        var word = Next();
        word[..24].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(word[24..], value);
    }

    public void Uint256(string name, UInt256 value) => value.WriteBigEndian(Next());

    public void Text(string name, string value) => TextHashes.Of(value).CopyTo(Next());

    public void Bytes32Array(string name, ReadOnlySpan<Hash32> values) => Keccak256.Hash(MemoryMarshal.AsBytes(values)).CopyTo(Next());

    internal static Hash32 HashText(string value)
    {
        var length = StrictUtf8.CountBytes(value);
        Span<byte> bytes = length <= BytesOnStack ? stackalloc byte[length] : new byte[length];
        StrictUtf8.Write(value, bytes);
        return Keccak256.Hash(bytes);
    }

    private Span<byte> Next()
    {
        var word = _words.Slice(_at, Hash32.Size);
        _at += Hash32.Size;
        return word;
    }
}
