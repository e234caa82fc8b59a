// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.Ethereum;

/// <summary>32 bytes: a keccak-256 hash, an id, a storage slot or a salt. Written as 0x and 64 lower-case digits.</summary>
[InlineArray(Size)]
public struct Hash32 : IEquatable<Hash32>, IComparable<Hash32>
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 32;

#pragma warning disable IDE0044, IDE0051, CA1823 // the element of an inline array
    private byte _first;
#pragma warning restore IDE0044, IDE0051, CA1823

    /// <summary>Copies exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public Hash32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        bytes.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Hash32, byte>(ref this), Size));
    }

    /// <summary>32 zero bytes; as a head: never touched.</summary>
    public static Hash32 Zero => default;

    /// <summary>Whether all bytes are zero.</summary>
    public readonly bool IsZero => Equals(default);

    /// <summary>The bytes, as a view of <paramref name="hash"/>.</summary>
    public static ReadOnlySpan<byte> Bytes(in Hash32 hash) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Hash32, byte>(ref Unsafe.AsRef(in hash)), Size);

    /// <summary>Reads 0x and 64 hexadecimal digits of either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Hash32 hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (Hex.TryDecode(text, bytes))
        {
            hash = new Hash32(bytes);
            return true;
        }

        hash = default;
        return false;
    }

    /// <summary>Reads 0x and 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Hash32 Parse(string text) =>
        TryParse(text, out var hash) ? hash : throw new FormatException($"'{text}' is not 0x and 64 hexadecimal digits.");

    /// <summary>The length of the written form.</summary>
    public const int TextSize = 2 + (2 * Size);

    /// <summary>The written form in ASCII: fills the first <see cref="TextSize"/> places of <paramref name="to"/>.</summary>
    public readonly void WriteText(Span<byte> to) => Hex.Write(Bytes(in this), to);

    public readonly void CopyTo(Span<byte> to) => Bytes(in this).CopyTo(to);

    public readonly byte[] ToArray() => Bytes(in this).ToArray();

    public readonly bool Equals(Hash32 other) => Bytes(in this).SequenceEqual(Bytes(in other));

    public readonly int CompareTo(Hash32 other) => Bytes(in this).SequenceCompareTo(Bytes(in other));

    public override readonly bool Equals(object? obj) => obj is Hash32 other && Equals(other);

    public override readonly int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(in this));

    public override readonly string ToString() => Hex.Encode(Bytes(in this));

    public static bool operator ==(Hash32 left, Hash32 right) => left.Equals(right);

    public static bool operator !=(Hash32 left, Hash32 right) => !left.Equals(right);
}
