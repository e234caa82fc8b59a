// SPDX-License-Identifier: Apache-2.0

using System.Buffers;

namespace Ledger.Ethereum;

/// <summary>Bytes as the Ethereum JSON-RPC writes them: 0x and two lower-case digits a byte.</summary>
public static class Hex
{
    public static string Encode(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    /// <summary>Fills the start of <paramref name="to"/> with 0x and the digits, in ASCII.</summary>
    public static void Write(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        to[0] = (byte)'0';
        to[1] = (byte)'x';
        _ = Convert.TryToHexStringLower(bytes, to[2..], out _)
            ? true
            : throw new ArgumentException($"{bytes.Length} bytes need {2 + (2 * bytes.Length)} places, not {to.Length}.", nameof(to));
    }

    /// <summary>Fills <paramref name="to"/> exactly from 0x and its digits, of either case.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> to) =>
        text.Length == 2 + (2 * to.Length)
        && text is ['0', 'x', ..]
        && Convert.FromHexString(text[2..], to, out _, out var written) == OperationStatus.Done
        && written == to.Length;

    /// <summary>Reads 0x and an even number of digits, of either case.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = text.Length >= 2 && text.Length % 2 == 0 ? new byte[(text.Length - 2) / 2] : [];
        return text.Length % 2 == 0 && TryDecode(text, bytes.AsSpan());
    }

    /// <summary>Reads 0x and an even number of digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text) =>
        TryDecode(text, out var bytes) ? bytes : throw new FormatException($"'{text}' is not 0x and an even number of hexadecimal digits.");
}
