// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Ledger.Cli.Texts;
using Ledger.Domain.Usage;
using Ledger.Ethereum.Typed;

namespace Ledger.Cli.Tests.Texts;

public sealed partial class CliTextsTests
{
    [Fact]
    public void Both_languages_have_the_same_keys() =>
        Assert.Equal(CliTexts.In("en").Keys.Order(StringComparer.Ordinal), CliTexts.In("zh-CN").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_sentence_takes_the_same_values_in_both_languages() => Assert.All(
        CliTexts.In("en").Keys,
        key => Assert.Equal(ValuesOf(CliTexts.In("en").Say(key)), ValuesOf(CliTexts.In("zh-CN").Say(key))));

    [Fact]
    public void Every_signed_field_of_every_kind_of_record_has_a_label() => Assert.All(
        Enum.GetValues<RecordKind>().SelectMany(kind => kind.Accept(new FieldNames())),
        name => Assert.Contains("label." + name, CliTexts.In("en").Keys));

    [Theory]
    [InlineData("pool list --lang zh-CN", null, "zh-CN")]
    [InlineData("pool list --lang=zh-CN", null, "zh-CN")]
    [InlineData("pool list --lang en", "zh_CN.UTF-8", "en")]
    [InlineData("pool list", "zh_CN.UTF-8", "zh-CN")]
    [InlineData("pool list", "C.UTF-8", "en")]
    [InlineData("pool list", null, "en")]
    public void The_option_goes_before_the_locale(string line, string? locale, string language) => Assert.Equal(
        language, CliTexts.For(line.Split(' '), name => string.Equals(name, "LC_ALL", StringComparison.Ordinal) ? locale : null).Language);

    private static string ValuesOf(string text) => string.Join(' ', Value().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    // Upper case and commas are words for people, such as {kind, message, documents}.
    [GeneratedRegex(@"\{[a-zA-Z]+\}", RegexOptions.None, 1000)]
    private static partial Regex Value();

    private sealed class FieldNames : IRecordTypeVisitor<IEnumerable<string>>
    {
        public IEnumerable<string> Visit<TRecord>()
            where TRecord : IUsageRecord, ITypedStruct<TRecord> => Eip712.Fields<TRecord>().Select(field => field.Name);
    }
}
