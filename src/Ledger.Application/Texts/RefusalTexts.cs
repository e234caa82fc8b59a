// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Domain;

namespace Ledger.Application.Texts;

/// <summary>The sentences of every refusal, in every language that we speak; codes and arguments come from the refusal.</summary>
public sealed class RefusalTexts
{
    public const string English = "en";

    public const string Chinese = "zh-CN";

    private static readonly FrozenDictionary<string, FrozenDictionary<string, Sentence>> Known =
        new[] { English, Chinese }.ToFrozenDictionary(language => language, Load, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, FrozenDictionary<string, Sentence>> _sentences = Known;

    /// <summary>The languages, the default first.</summary>
    public static IReadOnlyList<string> Languages { get; } = [English, Chinese];

    /// <summary>The codes that a language has sentences for.</summary>
    public static IReadOnlyCollection<string> Codes(string language) => Known[language].Keys;

    /// <summary>The problem that tells of a refusal.</summary>
    /// <param name="language">One of <see cref="Languages"/>; anything else reads as the default.</param>
    public ProblemView Describe(Statement refusal, string language) => Describe(refusal.Code, refusal.Args, language);

    /// <summary>The problem of a code that is not a domain refusal, such as one of the door's own.</summary>
    public ProblemView Describe(string code, IReadOnlyDictionary<string, string> args, string language)
    {
        var sentences = _sentences.GetValueOrDefault(language) ?? _sentences[English];
        var sentence = sentences.GetValueOrDefault(code) ?? new Sentence(code, code);
        return new ProblemView(
            $"urn:ledger:problem:{code}", Wording.Fill(sentence.Title ?? "", args), ProblemStatus.Of(code), code, Wording.Fill(sentence.Detail, args), args);
    }

    /// <summary>The sentence of a verification step's note, in a language; null where there is none but the English one.</summary>
    /// <remarks>An argument that is one of our own words (<c>step/standing.InForce</c>) reads in that language, too.</remarks>
    public string? Note(Statement note, string language) => _sentences.GetValueOrDefault(language) is { } sentences && sentences.GetValueOrDefault($"step/{note.Code}") is { } sentence
        ? Wording.Fill(
            sentence.Detail,
            note.Args.ToDictionary(arg => arg.Key, arg => sentences.GetValueOrDefault($"step/{arg.Key}.{arg.Value}")?.Detail ?? arg.Value, StringComparer.Ordinal))
        : null;

    private static FrozenDictionary<string, Sentence> Load(string language)
    {
        using var stream = typeof(RefusalTexts).Assembly.GetManifestResourceStream($"Ledger.Application.Texts.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Sentence>>(stream, LedgerJson.Options)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Sentence(string? Title, string Detail);
}
