// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ledger.Evidence.Certificates;

/// <summary>Base45 (RFC 9285): bytes in the letters of a QR code's alphanumeric mode.</summary>
public static class Base45
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int Radix = 45;

    /// <summary>Writes bytes: two of them in three letters, a last one in two.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length / 2 * 3) + (bytes.Length % 2 * 2));
        for (var i = 0; i < bytes.Length; i += 2)
        {
            var isPair = i + 1 < bytes.Length;
            var value = isPair ? (bytes[i] << 8) + bytes[i + 1] : bytes[i];
            text.Append(Letters[value % Radix]).Append(Letters[value / Radix % Radix]);
            if (isPair)
            {
                text.Append(Letters[value / (Radix * Radix)]);
            }
        }

        return text.ToString();
    }

    /// <summary>Reads the one text of some bytes.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length % 3 == 1)
        {
            return false;
        }

        var read = new byte[(text.Length / 3 * 2) + (text.Length % 3 / 2)];
        for (int from = 0, to = 0; from < text.Length; from += 3, to += 2)
        {
            var isPair = from + 2 < text.Length;
            if (!TryValue(text.Slice(from, isPair ? 3 : 2), out var value) || value > (isPair ? ushort.MaxValue : byte.MaxValue))
            {
                return false;
            }

            if (isPair)
            {
                read[to] = (byte)(value >> 8);
            }

            read[isPair ? to + 1 : to] = (byte)(value & byte.MaxValue);
        }

        bytes = read;
        return true;
    }

    private static bool TryValue(ReadOnlySpan<char> letters, out int value)
    {
        value = 0;
        for (var i = letters.Length - 1; i >= 0; i--)
        {
            var digit = Letters.IndexOf(letters[i], StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            value = (value * Radix) + digit;
        }

        return true;
    }
}
