// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ledger.Ethereum;

/// <summary>Keccak-256 as Ethereum uses it: the submission's padding 0x01, not that of FIPS 202 (0x06).</summary>
public static class Keccak256
{
    internal const int RateBytes = 136;
    internal const int StateLanes = 25;

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
                KeccakPermutation.Apply<ulong, OneState>(state);
            }

            Xor<byte>(bytes, data);
        }

        bytes[data.Length] ^= 0x01;
        bytes[RateBytes - 1] ^= 0x80;
        KeccakPermutation.Apply<ulong, OneState>(state);
        return new Hash32(bytes[..Hash32.Size]);
    }

    /// <summary>The hashes of inputs of one length, several at once where the processor has lanes for them.</summary>
    /// <param name="inputs">The inputs, one behind the other.</param>
    /// <param name="length">The length of each.</param>
    /// <param name="hashes">Takes the hashes, in the order of the inputs.</param>
    /// <exception cref="ArgumentException">There are more or fewer input bytes than the hashes need.</exception>
    public static void HashMany(ReadOnlySpan<byte> inputs, int length, Span<Hash32> hashes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (inputs.Length != (long)length * hashes.Length)
        {
            throw new ArgumentException($"{hashes.Length} inputs of {length} bytes are not {inputs.Length} bytes.", nameof(inputs));
        }

        var done = 0;
        if (Vector512.IsHardwareAccelerated && hashes.Length >= Vector512<ulong>.Count)
        {
            done = KeccakLanes.Hash<Vector512<ulong>, EightStates>(inputs, length, hashes);
        }

        if (Vector256.IsHardwareAccelerated && hashes.Length - done >= Vector256<ulong>.Count)
        {
            done += KeccakLanes.Hash<Vector256<ulong>, FourStates>(inputs[(done * length)..], length, hashes[done..]);
        }

        for (; done < hashes.Length; done++)
        {
            hashes[done] = Hash(inputs.Slice(done * length, length));
        }
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
