// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Alerts;
using Ledger.Evidence.Verification;

namespace Ledger.Application.Tests;

public sealed partial class TextsTests
{
    public static TheoryData<string> Codes { get; } = [.. Statements().Select(statement => statement.Code).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_refusal_and_every_clause_has_its_sentence_in_both_languages(string code)
    {
        Assert.Contains(code, RefusalTexts.Codes(RefusalTexts.English));
        Assert.Contains(code, RefusalTexts.Codes(RefusalTexts.Chinese));
    }

    [Fact]
    public void Sentences_name_only_what_their_refusal_gives()
    {
        var statements = Statements().ToList();
        Assert.True(statements.Count > 80, $"only {statements.Count} statements were found");
        Assert.All(statements, statement =>
        {
            foreach (var language in RefusalTexts.Languages)
            {
                var problem = new RefusalTexts().Describe(statement, language);
                Assert.DoesNotMatch(new Regex(@"\{[a-zA-Z:]+\}", RegexOptions.None, TimeSpan.FromSeconds(1)), problem.Detail);
                Assert.NotEmpty(problem.Title);
            }
        });
    }

    [Fact]
    public void Both_languages_have_the_same_codes()
    {
        Assert.Equal(
            RefusalTexts.Codes(RefusalTexts.English).Order(StringComparer.Ordinal),
            RefusalTexts.Codes(RefusalTexts.Chinese).Where(code => !code.StartsWith("step/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_note_of_the_verifier_is_told_in_Chinese() =>
        Assert.All(NoteTexts.English.Keys, code => Assert.Contains($"step/{code}", RefusalTexts.Codes(RefusalTexts.Chinese)));

    /// <summary>The checker in the console judges by itself; what it says of a code is what the ledger's command says of it.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void The_console_says_of_a_certificate_what_the_verifier_says(string language)
    {
        var catalog = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, $"src/Console/src/i18n/{language}.json"))).GetProperty("certificateNote");
        var told = catalog.EnumerateObject().ToDictionary(note => note.Name, note => note.Value.GetString()!, StringComparer.Ordinal);
        var known = NoteTexts.English.Keys.Where(code =>
            code is not "conflict-unreadable" && (code.StartsWith("certificate-", StringComparison.Ordinal) || code.StartsWith("conflict-", StringComparison.Ordinal)
                || code.StartsWith("opening-", StringComparison.Ordinal)));
        Assert.Equal(known.Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.All(told, note =>
        {
            (string, object)[] places = [.. Place().Matches(note.Value).Select(place => (place.Groups["name"].Value, (object)place.Value))];
            var sentence = Note.Of(note.Key, places);
            Assert.Equal(new RefusalTexts().Note(sentence, language) ?? sentence.ToString(), note.Value);
        });
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void An_instant_is_shown_as_people_read_it_and_stays_a_number_for_programs(string language)
    {
        var problem = new RefusalTexts().Describe(new ActExpired(1_795_312_768, 1_795_312_800), language);
        Assert.Contains("2026-11-22 01:59:28Z", problem.Detail, StringComparison.Ordinal);
        Assert.Contains("2026-11-22 02:00:00Z", problem.Detail, StringComparison.Ordinal);
        Assert.Equal("1795312768", problem.Args["expiresAt"]);
        var note = Note.Of("standing-ok", ("standing", "InForce"), ("time", 1_795_312_768), ("block", 18));
        Assert.Contains("2026-11-22 01:59:28Z", new RefusalTexts().Note(note, language) ?? note.ToString(), StringComparison.Ordinal);
        Assert.Equal("1795312768", note.Args["time"]);
    }

    [Theory]
    [InlineData("src/Ledger.Application/Texts/en.json")]
    [InlineData("src/Ledger.Application/Texts/zh-CN.json")]
    [InlineData("src/Ledger.Evidence/Verification/NoteTexts.cs")]
    public void No_sentence_shows_an_instant_as_a_number(string file) => Assert.DoesNotMatch(
        new Regex(@"\{(\w*(At|Time|Until)|at|now|time|since|until|period(Start|End))\}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)),
        File.ReadAllText(Path.Combine(Repository.Root, file)));

    [Fact]
    public void An_unknown_language_reads_as_English() =>
        Assert.Equal(
            new RefusalTexts().Describe("route-unknown", new Dictionary<string, string>(StringComparer.Ordinal), "tlh").Detail,
            new RefusalTexts().Describe("route-unknown", new Dictionary<string, string>(StringComparer.Ordinal), "en").Detail);

    /// <summary>One of each refusal and clause, without its constructor's help: texts and numbers are empty.</summary>
    private static IEnumerable<Statement> Statements() =>
        from type in ((Type[])[typeof(Refusal), typeof(RefusalTexts), typeof(KeyRefusal)]).SelectMany(one => one.Assembly.GetTypes())
        where !type.IsAbstract && (type.IsSubclassOf(typeof(Refusal)) || type.IsSubclassOf(typeof(Clause)))
        orderby type.Name
        select (Statement)RuntimeHelpers.GetUninitializedObject(type);

    /// <summary>A place in a sentence of the console's catalogs.</summary>
    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
