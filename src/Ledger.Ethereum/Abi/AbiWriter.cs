// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ledger.Ethereum.Typed;

namespace Ledger.Ethereum.Abi;

/// <summary>Writes arguments as the contract ABI (v2) encodes them, in the one form that Solidity itself writes.</summary>
/// <remarks>
/// <code>
/// arguments = head* tail*                       ; tails in the order of their heads, without gaps
/// head      = word                              ; a static value, left-padded
///           / offset                            ; of a dynamic value's tail, from the first head
///           / head*                             ; a static struct, in line
/// tail      = length bytes zero-padding         ; bytes, string
///           / length word*                      ; bytes32[]
///           / arguments                         ; a dynamic struct
///           / length arguments                  ; struct[]
/// </code>
/// A struct's fields are arguments of their own, so that a struct can say itself to this writer.
/// </remarks>
public sealed class AbiWriter : IFieldWriter
{
    private const int Word = 32;

    private readonly List<(int At, byte[] Tail)> _tails = [];
    private byte[] _head = new byte[8 * Word];
    private int _length;

    public void Bytes32(string name, Hash32 value) => value.CopyTo(Next());

    public void Address(string name, Address value) => value.CopyTo(Next()[12..]);

    public void Bool(string name, bool value) => Uint64(name, value ? 1u : 0u);

    public void Uint8(string name, byte value) => Uint64(name, value);

    public void Uint16(string name, ushort value) => Uint64(name, value);

    public void Uint32(string name, uint value) => Uint64(name, value);

    public void Uint64(string name, ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Next()[24..], value);

    public void Uint256(string name, UInt256 value) => value.WriteBigEndian(Next());

    public void Text(string name, string value)
    {
        var bytes = new byte[StrictUtf8.CountBytes(value)];
        StrictUtf8.Write(value, bytes);
        Bytes(name, bytes);
    }

    public void Bytes32Array(string name, ReadOnlySpan<Hash32> values) =>
        Dynamic(Counted(values.Length, MemoryMarshal.AsBytes(values)));

    /// <summary>A <c>bytes</c>.</summary>
    public void Bytes(string name, ReadOnlySpan<byte> value) => Dynamic(Counted(value.Length, value));

    /// <summary>A struct.</summary>
    public void Struct<T>(string name, T value)
        where T : ITypedStruct<T>
    {
        if (!TypedShape<T>.IsDynamic)
        {
            var inline = this;
            value.Write(ref inline);
            return;
        }

        var nested = new AbiWriter();
        value.Write(ref nested);
        Dynamic(nested.ToArray());
    }

    /// <summary>A <c>struct[]</c>.</summary>
    public void StructArray<T>(string name, IReadOnlyList<T> values)
        where T : ITypedStruct<T>
    {
        var nested = new AbiWriter();
        foreach (var value in values)
        {
            nested.Struct(name, value);
        }

        Dynamic(Counted(values.Count, nested.ToArray()));
    }

    /// <summary>The arguments written so far.</summary>
    public byte[] ToArray() => Finish([]);

    /// <summary>A call: the function's selector, then the arguments.</summary>
    public byte[] ToCall(ReadOnlySpan<byte> selector) => Finish(selector);

    private static byte[] Counted(int count, ReadOnlySpan<byte> content)
    {
        var tail = new byte[Word + ((content.Length + Word - 1) / Word * Word)];
        BinaryPrimitives.WriteInt32BigEndian(tail.AsSpan(Word - 4), count);
        content.CopyTo(tail.AsSpan(Word));
        return tail;
    }

    private byte[] Finish(ReadOnlySpan<byte> prefix)
    {
        var whole = new byte[prefix.Length + _length + _tails.Sum(tail => tail.Tail.Length)];
        prefix.CopyTo(whole);
        var arguments = whole.AsSpan(prefix.Length);
        _head.AsSpan(0, _length).CopyTo(arguments);
        var offset = _length;
        foreach (var (at, tail) in _tails)
        {
            BinaryPrimitives.WriteInt32BigEndian(arguments[(at + Word - 4)..], offset);
            tail.CopyTo(arguments[offset..]);
            offset += tail.Length;
        }

        return whole;
    }

    private void Dynamic(byte[] tail)
    {
        _tails.Add((_length, tail));
        _ = Next();
    }

    private Span<byte> Next()
    {
        if (_length == _head.Length)
        {
            Array.Resize(ref _head, _head.Length * 2);
        }

        _length += Word;
        return _head.AsSpan(_length - Word, Word);
    }
}
