// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.Ethereum;

/// <summary>Keccak-256 of as many inputs at once as a lane holds words: word w of input i stands at w · count + i.</summary>
internal static class KeccakLanes
{
    private const int RateWords = Keccak256.RateBytes / sizeof(ulong);
    private const int HashWords = Hash32.Size / sizeof(ulong);

    /// <summary>Hashes whole groups of inputs and tells how many inputs those were.</summary>
    [SkipLocalsInit]
    public static int Hash<TLane, TSteps>(ReadOnlySpan<byte> inputs, int length, Span<Hash32> hashes)
        where TLane : unmanaged
        where TSteps : IKeccakSteps<TLane>
    {
        var count = Unsafe.SizeOf<TLane>() / sizeof(ulong);
        Span<ulong> state = stackalloc ulong[Keccak256.StateLanes * count];
        Span<ulong> last = stackalloc ulong[RateWords];
        last.Clear();
        var rest = length % Keccak256.RateBytes;
        var lastBytes = MemoryMarshal.AsBytes(last);
        lastBytes[rest] = 0x01;
        lastBytes[^1] |= 0x80;

        var done = 0;
        for (; hashes.Length - done >= count; done += count)
        {
            state.Clear();
            var group = inputs.Slice(done * length, count * length);
            for (var at = 0; length - at >= Keccak256.RateBytes; at += Keccak256.RateBytes)
            {
                for (var input = 0; input < count; input++)
                {
                    Absorb(state, input, count, MemoryMarshal.Cast<byte, ulong>(group.Slice((input * length) + at, Keccak256.RateBytes)));
                }

                KeccakPermutation.Apply<TLane, TSteps>(state);
            }

            for (var input = 0; input < count; input++)
            {
                group.Slice(((input + 1) * length) - rest, rest).CopyTo(lastBytes);
                Absorb(state, input, count, last);
            }

            KeccakPermutation.Apply<TLane, TSteps>(state);
            Squeeze(state, count, hashes.Slice(done, count));
        }

        return done;
    }

    private static void Absorb(Span<ulong> state, int input, int count, ReadOnlySpan<ulong> block)
    {
        for (var word = 0; word < block.Length; word++)
        {
            state[(word * count) + input] ^= block[word];
        }
    }

    private static void Squeeze(ReadOnlySpan<ulong> state, int count, Span<Hash32> hashes)
    {
        var words = MemoryMarshal.Cast<Hash32, ulong>(hashes);
        for (var word = 0; word < words.Length; word++)
        {
            words[word] = state[(word % HashWords * count) + (word / HashWords)];
        }
    }
}
