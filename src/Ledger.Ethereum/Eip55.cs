// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Ledger.Ethereum;

/// <summary>The mixed-case checksum of addresses (EIP-55).</summary>
internal static class Eip55
{
    public static string Encode(ReadOnlySpan<byte> address)
    {
        Span<byte> text = stackalloc byte[2 + (2 * Address.Size)];
        Write(address, text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Fills <paramref name="to"/> exactly with 0x and the digits, in ASCII.</summary>
    public static void Write(ReadOnlySpan<byte> address, Span<byte> to)
    {
        Hex.Write(address, to);
        var digits = to[2..];
        if (!digits.ContainsAnyInRange((byte)'a', (byte)'f'))
        {
            return; // nothing to raise, as in the zero address
        }

        var hash = Keccak256.Hash(digits);
        for (var i = 0; i < digits.Length; i++)
        {
            var nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 0xF;
            if (nibble >= 8 && digits[i] >= (byte)'a')
            {
                digits[i] -= 'a' - 'A';
            }
        }
    }
}
