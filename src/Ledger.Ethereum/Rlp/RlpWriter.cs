// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Ledger.Ethereum.Rlp;

/// <summary>Writes recursive length prefixes (Ethereum yellow paper, appendix B), in their one canonical form.</summary>
/// <remarks>
/// <code>
/// item    = %x00-7F                              ; one byte below 0x80 is itself
///         / %x80-B7 *55byte                      ; 0x80 + length
///         / %xB8-BF 1*8byte 56*byte              ; 0xB7 + length of length, length, bytes
///         / %xC0-F7 *item                        ; 0xC0 + length of the items
///         / %xF8-FF 1*8byte *item                ; 0xF7 + length of length, length, items
/// integer = big-endian bytes without leading zero; zero is the empty string
/// </code>
/// </remarks>
public sealed class RlpWriter
{
    private const int ShortLimit = 55;

    private byte[] _bytes;
    private int _length;
    private int _open;

    public RlpWriter(int capacity = 256) => _bytes = new byte[Math.Max(16, capacity)];

    /// <summary>What was written; valid until the next write.</summary>
    /// <exception cref="InvalidOperationException">A list is still open.</exception>
    public ReadOnlySpan<byte> Written => _open == 0 ? _bytes.AsSpan(0, _length) : throw new InvalidOperationException("A list is still open.");

    public byte[] ToArray() => Written.ToArray();

    /// <summary>Starts over with an empty buffer.</summary>
    public void Clear() => (_length, _open) = (0, 0);

    /// <summary>Begins a list; the mark goes to <see cref="EndList"/>.</summary>
    public int BeginList()
    {
        _open++;
        return _length;
    }

    /// <summary>Ends the list that began at <paramref name="mark"/>: its prefix is put before what was written since.</summary>
    public void EndList(int mark)
    {
        var length = _length - mark;
        Span<byte> prefix = stackalloc byte[9];
        prefix = prefix[..Prefix(prefix, 0xC0, length)];
        _ = Reserve(prefix.Length);
        _bytes.AsSpan(mark, length).CopyTo(_bytes.AsSpan(mark + prefix.Length));
        prefix.CopyTo(_bytes.AsSpan(mark));
        _open--;
    }

    /// <summary>Appends an item that is encoded already.</summary>
    public void Raw(ReadOnlySpan<byte> encoded) => encoded.CopyTo(Reserve(encoded.Length));

    public void Bytes(ReadOnlySpan<byte> value)
    {
        if (value.Length != 1 || value[0] >= 0x80)
        {
            Span<byte> prefix = stackalloc byte[9];
            Raw(prefix[..Prefix(prefix, 0x80, value.Length)]);
        }

        Raw(value);
    }

    public void Hash(Hash32 value) => Bytes(Hash32.Bytes(in value));

    public void Address(Address value) => Bytes(Ethereum.Address.Bytes(in value));

    public void Hashes(ReadOnlySpan<Hash32> values)
    {
        var list = BeginList();
        foreach (ref readonly var value in values)
        {
            Bytes(Hash32.Bytes(in value));
        }

        EndList(list);
    }

    public void UInt64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        Bytes(bytes.TrimStart((byte)0));
    }

    public void UInt256(UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[32];
        value.WriteBigEndian(bytes);
        Bytes(bytes.TrimStart((byte)0));
    }

    private static int Prefix(Span<byte> to, byte offset, int length)
    {
        if (length <= ShortLimit)
        {
            to[0] = (byte)(offset + length);
            return 1;
        }

        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        var trimmed = MemoryMarshal.CreateReadOnlySpan(ref bytes[0], 4).TrimStart((byte)0);
        to[0] = (byte)(offset + ShortLimit + trimmed.Length);
        trimmed.CopyTo(to[1..]);
        return 1 + trimmed.Length;
    }

    private Span<byte> Reserve(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        var span = _bytes.AsSpan(_length, count);
        _length += count;
        return span;
    }
}
