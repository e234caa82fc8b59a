// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ledger.Ethereum.Typed;

namespace Ledger.Ethereum.Abi;

/// <summary>Reads arguments in the one form that <see cref="AbiWriter"/> and Solidity write; refuses every other.</summary>
/// <remarks>
/// Over-wide integers, dirty padding, overlapping, shuffled or distant tails, broken UTF-8 and spare bytes give a
/// <see cref="FormatException"/>: what was read encodes to the same bytes again. Call <see cref="End"/> after the last one.
/// </remarks>
public ref struct AbiReader(ReadOnlySpan<byte> arguments) : IFieldReader
{
    private const int Word = 32;

    private readonly ReadOnlySpan<byte> _arguments = arguments;
    private int _head;
    private int _tail = -1;
    private int _firstTail = -1;

    public Hash32 Bytes32(string name) => new(Next(name));

    public Address Address(string name)
    {
        var word = Next(name);
        RequireZero(name, word[..12]);
        return new Address(word[12..]);
    }

    public bool Bool(string name) => Unsigned(name, 1) != 0;

    public byte Uint8(string name) => (byte)Unsigned(name, byte.MaxValue);

    public ushort Uint16(string name) => (ushort)Unsigned(name, ushort.MaxValue);

    public uint Uint32(string name) => (uint)Unsigned(name, uint.MaxValue);

    public ulong Uint64(string name) => Unsigned(name, ulong.MaxValue);

    public UInt256 Uint256(string name) => UInt256.FromBigEndian(Next(name));

    public string Text(string name) => StrictUtf8.Read(Bytes(name));

    /// <summary>A <c>bytes</c>, as a view of the input.</summary>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        EnterTail(name);
        var length = Count(name, _arguments, ref _tail, 1);
        var padded = (length + Word - 1) / Word * Word;
        var content = Take(name, padded);
        RequireZero(name, content[length..]);
        return content[..length];
    }

    public Hash32[] Bytes32Array(string name)
    {
        EnterTail(name);
        var count = Count(name, _arguments, ref _tail, Word);
        return MemoryMarshal.Cast<byte, Hash32>(Take(name, count * Word)).ToArray();
    }

    /// <summary>A struct.</summary>
    public T Struct<T>(string name)
        where T : ITypedStruct<T>
    {
        if (!TypedShape<T>.IsDynamic)
        {
            return T.Read(ref this);
        }

        EnterTail(name);
        var nested = new AbiReader(_arguments[_tail..]);
        var value = T.Read(ref nested);
        _tail += nested.Consumed();
        return value;
    }

    /// <summary>A <c>struct[]</c>.</summary>
    public T[] StructArray<T>(string name)
        where T : ITypedStruct<T>
    {
        EnterTail(name);
        var values = new T[Count(name, _arguments, ref _tail, TypedShape<T>.IsDynamic ? Word : TypedShape<T>.Fields.Count * Word)];
        var nested = new AbiReader(_arguments[_tail..]);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = nested.Struct<T>(name);
        }

        _tail += nested.Consumed();
        return values;
    }

    /// <summary>Says that this was all.</summary>
    /// <exception cref="FormatException">Something is left.</exception>
    public readonly void End()
    {
        if (Consumed() != _arguments.Length)
        {
            throw new FormatException($"The ABI encoding has {_arguments.Length - Consumed()} spare bytes.");
        }
    }

    /// <summary>The bytes of heads and tails; the first tail must have begun where the heads ended.</summary>
    private readonly int Consumed()
    {
        if (_tail < 0)
        {
            return _head;
        }

        return _firstTail == _head ? _tail : throw new FormatException("The ABI encoding's tails do not follow its heads.");
    }

    private ulong Unsigned(string name, ulong max)
    {
        var word = Next(name);
        RequireZero(name, word[..24]);
        var value = BinaryPrimitives.ReadUInt64BigEndian(word[24..]);
        return value <= max ? value : throw new FormatException($"{name}: {value} is above {max}.");
    }

    private ReadOnlySpan<byte> Next(string name)
    {
        if (_arguments.Length - _head < Word)
        {
            throw new FormatException($"{name}: the ABI encoding ends before it.");
        }

        _head += Word;
        return _arguments.Slice(_head - Word, Word);
    }

    private void EnterTail(string name)
    {
        var offset = Unsigned(name, int.MaxValue);
        if (_tail < 0)
        {
            (_tail, _firstTail) = ((int)offset, (int)offset);
        }

        if (offset != (ulong)_tail || offset > (ulong)_arguments.Length)
        {
            throw new FormatException($"{name}: its offset {offset} is not where Solidity puts it.");
        }
    }

    private static int Count(string name, ReadOnlySpan<byte> arguments, ref int tail, int itemSize)
    {
        var nested = new AbiReader(arguments[tail..]);
        var count = nested.Unsigned(name, int.MaxValue);
        tail += Word;
        return count <= (ulong)((arguments.Length - tail) / itemSize)
            ? (int)count
            : throw new FormatException($"{name}: {count} items are more than the ABI encoding holds.");
    }

    private ReadOnlySpan<byte> Take(string name, int length)
    {
        if (length > _arguments.Length - _tail)
        {
            throw new FormatException($"{name}: the ABI encoding ends within it.");
        }

        _tail += length;
        return _arguments.Slice(_tail - length, length);
    }

    private static void RequireZero(string name, ReadOnlySpan<byte> padding)
    {
        if (padding.ContainsAnyExcept((byte)0))
        {
            throw new FormatException($"{name}: the padding is not zero, or the value too wide.");
        }
    }
}
