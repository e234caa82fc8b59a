// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Alerts;
using Ledger.Evidence.Verification;

namespace Ledger.Application.Tests;

public sealed class TextsTests
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
}
