// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Ledger.Ethereum;

/// <summary>The permutation Keccak-f[1600] (FIPS 202, section 3.3): 24 rounds over 5 × 5 lanes of 64 bits.</summary>
/// <remarks>
/// Unrolled by hand within a round, for speed: lane (x, y) of the standard is <c>a{x}{y}</c>, in <c>state[x + 5y]</c>. Each row
/// of the next state is rho and pi (a rotation of a moved lane) and then chi over its five lanes. A lane is one word, or the
/// words of several states side by side, which are then permuted at once.
/// </remarks>
internal static class KeccakPermutation
{
    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <param name="words">25 lanes; where a lane holds several words, those of one lane follow each other.</param>
    public static void Apply<TLane, TSteps>(Span<ulong> words)
        where TLane : unmanaged
        where TSteps : IKeccakSteps<TLane>
    {
        var state = MemoryMarshal.Cast<ulong, TLane>(words)[..25];
        var (a00, a10, a20, a30, a40) = (state[0], state[1], state[2], state[3], state[4]);
        var (a01, a11, a21, a31, a41) = (state[5], state[6], state[7], state[8], state[9]);
        var (a02, a12, a22, a32, a42) = (state[10], state[11], state[12], state[13], state[14]);
        var (a03, a13, a23, a33, a43) = (state[15], state[16], state[17], state[18], state[19]);
        var (a04, a14, a24, a34, a44) = (state[20], state[21], state[22], state[23], state[24]);

        foreach (var constant in RoundConstants)
        {
            var c0 = TSteps.Xor(TSteps.Xor(TSteps.Xor(a00, a01), TSteps.Xor(a02, a03)), a04);
            var c1 = TSteps.Xor(TSteps.Xor(TSteps.Xor(a10, a11), TSteps.Xor(a12, a13)), a14);
            var c2 = TSteps.Xor(TSteps.Xor(TSteps.Xor(a20, a21), TSteps.Xor(a22, a23)), a24);
            var c3 = TSteps.Xor(TSteps.Xor(TSteps.Xor(a30, a31), TSteps.Xor(a32, a33)), a34);
            var c4 = TSteps.Xor(TSteps.Xor(TSteps.Xor(a40, a41), TSteps.Xor(a42, a43)), a44);
            var d0 = TSteps.Xor(c4, TSteps.RotateLeft(c1, 1));
            var d1 = TSteps.Xor(c0, TSteps.RotateLeft(c2, 1));
            var d2 = TSteps.Xor(c1, TSteps.RotateLeft(c3, 1));
            var d3 = TSteps.Xor(c2, TSteps.RotateLeft(c4, 1));
            var d4 = TSteps.Xor(c3, TSteps.RotateLeft(c0, 1));

            var b00 = TSteps.Xor(a00, d0);
            var b10 = TSteps.RotateLeft(TSteps.Xor(a11, d1), 44);
            var b20 = TSteps.RotateLeft(TSteps.Xor(a22, d2), 43);
            var b30 = TSteps.RotateLeft(TSteps.Xor(a33, d3), 21);
            var b40 = TSteps.RotateLeft(TSteps.Xor(a44, d4), 14);

            var b01 = TSteps.RotateLeft(TSteps.Xor(a30, d3), 28);
            var b11 = TSteps.RotateLeft(TSteps.Xor(a41, d4), 20);
            var b21 = TSteps.RotateLeft(TSteps.Xor(a02, d0), 3);
            var b31 = TSteps.RotateLeft(TSteps.Xor(a13, d1), 45);
            var b41 = TSteps.RotateLeft(TSteps.Xor(a24, d2), 61);

            var b02 = TSteps.RotateLeft(TSteps.Xor(a10, d1), 1);
            var b12 = TSteps.RotateLeft(TSteps.Xor(a21, d2), 6);
            var b22 = TSteps.RotateLeft(TSteps.Xor(a32, d3), 25);
            var b32 = TSteps.RotateLeft(TSteps.Xor(a43, d4), 8);
            var b42 = TSteps.RotateLeft(TSteps.Xor(a04, d0), 18);

            var b03 = TSteps.RotateLeft(TSteps.Xor(a40, d4), 27);
            var b13 = TSteps.RotateLeft(TSteps.Xor(a01, d0), 36);
            var b23 = TSteps.RotateLeft(TSteps.Xor(a12, d1), 10);
            var b33 = TSteps.RotateLeft(TSteps.Xor(a23, d2), 15);
            var b43 = TSteps.RotateLeft(TSteps.Xor(a34, d3), 56);

            var b04 = TSteps.RotateLeft(TSteps.Xor(a20, d2), 62);
            var b14 = TSteps.RotateLeft(TSteps.Xor(a31, d3), 55);
            var b24 = TSteps.RotateLeft(TSteps.Xor(a42, d4), 39);
            var b34 = TSteps.RotateLeft(TSteps.Xor(a03, d0), 41);
            var b44 = TSteps.RotateLeft(TSteps.Xor(a14, d1), 2);

            a00 = TSteps.Xor(TSteps.Chi(b00, b10, b20), TSteps.All(constant));
            a10 = TSteps.Chi(b10, b20, b30);
            a20 = TSteps.Chi(b20, b30, b40);
            a30 = TSteps.Chi(b30, b40, b00);
            a40 = TSteps.Chi(b40, b00, b10);
            a01 = TSteps.Chi(b01, b11, b21);
            a11 = TSteps.Chi(b11, b21, b31);
            a21 = TSteps.Chi(b21, b31, b41);
            a31 = TSteps.Chi(b31, b41, b01);
            a41 = TSteps.Chi(b41, b01, b11);
            a02 = TSteps.Chi(b02, b12, b22);
            a12 = TSteps.Chi(b12, b22, b32);
            a22 = TSteps.Chi(b22, b32, b42);
            a32 = TSteps.Chi(b32, b42, b02);
            a42 = TSteps.Chi(b42, b02, b12);
            a03 = TSteps.Chi(b03, b13, b23);
            a13 = TSteps.Chi(b13, b23, b33);
            a23 = TSteps.Chi(b23, b33, b43);
            a33 = TSteps.Chi(b33, b43, b03);
            a43 = TSteps.Chi(b43, b03, b13);
            a04 = TSteps.Chi(b04, b14, b24);
            a14 = TSteps.Chi(b14, b24, b34);
            a24 = TSteps.Chi(b24, b34, b44);
            a34 = TSteps.Chi(b34, b44, b04);
            a44 = TSteps.Chi(b44, b04, b14);
        }

        (state[0], state[1], state[2], state[3], state[4]) = (a00, a10, a20, a30, a40);
        (state[5], state[6], state[7], state[8], state[9]) = (a01, a11, a21, a31, a41);
        (state[10], state[11], state[12], state[13], state[14]) = (a02, a12, a22, a32, a42);
        (state[15], state[16], state[17], state[18], state[19]) = (a03, a13, a23, a33, a43);
        (state[20], state[21], state[22], state[23], state[24]) = (a04, a14, a24, a34, a44);
    }
}
