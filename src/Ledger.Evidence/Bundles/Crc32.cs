// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Evidence.Bundles;

/// <summary>CRC-32 as ZIP has it (ISO 3309, reflected polynomial 0xEDB88320). It finds accidents; the manifest's hashes find intent.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Step((uint)value))];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = (crc >> 8) ^ Table[(crc ^ value) & 0xFF];
        }

        return ~crc;
    }

    private static uint Step(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 1 ? (value >> 1) ^ Polynomial : value >> 1;
        }

        return value;
    }
}
