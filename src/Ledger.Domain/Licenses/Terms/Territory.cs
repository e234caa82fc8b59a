// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Licenses.Terms;

/// <summary>Where something holds: some countries (ISO 3166-1 alpha-2), or the world with exceptions.</summary>
/// <remarks><code>
/// territory = word-set                          ; CN,VN
///           / "worldwide"
///           / "worldwide except " word-set      ; worldwide except IR,KP
/// </code></remarks>
/// <param name="IsWorldwide">Whether <paramref name="Countries"/> are the exceptions, else they are all there is.</param>
public sealed record Territory(bool IsWorldwide, WordSet Countries)
{
    private const string World = "worldwide";
    private const string Except = "worldwide except ";

    /// <summary>Everywhere.</summary>
    public static Territory Worldwide { get; } = new(true, WordSet.Empty);

    /// <summary>Whether no country is in it.</summary>
    public bool IsEmpty => IsWorldwide ? Countries.Count >= CountryCodes.Count : Countries.IsEmpty;

    /// <summary>The first of its countries that no country has; null when all are known.</summary>
    public string? Unknown => Countries.Words.FirstOrDefault(code => !CountryCodes.IsAssigned(code));

    public static Territory Of(params IReadOnlyList<string> countries) => new(false, WordSet.Of(countries));

    /// <summary>Reads the one form of a territory.</summary>
    public static bool TryParse(string text, out Territory territory)
    {
        var (isWorldwide, words) = text switch
        {
            World => (true, ""),
            _ when text.StartsWith(Except, StringComparison.Ordinal) => (true, text[Except.Length..]),
            _ => (false, text),
        };
        var read = WordSet.TryParse(words, out var countries) && (countries.IsEmpty == (words.Length == 0));
        territory = read ? new(isWorldwide, countries) : Worldwide;
        return read && string.Equals(territory.ToString(), text, StringComparison.Ordinal);
    }

    public bool Contains(string country) => Countries.Contains(country) != IsWorldwide;

    /// <summary>Whether all of <paramref name="other"/> lies within this one.</summary>
    public bool Covers(Territory other) => (IsWorldwide, other.IsWorldwide) switch
    {
        (true, true) => Countries.IsSubsetOf(other.Countries),
        (true, false) => !Countries.Overlaps(other.Countries),
        (false, true) => false,
        (false, false) => other.Countries.IsSubsetOf(Countries),
    };

    /// <summary>Whether some country lies in both.</summary>
    public bool Overlaps(Territory other) => (IsWorldwide, other.IsWorldwide) switch
    {
        (true, true) => true,
        (true, false) => !other.Countries.IsSubsetOf(Countries),
        (false, true) => !Countries.IsSubsetOf(other.Countries),
        (false, false) => Countries.Overlaps(other.Countries),
    };

    public override string ToString() => (IsWorldwide, Countries.IsEmpty) switch
    {
        (true, true) => World,
        (true, false) => Except + Countries,
        _ => Countries.ToString(),
    };
}
