// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.Ethereum;

/// <summary>Keccak-256 as Ethereum uses it: the submission's padding 0x01, not that of FIPS 202 (0x06).</summary>
public static class Keccak256
{
    private const int RateBytes = 136;
    private const int StateLanes = 25;

    /// <summary>The hash of <paramref name="data"/>.</summary>
    [SkipLocalsInit]
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        // Lanes are little-endian in the standard, and in the memory of every machine that .NET runs on.
        Span<ulong> state = stackalloc ulong[StateLanes];
        var bytes = MemoryMarshal.AsBytes(state);
        if (data.Length < RateBytes)
        {
            data.CopyTo(bytes);
            bytes[data.Length..].Clear();
        }
        else
        {
            state.Clear();
            for (; data.Length >= RateBytes; data = data[RateBytes..])
            {
                Xor(state, MemoryMarshal.Cast<byte, ulong>(data[..RateBytes])); // x86 and ARM64 read lanes from any address
                KeccakPermutation.Apply(state);
            }

            Xor<byte>(bytes, data);
        }

        bytes[data.Length] ^= 0x01;
        bytes[RateBytes - 1] ^= 0x80;
        KeccakPermutation.Apply(state);
        return new Hash32(bytes[..Hash32.Size]);
    }

    private static void Xor<T>(Span<T> state, ReadOnlySpan<T> block)
        where T : IBinaryInteger<T>
    {
        for (var i = 0; i < block.Length; i++)
        {
            state[i] ^= block[i];
        }
    }
}
