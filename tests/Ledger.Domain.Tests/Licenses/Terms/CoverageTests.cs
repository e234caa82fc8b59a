// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using static Ledger.Domain.Tests.Licenses.Terms.SomeTerms;

namespace Ledger.Domain.Tests.Licenses.Terms;

public sealed class CoverageTests
{
    private static readonly ScheduleRevised _first = Revised(1, 100);
    private static readonly FactPosition _granted = Some.At(150);
    private static readonly ScheduleRevised _second = Revised(2, 200);
    private static readonly ScheduleRevised _third = Revised(3, 300);
    private static readonly HashSet<string> _classes = [.. Whole.Scope.Products.Words, "camera"];
    private static readonly ScheduleHistory _schedule = ScheduleHistory.From([_first, _second, _third]);

    [Theory]
    [InlineData(LaterAdditions.None, 400, "1")]
    [InlineData(LaterAdditions.Option, 400, "1")]
    [InlineData(LaterAdditions.Included, 150, "1")]
    [InlineData(LaterAdditions.Included, 199, "1")]
    [InlineData(LaterAdditions.Included, 200, "1,2")]
    [InlineData(LaterAdditions.Included, 400, "1,2,3")]
    public void Later_additions_are_covered_from_their_revision_on_where_the_terms_include_them(LaterAdditions additions, ulong at, string revisions) =>
        Assert.Equal(revisions, string.Join(',', CoveredRevisions.At(_schedule, additions, _granted, at).Select(revised => revised.Act.Revision)));

    [Fact]
    public void An_option_taken_up_by_an_amendment_covers_from_the_amendment_on() => Assert.Equal(
        [2U, 3U], CoveredRevisions.At(_schedule, LaterAdditions.Included, Some.At(250), 400).Select(revised => revised.Act.Revision));

    [Fact]
    public void A_license_granted_before_any_revision_covers_none() =>
        Assert.Empty(CoveredRevisions.At(_schedule, LaterAdditions.None, new(new(50, Some.Hash("50")), 50, default, 0), 400));

    [Theory]
    [InlineData(PatentAct.Manufacture, "CN", "", "")]
    [InlineData(PatentAct.Manufacture, "IR", "CN", "territory")]
    [InlineData(PatentAct.Manufacture, "", "IR", "")]
    [InlineData(PatentAct.Export, "CN", "KP", "")]
    [InlineData(PatentAct.Sale, "IR", "CN", "")]
    [InlineData(PatentAct.Sale, "CN", "KP", "territory")]
    [InlineData(PatentAct.Stream, "CN", "CN", "acts")]
    [InlineData(PatentAct.Stream, "CN", "KP", "territory,acts")]
    [InlineData(PatentAct.Sale, "CN", "CN", "", "television")]
    [InlineData(PatentAct.Sale, "CN", "CN", "products", "camera")]
    [InlineData(PatentAct.Stream, "CN", "KP", "territory,products,acts", "camera")]
    public void A_line_outside_of_territory_products_or_acts_is_marked(PatentAct act, string madeIn, string soldIn, string outside, string product = "D9") => Assert.Equal(
        outside,
        string.Join(',', LicensedScope.Outside(Whole.Scope, UsageLine.Of(product, act, madeIn, soldIn, 1, default), _classes).Select(clause => clause.Term)));

    private static ScheduleRevised Revised(uint revision, ulong time) =>
        new(Some.At(time), Some.Revision() with { Revision = revision }, default, default, [], default);
}
