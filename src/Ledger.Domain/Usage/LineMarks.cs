// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Ledger.Ethereum;

namespace Ledger.Domain.Usage;

/// <summary>What of a line is looked for.</summary>
public enum LineFacet : byte
{
    MadeIn = 1,
    SoldIn = 2,
    Product = 3,
}

/// <summary>
/// What a report's lines speak of, in few bytes (a Bloom filter): it may say yes to a word that no line has, and never says no to one
/// that some line has. So a report is opened only where its lines may be meant.
/// </summary>
/// <remarks><code>
/// marks = 8 × 2ⁿ bytes                      ; at least 16 bits for each word, at most 2,048 bytes
/// bits  = the first four big-endian words of 32 bits in keccak(facet, word in UTF-8; a product folded), each modulo the number of bits
/// </code></remarks>
public static class LineMarks
{
    private const int LeastBytes = 8;
    private const int MostBytes = 2_048;
    private const int BytesOfWord = 2;
    private const int Probes = 4;

    /// <summary>The marks of a report whose lines nobody has any more: they may have had every word.</summary>
    public static ReadOnlySpan<byte> Any => [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

    /// <summary>The marks of a report's lines.</summary>
    public static byte[] Of(IReadOnlyList<UsageLine> lines)
    {
        var words = new HashSet<(LineFacet, string)>();
        foreach (var line in lines)
        {
            words.Add((LineFacet.MadeIn, line.MadeIn));
            words.Add((LineFacet.SoldIn, line.SoldIn));
            words.Add((LineFacet.Product, ProductPattern.Fold(line.Product)));
        }

        var marks = new byte[Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)(words.Count * BytesOfWord)), LeastBytes, MostBytes)];
        foreach (var (facet, word) in words)
        {
            var hash = Hash(facet, word);
            for (var probe = 0; probe < Probes; probe++)
            {
                var bit = Bit(hash, probe, marks.Length);
                marks[bit >> 3] |= (byte)(1 << (bit & 7));
            }
        }

        return marks;
    }

    /// <summary>Whether some line may have the word; where it says no, none has.</summary>
    /// <param name="word">Of a product: its folded name (<see cref="ProductPattern.Fold"/>).</param>
    public static bool MayHave(ReadOnlySpan<byte> marks, LineFacet facet, string word)
    {
        if (marks.IsEmpty)
        {
            return true;
        }

        var hash = Hash(facet, word);
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = Bit(hash, probe, marks.Length);
            if ((marks[bit >> 3] & (1 << (bit & 7))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int Bit(in Hash32 hash, int probe, int bytes) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(Hash32.Bytes(in hash)[(probe * sizeof(uint))..]) % (uint)(bytes * 8));

    private static Hash32 Hash(LineFacet facet, string word) => Keccak256.Hash([(byte)facet, .. Encoding.UTF8.GetBytes(word)]);
}
