// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Application.Texts;
using Ledger.Host.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Host.Tests.Refused;

/// <summary>Every code that stands anywhere in the sources has its sentence in both languages, and both name the same things.</summary>
public sealed partial class CodeTextsTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_code_in_the_sources_has_a_sentence_in_both_languages()
    {
        var codes = Repository.Files("src", "*.cs").SelectMany(file => CodesIn(File.ReadAllText(file))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

        output.WriteLine($"{codes.Count} codes");
        Assert.True(codes.Count > 150, $"only {codes.Count} codes were found");
        Assert.All(RefusalTexts.Languages, language => Assert.Empty(codes.Except(RefusalTexts.Codes(language), StringComparer.Ordinal)));
    }

    [Fact]
    public void Both_sentences_of_a_code_name_the_same_things_in_different_words()
    {
        var (english, chinese) = (Sentences(RefusalTexts.English), Sentences(RefusalTexts.Chinese));
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), chinese.Keys.Where(code => !code.StartsWith("step/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(english, sentence =>
        {
            var other = chinese[sentence.Key];
            Assert.Equal((sentence.Key, Names(sentence.Value)), (sentence.Key, Names(other)));
            Assert.NotEqual(sentence.Value, other);
            Assert.True(other.Any(letter => letter >= '\u4e00') || Names(other).Length == other.Length, $"{sentence.Key}: {other}");
            Assert.DoesNotContain(sentence.Value, letter => letter >= '\u4e00');
        });
    }

    private static IEnumerable<string> CodesIn(string source) => Codes().Matches(source).Select(match => match.Groups["code"].Value);

    /// <summary>Code → title and detail as they are written, before anything is filled in.</summary>
    private static Dictionary<string, string> Sentences(string language) =>
        JsonElement.Parse(File.ReadAllBytes(Repository.File($"src/Ledger.Application/Texts/{language}.json"))).EnumerateObject().ToDictionary(
            entry => entry.Name,
            entry => string.Join('\n', entry.Value.EnumerateObject().Select(text => text.Value.GetString())),
            StringComparer.Ordinal);

    private static string Names(string text) => string.Concat(Placeholder().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    // A refusal's or clause's own code; a problem of the door; a flaw of JSON; what the framework's statuses are called.
    [GeneratedRegex("""string Code => "(?<code>[a-z0-9/-]+)"|new ProblemException\(\s*[A-Za-z0-9_.]+,\s*"(?<code>[a-z0-9-]+)"|new JsonFlaw\("(?<code>[a-z0-9-]+)"|(?:\?|:|return|throw Bad\(|=>) "(?<code>json-[a-z0-9-]+)"|Bad\("(?<code>[a-z0-9-]+)"|new\(StatusCodes\.\w+, "(?<code>[a-z0-9-]+)"|Fail\("(?<code>[a-z0-9-]+)"|StatusCodes\.\w+ => "(?<code>[a-z0-9-]+)"|>= 500 => "(?<code>[a-z-]+)"|_ => "(?<code>request-[a-z-]+)"|(?:Describe|Explain)\("(?<code>[a-z0-9-]+)" ?""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"\{[a-zA-Z]+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
