// SPDX-License-Identifier: Apache-2.0

using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;

namespace Ledger.Domain.Tests.Licenses.Terms;

/// <summary>Each text of a term has one form, and reads back as it was written.</summary>
public sealed class TermTextTests
{
    private static readonly string[] _codes = ["AT", "BR", "CN", "DE", "IN", "VN"];

    [Theory]
    [InlineData("P3M", true)]
    [InlineData("P1Y", true)]
    [InlineData("P1Y6M", true)]
    [InlineData("P45D", true)]
    [InlineData("P0D", true)]
    [InlineData("P12M", false)]
    [InlineData("P03M", false)]
    [InlineData("P3M\n", false)]
    [InlineData("P", false)]
    [InlineData("3M", false)]
    [InlineData("PT3M", false)]
    [InlineData("P-3M", false)]
    public void A_period_has_one_form(string text, bool canonical) => Assert.Equal(canonical, TermPeriod.TryParse(text, out _));

    [Theory]
    [InlineData("worldwide", true)]
    [InlineData("worldwide except IR,KP", true)]
    [InlineData("CN,VN", true)]
    [InlineData("", true)]
    [InlineData("worldwide except ", false)]
    [InlineData("worldwide except KP,IR", false)]
    [InlineData("VN,CN", false)]
    [InlineData("CN,CN", false)]
    [InlineData("CN,", false)]
    public void A_territory_has_one_form(string text, bool canonical) => Assert.Equal(canonical, Territory.TryParse(text, out _));

    [Fact]
    public void Periods_read_back_as_they_were_written() => Prop.ForAll(
        Gen.Choose(0, 1200).Zip(Gen.Choose(0, 3660)).ToArbitrary(),
        parts => TermPeriod.TryParse(new TermPeriod(parts.Item1, parts.Item2).ToString(), out var read) && read == new TermPeriod(parts.Item1, parts.Item2))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Territories_read_back_and_cover_what_their_countries_say() => Prop.ForAll(
        Gen.Choose(0, 127).Zip(Gen.Choose(0, 127)).ToArbitrary(),
        masks =>
        {
            var (one, other) = (Some(masks.Item1), Some(masks.Item2));
            var covers = (other.IsWorldwide ? one.IsWorldwide : true) && _codes.All(code => !other.Contains(code) || one.Contains(code));
            var overlaps = (one.IsWorldwide && other.IsWorldwide) || _codes.Any(code => one.Contains(code) && other.Contains(code));
            return Territory.TryParse(one.ToString(), out var read) && read == one && one.Covers(other) == covers && one.Overlaps(other) == overlaps;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Acts_read_back_as_they_were_written() => Prop.ForAll(
        Gen.Choose(0, 63).ToArbitrary(),
        mask =>
        {
            var acts = PatentActs.Of([.. Enum.GetValues<PatentAct>().Where(act => (mask >> (int)act & 1) == 1)]);
            return PatentActs.TryParse(acts.ToString(), out var read) && read == acts
                && Enum.GetValues<PatentAct>().All(act => acts.Contains(act) == ((mask >> (int)act & 1) == 1));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("sale,manufacture")]
    [InlineData("manufacture,lend")]
    public void Acts_in_another_order_or_unknown_ones_are_not_read(string text)
    {
        Assert.False(PatentActs.TryParse(text, out var acts));
        Assert.True(acts.IsEmpty);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a,b")]
    [InlineData("")]
    public void A_list_takes_no_word_twice_and_none_with_a_comma(params string[] words) => Assert.Throws<FormatException>(() => WordSet.Of(words));

    [Fact]
    public void A_word_is_a_choice_in_its_own_letters_only()
    {
        Assert.Equal(["per-unit", "ad-valorem"], TermWords.All<RateBasis>());
        Assert.True(TermWords.TryParse<RateBasis>("ad-valorem", out var basis));
        Assert.Equal(RateBasis.AdValorem, basis);
        Assert.False(TermWords.TryParse<RateBasis>("AdValorem", out _));
        Assert.False(TermWords.TryParse<RateBasis>("1", out _));
    }

    [Fact]
    public void Two_hundred_and_forty_nine_countries_are_known_and_the_yen_has_no_minor_unit()
    {
        Assert.Equal(249, CountryCodes.Count);
        Assert.Equal([0, 2, 3], new[] { "JPY", "CNY", "KWD" }.Select(code => new Currency(code).MinorDigits));
        Assert.Equal("CNY 1.50", new Money(1.50m, new("CNY")).ToString());
    }

    private static Territory Some(int mask) => new((mask & 64) != 0, WordSet.Of([.. _codes.Where((_, i) => (mask >> i & 1) == 1)]));
}
