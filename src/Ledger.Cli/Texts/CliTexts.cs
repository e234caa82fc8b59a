// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using System.Text.Json;

namespace Ledger.Cli.Texts;

/// <summary>The command's sentences in one language: key → text with {values}.</summary>
public sealed class CliTexts
{
    public const string English = "en";
    public const string Chinese = "zh-CN";

    private readonly FrozenDictionary<string, string> _texts;

    private CliTexts(string language)
    {
        Language = language;
        using var stream = typeof(CliTexts).Assembly.GetManifestResourceStream($"Texts.{language}.json")
            ?? throw new InvalidOperationException($"The texts for {language} are not in the assembly.");
        _texts = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Language { get; }

    public IEnumerable<string> Keys => _texts.Keys;

    /// <summary>The text under <paramref name="key"/>, with each {name} replaced.</summary>
    /// <exception cref="KeyNotFoundException">No such text: a mistake of ours, which a test finds.</exception>
    public string Say(string key, params IEnumerable<(string Name, string Value)> values) =>
        values.Aggregate(_texts[key], (text, value) => text.Replace("{" + value.Name + "}", value.Value, StringComparison.Ordinal));

    /// <summary>The text under <paramref name="key"/>, or <paramref name="otherwise"/>: for words that the host sends.</summary>
    public string Word(string key, string otherwise) => _texts.GetValueOrDefault(key, otherwise);

    public static CliTexts In(string language) => new(language);

    /// <summary>The wished language: <c>--lang</c>, else the locale; English where neither is Chinese.</summary>
    /// <remarks>Read before parsing, because the help that the parser writes is in that language too.</remarks>
    public static CliTexts For(IReadOnlyList<string> args, Func<string, string?> variable)
    {
        var wish = Given(args) ?? First(variable, "LC_ALL", "LC_MESSAGES", "LANG") ?? English;
        return In(wish.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English);
    }

    private static string? Given(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--lang" && i + 1 < args.Count)
            {
                return args[i + 1];
            }

            if (args[i].StartsWith("--lang=", StringComparison.Ordinal))
            {
                return args[i]["--lang=".Length..];
            }
        }

        return null;
    }

    private static string? First(Func<string, string?> variable, params IEnumerable<string> names) =>
        names.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
