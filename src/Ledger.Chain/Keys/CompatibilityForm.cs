// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using System.Globalization;

namespace Ledger.Chain.Keys;

/// <summary>Unicode's compatibility form (NFKC), in which wallets take passwords: the runtime has no tables for it, these are made by scripts/nfkc.js.</summary>
/// <remarks>
/// <code>
/// line 1: sign=part.part…      ; what a sign comes apart into, whole
/// line 2: mark.mark…           ; combining marks, a word for each class, in the order in which they stand
/// line 3: sign.mark=sign       ; pairs that come together
/// </code>
/// Signs are hexadecimal code points; Hangul is by the standard's arithmetic (Unicode 3.12).
/// </remarks>
internal static class CompatibilityForm
{
    private const int LastAscii = 0x7F;
    private const int Syllables = 0xAC00;
    private const int Leads = 0x1100;
    private const int Vowels = 0x1161;
    private const int Trails = 0x11A7; // one before the first
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TrailCount = 28;
    private const int SyllableCount = LeadCount * VowelCount * TrailCount;

    private static readonly Lazy<Tables> _tables = new(Read);

    /// <summary>Normalizes code points into <paramref name="to"/>.</summary>
    /// <returns>How many there are; -1 where they are more than there is room for.</returns>
    public static int Normalize(ReadOnlySpan<int> from, Span<int> to)
    {
        if (!from.ContainsAnyExceptInRange(0, LastAscii))
        {
            return from.TryCopyTo(to) ? from.Length : -1;
        }

        var tables = _tables.Value;
        var length = 0;
        foreach (var sign in from)
        {
            Span<int> hangul = [Leads + ((sign - Syllables) / (VowelCount * TrailCount)), Vowels + ((sign - Syllables) / TrailCount % VowelCount), Trails + ((sign - Syllables) % TrailCount)];
            var parts = IsSyllable(sign) ? hangul[..(hangul[2] == Trails ? 2 : 3)] : tables.Parts.TryGetValue(sign, out var known) ? known : [sign];
            if (length + parts.Length > to.Length)
            {
                return -1;
            }

            parts.CopyTo(to[length..]);
            length += parts.Length;
        }

        Order(to[..length], tables.Classes);
        return Compose(to[..length], tables);
    }

    private static bool IsSyllable(int sign) => sign is >= Syllables and < Syllables + SyllableCount;

    /// <summary>Sorts each run of marks by class; marks of one class keep their order.</summary>
    private static void Order(Span<int> signs, FrozenDictionary<int, int> classes)
    {
        for (var i = 1; i < signs.Length; i++)
        {
            var rank = classes.GetValueOrDefault(signs[i]);
            for (var j = i; rank > 0 && j > 0 && classes.GetValueOrDefault(signs[j - 1]) > rank; j--)
            {
                (signs[j - 1], signs[j]) = (signs[j], signs[j - 1]);
            }
        }
    }

    private static int Compose(Span<int> signs, Tables tables)
    {
        var (starter, last, length) = (-1, 0, 0);
        foreach (var sign in signs)
        {
            var rank = tables.Classes.GetValueOrDefault(sign);
            var isNext = starter >= 0 && (starter == length - 1 || (last > 0 && last < rank));
            if (isNext && Pair(signs[starter], sign, tables.Pairs) is { } whole)
            {
                signs[starter] = whole;
                continue;
            }

            if (rank == 0)
            {
                starter = length;
            }

            last = rank;
            signs[length++] = sign;
        }

        return length;
    }

    private static int? Pair(int left, int right, FrozenDictionary<long, int> pairs) => (left, right) switch
    {
        ( >= Leads and < Leads + LeadCount, >= Vowels and < Vowels + VowelCount) => Syllables + ((((left - Leads) * VowelCount) + right - Vowels) * TrailCount),
        var (syllable, _) when IsSyllable(syllable) && (syllable - Syllables) % TrailCount == 0 && right is > Trails and < Trails + TrailCount => syllable + right - Trails,
        _ => pairs.TryGetValue(Key(left, right), out var whole) ? whole : null,
    };

    private static long Key(int left, int right) => ((long)left << 32) | (uint)right;

    private static Tables Read()
    {
        using var stream = typeof(CompatibilityForm).Assembly.GetManifestResourceStream("Ledger.Chain.Keys.nfkc.txt")!;
        using var reader = new StreamReader(stream);
        var (parts, classes, pairs) = (reader.ReadLine()!, reader.ReadLine()!, reader.ReadLine()!);
        return new Tables(
            Sides(parts).ToFrozenDictionary(side => side.Left[0], side => side.Right),
            classes.Split(' ').SelectMany((word, i) => Signs(word).Select(mark => (mark, Rank: i + 1))).ToFrozenDictionary(pair => pair.mark, pair => pair.Rank),
            Sides(pairs).ToFrozenDictionary(side => Key(side.Left[0], side.Left[1]), side => side.Right[0]));
    }

    private static IEnumerable<(int[] Left, int[] Right)> Sides(string line) =>
        line.Split(' ').Select(word => word.Split('=')).Select(sides => (Signs(sides[0]), Signs(sides[1])));

    private static int[] Signs(string word) =>
        [.. word.Split('.').Select(sign => int.Parse(sign, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];

    private sealed record Tables(FrozenDictionary<int, int[]> Parts, FrozenDictionary<int, int> Classes, FrozenDictionary<long, int> Pairs);
}
