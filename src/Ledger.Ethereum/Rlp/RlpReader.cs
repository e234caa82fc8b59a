// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;

namespace Ledger.Ethereum.Rlp;

/// <summary>Reads the items of <see cref="RlpWriter"/>'s grammar one by one; never throws on its input.</summary>
/// <remarks>
/// Each member answers false on anything but the canonical form of what it is asked for, and then leaves the reader
/// where it stood. Views point into the input.
/// </remarks>
public ref struct RlpReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Whether the next item is a list.</summary>
    public readonly bool IsAtList => !_rest.IsEmpty && _rest[0] >= 0xC0;

    public bool TryReadBytes(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryMeasure(out var isList, out var offset, out var length) || isList)
        {
            return false;
        }

        value = _rest.Slice(offset, length);
        _rest = _rest[(offset + length)..];
        return true;
    }

    /// <summary>Enters a list: <paramref name="items"/> reads what is in it, this reader goes on behind it.</summary>
    public bool TryReadList(out RlpReader items)
    {
        items = default;
        if (!TryMeasure(out var isList, out var offset, out var length) || !isList)
        {
            return false;
        }

        items = new RlpReader(_rest.Slice(offset, length));
        _rest = _rest[(offset + length)..];
        return true;
    }

    /// <summary>The next item of either kind, with its prefix; of a list only the prefix is judged.</summary>
    public bool TryReadRaw(out ReadOnlySpan<byte> encoded)
    {
        encoded = default;
        if (!TryMeasure(out _, out var offset, out var length))
        {
            return false;
        }

        encoded = _rest[..(offset + length)];
        _rest = _rest[(offset + length)..];
        return true;
    }

    public bool TryReadHash(out Hash32 value)
    {
        var before = _rest;
        var good = TryReadBytes(out var bytes) && bytes.Length == Hash32.Size;
        return Keep(good, before, out value, good ? new Hash32(bytes) : default);
    }

    public bool TryReadAddress(out Address value)
    {
        var before = _rest;
        var good = TryReadBytes(out var bytes) && bytes.Length == Address.Size;
        return Keep(good, before, out value, good ? new Address(bytes) : default);
    }

    public bool TryReadUInt64(out ulong value)
    {
        var before = _rest;
        Span<byte> word = stackalloc byte[8];
        return Keep(TryReadInteger(word), before, out value, BinaryPrimitives.ReadUInt64BigEndian(word));
    }

    public bool TryReadUInt256(out UInt256 value)
    {
        var before = _rest;
        Span<byte> word = stackalloc byte[32];
        return Keep(TryReadInteger(word), before, out value, UInt256.FromBigEndian(word));
    }

    /// <summary>A list of 32-byte strings.</summary>
    public bool TryReadHashes(out Hash32[] values)
    {
        var before = _rest;
        var found = new List<Hash32>();
        var good = TryReadList(out var items);
        while (good && !items.IsAtEnd)
        {
            good = items.TryReadHash(out var hash);
            found.Add(hash);
        }

        return Keep(good, before, out values, good ? [.. found] : []);
    }

    private bool Keep<T>(bool good, ReadOnlySpan<byte> before, out T value, T read)
    {
        _rest = good ? _rest : before;
        value = good ? read : default!;
        return good;
    }

    private bool TryReadInteger(scoped Span<byte> word)
    {
        if (!TryReadBytes(out var bytes) || bytes.Length > word.Length || bytes is [0, ..])
        {
            return false;
        }

        word.Clear();
        bytes.CopyTo(word[(word.Length - bytes.Length)..]);
        return true;
    }

    private readonly bool TryMeasure(out bool isList, out int offset, out int length)
    {
        (isList, offset, length) = (false, 0, 0);
        if (_rest.IsEmpty)
        {
            return false;
        }

        var prefix = _rest[0];
        if (prefix < 0x80)
        {
            length = 1;
            return true;
        }

        isList = prefix >= 0xC0;
        var size = prefix - (isList ? 0xC0 : 0x80);
        offset = 1;
        if (size <= 55)
        {
            length = size;
        }
        else if (!TryMeasureLong(size - 55, out length))
        {
            return false;
        }
        else
        {
            offset += size - 55;
        }

        // One byte below 0x80 behind a prefix of its own is a second form of the same string.
        return length <= _rest.Length - offset && (isList || length != 1 || _rest[offset] >= 0x80);
    }

    private readonly bool TryMeasureLong(int lengthOfLength, out int length)
    {
        length = 0;
        if (lengthOfLength > 4 || _rest.Length <= lengthOfLength || _rest[1] == 0)
        {
            return false;
        }

        var measured = 0L;
        foreach (var digit in _rest.Slice(1, lengthOfLength))
        {
            measured = (measured << 8) | digit;
        }

        length = (int)Math.Min(measured, int.MaxValue);
        return measured is > 55 and < int.MaxValue;
    }
}
