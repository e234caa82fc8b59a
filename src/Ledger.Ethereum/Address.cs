// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.Ethereum;

/// <summary>20 bytes: an account or contract. Written with the mixed-case checksum of EIP-55.</summary>
[InlineArray(Size)]
public struct Address : IEquatable<Address>, IComparable<Address>
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 20;

#pragma warning disable IDE0044, IDE0051, CA1823 // the element of an inline array
    private byte _first;
#pragma warning restore IDE0044, IDE0051, CA1823

    /// <summary>Copies exactly 20 bytes.</summary>
    /// <exception cref="ArgumentException">The span is not 20 bytes long.</exception>
    public Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"An address has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        bytes.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Address, byte>(ref this), Size));
    }

    public static Address Zero => default;

    public readonly bool IsZero => Equals(default);

    /// <summary>The bytes, as a view of <paramref name="address"/>.</summary>
    public static ReadOnlySpan<byte> Bytes(in Address address) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Address, byte>(ref Unsafe.AsRef(in address)), Size);

    /// <summary>Reads 0x and 40 digits: all of one case, or with the right EIP-55 checksum.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Address address)
    {
        Span<byte> bytes = stackalloc byte[Size];
        address = default;
        if (!Hex.TryDecode(text, bytes))
        {
            return false;
        }

        address = new Address(bytes);
        var digits = text.AsSpan(2);
        return !(digits.ContainsAnyInRange('A', 'F') && digits.ContainsAnyInRange('a', 'f'))
            || string.Equals(address.ToString(), text, StringComparison.Ordinal);
    }

    /// <summary>Reads 0x and 40 digits: all of one case, or with the right EIP-55 checksum.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an address (0x and 40 digits, EIP-55).");

    /// <summary>The length of the EIP-55 form.</summary>
    public const int TextSize = 2 + (2 * Size);

    /// <summary>The EIP-55 form in ASCII: fills <paramref name="to"/>, <see cref="TextSize"/> long, exactly.</summary>
    public readonly void WriteText(Span<byte> to) => Eip55.Write(Bytes(in this), to);

    public readonly void CopyTo(Span<byte> to) => Bytes(in this).CopyTo(to);

    public readonly byte[] ToArray() => Bytes(in this).ToArray();

    public readonly bool Equals(Address other) => Bytes(in this).SequenceEqual(Bytes(in other));

    public readonly int CompareTo(Address other) => Bytes(in this).SequenceCompareTo(Bytes(in other));

    public override readonly bool Equals(object? obj) => obj is Address other && Equals(other);

    public override readonly int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(in this));

    /// <summary>The EIP-55 form.</summary>
    public override readonly string ToString() => Eip55.Encode(Bytes(in this));

    public static bool operator ==(Address left, Address right) => left.Equals(right);

    public static bool operator !=(Address left, Address right) => !left.Equals(right);
}
