// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Unicode;

namespace Ledger.Ethereum.Typed;

/// <summary>Remembers short texts by their UTF-8, so that a country that stands in every line is made once. For one thread at a time.</summary>
public sealed class TextPool
{
    private const int Places = 256;
    private const int LongestKept = 64;

    private readonly (byte[]? Utf8, string Text)[] _kept = new (byte[]?, string)[Places];

    /// <summary>The text; null where the bytes are not UTF-8.</summary>
    public string? Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (utf8.Length > LongestKept)
        {
            return Read(utf8);
        }

        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var place = ref _kept[hash.ToHashCode() & (Places - 1)];
        if (place.Utf8 is { } kept && utf8.SequenceEqual(kept))
        {
            return place.Text;
        }

        var text = Read(utf8);
        if (text is not null)
        {
            place = (utf8.ToArray(), text);
        }

        return text;
    }

    private static string? Read(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
}
