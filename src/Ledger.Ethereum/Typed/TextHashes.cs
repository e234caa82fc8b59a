// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Typed;

/// <summary>Remembers the hashes of short texts: a country or a currency stands in every line. Each thread has its own, of a fixed size.</summary>
internal static class TextHashes
{
    private const int Places = 512;
    private const int LongestKept = 64;

    [ThreadStatic]
    private static (string? Text, Hash32 Hash)[]? _kept;

    /// <summary>keccak256 of the text's UTF-8.</summary>
    /// <exception cref="FormatException">The text holds a lone surrogate.</exception>
    public static Hash32 Of(string text)
    {
        if (text.Length > LongestKept)
        {
            return StructHashWriter.HashText(text);
        }

        ref var place = ref (_kept ??= new (string?, Hash32)[Places])[string.GetHashCode(text, StringComparison.Ordinal) & (Places - 1)];
        if (!string.Equals(place.Text, text, StringComparison.Ordinal))
        {
            place = (text, StructHashWriter.HashText(text));
        }

        return place.Hash;
    }
}
