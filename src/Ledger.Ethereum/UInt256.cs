// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Ledger.Ethereum;

/// <summary>An unsigned integer of 256 bits, as the EVM has it; big-endian on the wire, decimal in JSON.</summary>
/// <param name="High">The upper 128 bits.</param>
/// <param name="Low">The lower 128 bits.</param>
public readonly record struct UInt256(UInt128 High, UInt128 Low) : IComparable<UInt256>
{
    public static UInt256 Zero => default;

    public static implicit operator UInt256(ulong value) => new(0, value);

    /// <summary>Reads a big-endian word of 32 bytes.</summary>
    public static UInt256 FromBigEndian(ReadOnlySpan<byte> word) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(word[..16]), BinaryPrimitives.ReadUInt128BigEndian(word[16..32]));

    /// <summary>Converts; refuses a negative value and one above 2²⁵⁶ − 1.</summary>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public static UInt256 From(BigInteger value) =>
        value.Sign >= 0 && value.GetBitLength() <= 256
            ? new((UInt128)(value >> 128), (UInt128)(value & UInt128.MaxValue))
            : throw new OverflowException($"{value} is not an unsigned integer of 256 bits.");

    /// <summary>Reads decimal digits without sign, space or leading zero.</summary>
    public static bool TryParse(string? text, out UInt256 value)
    {
        value = default;
        if (text is null or "" || text.Length > 78 || (text.Length > 1 && text[0] == '0')
            || !BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number.GetBitLength() > 256)
        {
            return false;
        }

        value = From(number);
        return true;
    }

    public void WriteBigEndian(Span<byte> word)
    {
        BinaryPrimitives.WriteUInt128BigEndian(word[..16], High);
        BinaryPrimitives.WriteUInt128BigEndian(word[16..32], Low);
    }

    public BigInteger ToBigInteger() => ((BigInteger)High << 128) | Low;

    public int CompareTo(UInt256 other) => High == other.High ? Low.CompareTo(other.Low) : High.CompareTo(other.High);

    public override string ToString() => ToBigInteger().ToString(CultureInfo.InvariantCulture);

    public static bool operator <(UInt256 left, UInt256 right) => left.CompareTo(right) < 0;

    public static bool operator >(UInt256 left, UInt256 right) => left.CompareTo(right) > 0;

    public static bool operator <=(UInt256 left, UInt256 right) => left.CompareTo(right) <= 0;

    public static bool operator >=(UInt256 left, UInt256 right) => left.CompareTo(right) >= 0;
}
