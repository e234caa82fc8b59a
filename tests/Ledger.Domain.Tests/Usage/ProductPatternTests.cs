// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Domain.Tests.Usage;

public sealed class ProductPatternTests
{
    [Theory]
    [InlineData("tv-55", "TV-55", true)]
    [InlineData("ＴＶ－５５", "TV-55", true)]
    [InlineData("TV‑55", "tv–55", true)]
    [InlineData("TV-55", "TV-55 Pro", false)]
    [InlineData("TV-55*", "tv-55 Pro", true)]
    [InlineData("TV-55*", "TV-55", true)]
    [InlineData("TV-55*", "TV-5", false)]
    [InlineData("tv-55＊", "ＴＶ－５５Ｓ", true)]
    [InlineData("机顶盒", "机顶盒", true)]
    [InlineData("机顶盒　Ｈ１", " 机顶盒  h1 ", true)]
    [InlineData("机顶*", "机顶盒 H1", true)]
    [InlineData("机顶*", "电视机", false)]
    [InlineData(@"Box\*", "box*", true)]
    [InlineData(@"Box\*", "Box 2", false)]
    [InlineData("B*x", "Box", false)]
    [InlineData("*", "anything", true)]
    [InlineData("\uD800", "\uD800", true)]
    public void A_product_is_meant_as_people_type_it(string asked, string product, bool isMeant) =>
        Assert.Equal(isMeant, ProductPattern.Of(asked).Matches(product));

    [Fact]
    public void Marks_know_a_product_however_it_was_written()
    {
        var marks = LineMarks.Of([UsageLine.Of("ＴＶ－５５", PatentAct.Sale, "CN", "VN", 1, default)]);
        Assert.True(LineMarks.MayHave(marks, LineFacet.Product, ProductPattern.Of("tv-55").Text));
        Assert.False(LineMarks.MayHave(marks, LineFacet.Product, ProductPattern.Of("tv-65").Text));
    }
}
