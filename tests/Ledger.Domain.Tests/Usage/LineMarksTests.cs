// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Domain.Tests.Usage;

public sealed class LineMarksTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(3_000)]
    public void A_word_that_a_line_has_is_never_denied(int count)
    {
        var lines = Lines(count);
        var marks = LineMarks.Of(lines);
        Assert.InRange(marks.Length, 8, 2_048);
        Assert.All(lines, line => Assert.True(
            LineMarks.MayHave(marks, LineFacet.Product, ProductPattern.Fold(line.Product)) && LineMarks.MayHave(marks, LineFacet.MadeIn, line.MadeIn) && LineMarks.MayHave(marks, LineFacet.SoldIn, line.SoldIn)));
    }

    [Fact]
    public void Of_words_that_no_line_has_few_are_let_through_and_a_place_of_sale_is_none_of_manufacture()
    {
        var marks = LineMarks.Of(Lines(100));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => LineMarks.MayHave(marks, LineFacet.Product, $"Another {i}")), 0, 100);
        Assert.False(LineMarks.MayHave(marks, LineFacet.MadeIn, "VN"));
        Assert.True(LineMarks.MayHave(marks, LineFacet.SoldIn, "VN"));
    }

    [Fact]
    public void Without_marks_everything_may_be()
    {
        Assert.True(LineMarks.MayHave([], LineFacet.Product, "Anything"));
    }

    private static List<UsageLine> Lines(int count) =>
        [.. Enumerable.Range(0, count).Select(i => UsageLine.Of($"Model {i}", PatentAct.Sale, "CN", "VN", 1, default))];
}
