// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;
using static Ledger.Domain.Tests.Licenses.Terms.SomeTerms;

namespace Ledger.Domain.Tests.Licenses.Terms;

/// <summary>A license reported by quarters everywhere, which an amendment of 2026-08-15 narrows to China, televisions and sale, by months.</summary>
public sealed class TermsInEffectTests
{
    private static readonly ulong _amended = Second("2026-08-14T16:00:00Z");
    private static readonly LicenseTerms _narrow = Whole with
    {
        Scope = Whole.Scope with { Territory = Territory.Of("CN"), Products = WordSet.Of("television"), Acts = PatentActs.Of(PatentAct.Sale) },
        Calendar = Whole.Calendar! with { Report = new(1, 0) },
    };

    public static TheoryData<string, string, UsageLine, string> Lines => new()
    {
        { "2026-03-31T16:00:00Z", "2026-06-30T16:00:00Z", Line("VN", "set-top-box"), "" },
        { "2026-06-30T16:00:00Z", "2026-09-30T16:00:00Z", Line("VN", "set-top-box"), "" },
        { "2026-06-30T16:00:00Z", "2026-08-14T16:00:00Z", Line("VN", "set-top-box"), "" },
        { "2026-08-14T16:00:00Z", "2026-08-31T16:00:00Z", Line("VN", "set-top-box"), "line-outside-territory,line-outside-products" },
        { "2026-09-30T16:00:00Z", "2026-10-31T16:00:00Z", Line("VN", "television"), "line-outside-territory" },
        { "2026-09-30T16:00:00Z", "2026-10-31T16:00:00Z", Line("CN", "television"), "" },
        { "2026-09-30T16:00:00Z", "2026-10-31T16:00:00Z", Line("CN", "Model 7"), "" },
        { "2026-09-30T16:00:00Z", "2026-10-31T16:00:00Z", Line("CN", "television") with { Act = PatentAct.Export }, "line-outside-acts" },
        { "2026-06-30T16:00:00Z", "2026-09-30T16:00:00Z", Line("KP", "television"), "line-outside-territory" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_is_judged_by_the_terms_in_effect_in_its_period(string start, string end, UsageLine line, string outside) =>
        Assert.Equal(outside, string.Join(',', InEffect(Whole, _narrow).Outside(Report(start, end), line).Select(clause => clause.Code)));

    [Theory]
    [InlineData("2026-03-31T16:00:00Z", "2026-06-30T16:00:00Z", true)] // a quarter before the amendment
    [InlineData("2026-03-31T16:00:00Z", "2026-04-30T16:00:00Z", false)] // by months, which were not agreed yet
    [InlineData("2026-06-30T16:00:00Z", "2026-08-14T16:00:00Z", true)] // cut where the terms change
    [InlineData("2026-08-14T16:00:00Z", "2026-08-31T16:00:00Z", true)]
    [InlineData("2026-09-30T16:00:00Z", "2026-10-31T16:00:00Z", true)] // a month after it
    [InlineData("2026-09-30T16:00:00Z", "2026-12-31T16:00:00Z", false)]
    public void A_period_is_judged_by_the_calendar_in_effect_at_its_start(string start, string end, bool taken) =>
        Assert.Equal(taken, InEffect(Whole, _narrow).CheckPeriod(Report(start, end)) is null);

    [Fact]
    public void A_last_period_may_end_with_the_license()
    {
        var terms = InEffect(Whole, _narrow);
        var terminated = Second("2026-11-10T03:00:00Z");
        var last = Report("2026-10-31T16:00:00Z", "2026-11-10T03:00:00Z");
        Assert.IsType<PeriodOffCalendar>(terms.CheckPeriod(last));
        var ended = terms.License.Apply(new LicenseTerminated(Some.At(), Some.Termination(terminated), default));
        Assert.Null((terms with { License = ended }).CheckPeriod(last));
    }

    [Fact]
    public void Lines_say_their_value_where_the_royalty_is_a_part_of_the_price()
    {
        var report = Report("2026-03-31T16:00:00Z", "2026-06-30T16:00:00Z");
        UsageLine[] lines = [Line("CN", "television") with { NetValue = 5, Currency = "CNY" }, Line("CN", "television")];
        var byPrice = Whole with { Royalties = Whole.Royalties with { Basis = RateBasis.AdValorem } };
        Assert.Equal(new NetValueMissing(1), InEffect(byPrice, null).CheckValues(report, lines));
        Assert.Null(InEffect(byPrice, null).CheckValues(report, lines[..1]));
        Assert.Null(InEffect(byPrice, null).CheckValues(report, []));
        Assert.Null(InEffect(Whole with { Royalties = Whole.Royalties with { Basis = RateBasis.PerUnit } }, null).CheckValues(report, lines));
    }

    [Fact]
    public void Where_the_terms_of_a_version_in_the_period_are_not_held_nothing_is_judged()
    {
        var (report, line) = (Report("2026-08-14T16:00:00Z", "2026-08-31T16:00:00Z"), Line("VN", "set-top-box"));
        Assert.Equal(2, InEffect(Whole, _narrow).Outside(report, line).Length);
        Assert.Empty(InEffect(Whole, null).Outside(report, line));
        Assert.Null(InEffect(Whole, null).CheckPeriod(Report("2026-09-30T16:00:00Z", "2026-10-30T16:00:00Z")));
    }

    private static TermsInEffect InEffect(LicenseTerms first, LicenseTerms? second)
    {
        var license = Some.License(Some.Grant(startsAt: Second("2025-12-31T16:00:00Z"), endsAt: 0));
        license = license.Apply(new LicenseAmended(Some.At(), Some.Amendment(license, _amended, 0), default));
        var held = ImmutableDictionary<Ethereum.Hash32, LicenseTerms>.Empty.Add(license.Versions[0].Id, first);
        return new TermsInEffect(
            license, second is null ? held : held.Add(license.Versions[1].Id, second), [.. first.Scope.Products.Words]);
    }

    private static UsageLine Line(string soldIn, string product) => UsageLine.Of(product, PatentAct.Sale, "CN", soldIn, 1, default);

    private static UsageReport Report(string start, string end) =>
        new(default, default, default, 1, default, default, Second(start), Second(end), default, 0, 0, 0, "", default, default);

    private static ulong Second(string time) => (ulong)DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
}
