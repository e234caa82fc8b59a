// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>A set of words, each once, in ascending order by code unit.</summary>
/// <remarks><code>
/// word-set = word *("," word)      ; ascending, none twice
/// word     = 1*char                ; no comma, no control characters
/// </code></remarks>
public sealed class WordSet : IEquatable<WordSet>
{
    private readonly ImmutableSortedSet<string> _words;

    private WordSet(ImmutableSortedSet<string> words) => _words = words;

    /// <summary>No word.</summary>
    public static WordSet Empty { get; } = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public bool IsEmpty => _words.IsEmpty;

    public int Count => _words.Count;

    public IEnumerable<string> Words => _words;

    /// <summary>The set of the words given.</summary>
    /// <exception cref="FormatException">A word stands twice, is empty, or has a comma or control characters.</exception>
    public static WordSet Of(params IReadOnlyList<string> words)
    {
        foreach (var word in words.Where(word => !IsWord(word)))
        {
            throw new FormatException($"'{word}' cannot stand in a list: it is empty, or has a comma or control characters.");
        }

        var set = ImmutableSortedSet.CreateRange(StringComparer.Ordinal, words);
        return set.Count == words.Count ? new(set) : throw new FormatException("A word stands twice in the list.");
    }

    /// <summary>Reads the one form of a set; an empty text is the empty set.</summary>
    public static bool TryParse(string text, out WordSet set)
    {
        string[] words = text.Length == 0 ? [] : text.Split(',');
        set = Empty;
        if (!words.All(IsWord) || words.Zip(words.Skip(1)).Any(pair => string.CompareOrdinal(pair.First, pair.Second) >= 0))
        {
            return false;
        }

        set = Of(words);
        return true;
    }

    public bool Contains(string word) => _words.Contains(word);

    public bool IsSubsetOf(WordSet other) => _words.IsSubsetOf(other._words);

    public bool Overlaps(WordSet other) => _words.Overlaps(other._words);

    public bool Equals(WordSet? other) => other is not null && _words.SetEquals(other._words);

    public override bool Equals(object? obj) => Equals(obj as WordSet);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join(',', _words);

    private static bool IsWord(string? word) => !string.IsNullOrEmpty(word) && !word.Contains(',', StringComparison.Ordinal) && !word.Any(char.IsControl);
}
