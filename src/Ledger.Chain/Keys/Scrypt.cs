// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Ledger.Chain.Keys;

/// <summary>scrypt (RFC 7914), which the platform's own library does not have.</summary>
/// <remarks>
/// A block of 64 bytes is four vectors: word i of the block stands at 5·i mod 16, so that a round's four quarters run side by
/// side, and word 0, which picks the next block, stays first. Limits on n, r and p are the caller's.
/// </remarks>
internal static class Scrypt
{
    private const int BlockBytes = 64;
    private const int WordsOfBlock = 16;
    private const int VectorsOfBlock = 4;
    private const int DoubleRounds = 4;

    /// <summary>Fills <paramref name="output"/>.</summary>
    /// <param name="n">Cost: a power of two, at least 2. Memory is 128·n·r bytes.</param>
    /// <param name="r">Size of a block.</param>
    /// <param name="p">How often, one after the other.</param>
    public static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, Span<byte> output)
    {
        var lane = 2 * r * BlockBytes;
        var mixed = new byte[p * lane];
        var table = new Vector128<uint>[n * 2 * r * VectorsOfBlock];
        var x = new Vector128<uint>[2 * r * VectorsOfBlock];
        var y = new Vector128<uint>[x.Length];
        try
        {
            Rfc2898DeriveBytes.Pbkdf2(password, salt, mixed, 1, HashAlgorithmName.SHA256);
            for (var i = 0; i < p; i++)
            {
                var bytes = mixed.AsSpan(i * lane, lane);
                Load(bytes, x);
                Mix(x, y, table, (uint)n);
                Store(x, bytes);
            }

            Rfc2898DeriveBytes.Pbkdf2(password, mixed, output, 1, HashAlgorithmName.SHA256);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(mixed);
            Array.Clear(table);
            Array.Clear(x);
            Array.Clear(y);
        }
    }

    // RFC 7914 §5, two steps a turn, so that x and y need no copy.
    private static void Mix(Span<Vector128<uint>> x, Span<Vector128<uint>> y, Span<Vector128<uint>> table, uint n)
    {
        var width = x.Length;
        for (var i = 0; i < (int)n; i += 2)
        {
            x.CopyTo(table[(i * width)..]);
            MixBlocks(x, y);
            y.CopyTo(table[((i + 1) * width)..]);
            MixBlocks(y, x);
        }

        for (var i = 0; i < (int)n; i += 2)
        {
            MixWith(x, table, n);
            MixBlocks(x, y);
            MixWith(y, table, n);
            MixBlocks(y, x);
        }
    }

    private static void MixWith(Span<Vector128<uint>> x, ReadOnlySpan<Vector128<uint>> table, uint n)
    {
        var picked = (int)(x[^VectorsOfBlock][0] & (n - 1));
        var row = table.Slice(picked * x.Length, x.Length);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] ^= row[i];
        }
    }

    // RFC 7914 §4: the even blocks come first, then the odd ones.
    private static void MixBlocks(ReadOnlySpan<Vector128<uint>> from, Span<Vector128<uint>> to)
    {
        var half = from.Length / 2;
        var (a, b, c, d) = (from[^4], from[^3], from[^2], from[^1]);
        for (var i = 0; i < from.Length; i += VectorsOfBlock)
        {
            var (e, f, g, h) = (a ^ from[i], b ^ from[i + 1], c ^ from[i + 2], d ^ from[i + 3]);
            (a, b, c, d) = (e, f, g, h);
            for (var round = 0; round < DoubleRounds; round++)
            {
                b ^= Rotate(a + d, 7);
                c ^= Rotate(b + a, 9);
                d ^= Rotate(c + b, 13);
                a ^= Rotate(d + c, 18);
                b = Vector128.Shuffle(b, Vector128.Create(3u, 0, 1, 2));
                c = Vector128.Shuffle(c, Vector128.Create(2u, 3, 0, 1));
                d = Vector128.Shuffle(d, Vector128.Create(1u, 2, 3, 0));
                d ^= Rotate(a + b, 7);
                c ^= Rotate(d + a, 9);
                b ^= Rotate(c + d, 13);
                a ^= Rotate(b + c, 18);
                b = Vector128.Shuffle(b, Vector128.Create(1u, 2, 3, 0));
                c = Vector128.Shuffle(c, Vector128.Create(2u, 3, 0, 1));
                d = Vector128.Shuffle(d, Vector128.Create(3u, 0, 1, 2));
            }

            (a, b, c, d) = (a + e, b + f, c + g, d + h);
            var at = ((i / VectorsOfBlock) & 1) == 0 ? i / 2 : half + ((i - VectorsOfBlock) / 2);
            (to[at], to[at + 1], to[at + 2], to[at + 3]) = (a, b, c, d);
        }
    }

    private static Vector128<uint> Rotate(Vector128<uint> x, int bits) =>
        Vector128.ShiftLeft(x, bits) | Vector128.ShiftRightLogical(x, 32 - bits);

    private static void Load(ReadOnlySpan<byte> bytes, Span<Vector128<uint>> x)
    {
        Span<uint> words = stackalloc uint[WordsOfBlock];
        for (var block = 0; block < bytes.Length / BlockBytes; block++)
        {
            var from = bytes.Slice(block * BlockBytes, BlockBytes);
            for (var i = 0; i < WordsOfBlock; i++)
            {
                words[i] = BinaryPrimitives.ReadUInt32LittleEndian(from[(i * 5 % WordsOfBlock * sizeof(uint))..]);
            }

            for (var i = 0; i < VectorsOfBlock; i++)
            {
                x[(block * VectorsOfBlock) + i] = Vector128.Create<uint>(words.Slice(i * 4, 4));
            }
        }
    }

    private static void Store(ReadOnlySpan<Vector128<uint>> x, Span<byte> bytes)
    {
        Span<uint> words = stackalloc uint[WordsOfBlock];
        for (var block = 0; block < bytes.Length / BlockBytes; block++)
        {
            for (var i = 0; i < VectorsOfBlock; i++)
            {
                x[(block * VectorsOfBlock) + i].CopyTo(words[(i * 4)..]);
            }

            var to = bytes.Slice(block * BlockBytes, BlockBytes);
            for (var i = 0; i < WordsOfBlock; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(to[(i * 5 % WordsOfBlock * sizeof(uint))..], words[i]);
            }
        }
    }
}
