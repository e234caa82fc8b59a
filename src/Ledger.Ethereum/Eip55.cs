// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Ledger.Ethereum;

/// <summary>The mixed-case checksum of addresses (EIP-55).</summary>
internal static class Eip55
{
    public static string Encode(ReadOnlySpan<byte> address)
    {
        var digits = Convert.ToHexStringLower(address);
        var hash = Keccak256.Hash(Encoding.ASCII.GetBytes(digits));
        var cased = digits.ToCharArray();
        for (var i = 0; i < cased.Length; i++)
        {
            var nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 0xF;
            if (nibble >= 8)
            {
                cased[i] = char.ToUpperInvariant(cased[i]);
            }
        }

        return "0x" + new string(cased);
    }
}
