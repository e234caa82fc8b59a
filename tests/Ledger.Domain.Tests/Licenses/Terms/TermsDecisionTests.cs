// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using static Ledger.Domain.Tests.Licenses.Terms.SomeTerms;

namespace Ledger.Domain.Tests.Licenses.Terms;

public sealed class TermsDecisionTests
{
    private static readonly Currency _yen = new("JPY");

    /// <summary>The refusal, what it names first, and terms that earn it.</summary>
    public static TheoryData<string, string, LicenseTerms> Refused => new()
    {
        { "terms-nothing-licensed", "fieldsOfUse", With((ScopeTerms scope) => scope with { FieldsOfUse = WordSet.Empty }) },
        { "terms-nothing-licensed", "territory", With((ScopeTerms scope) => scope with { Territory = new Territory(false, WordSet.Empty) }) },
        { "terms-nothing-licensed", "products", With((ScopeTerms scope) => scope with { Products = WordSet.Empty }) },
        { "terms-nothing-licensed", "acts", With((ScopeTerms scope) => scope with { Acts = default }) },
        { "terms-country-unknown", "territory", With((ScopeTerms scope) => scope with { Territory = Territory.Of("CN", "XX") }) },
        { "text-invalid", "fieldsOfUse", With((ScopeTerms scope) => scope with { FieldsOfUse = WordSet.Of(new string('a', 300)) }) },
        { "text-invalid", "products", With((ScopeTerms scope) => scope with { Products = WordSet.Of([.. Enumerable.Range(0, 500).Select(i => $"product {i}")]) }) },
        { "terms-out-of-range", "renewal.times", With((TimeTerms time) => time with { Renewal = time.Renewal! with { Times = 0 } }) },
        { "terms-period-invalid", "renewal.period", With((TimeTerms time) => time with { Renewal = time.Renewal! with { Period = default } }) },
        { "terms-period-invalid", "renewal.notice", With((TimeTerms time) => time with { Renewal = time.Renewal! with { Notice = new(0, 4000) } }) },
        { "terms-incomplete", "pastSales", With((TimeTerms time) => time with { PastSales = time.PastSales! with { From = null } }) },
        { "terms-contradictory", "pastSales.mode", With((TimeTerms time) => time with { PastSales = time.PastSales! with { Mode = PastSalesMode.Released } }) },
        { "terms-amount-negative", "pastSales.fee", With((TimeTerms time) => time with { PastSales = time.PastSales! with { Fee = new(-1m, Yuan) } }) },
        { "terms-out-of-range", "sublicensing.depth", With((DelegationTerms to) => to with { Sublicensing = new(5, Sublicensees.Anyone) }) },
        { "terms-out-of-range", "sublicensing.depth", With((DelegationTerms to) => to with { Sublicensing = new(0, Sublicensees.Anyone) }) },
        { "terms-incomplete", "affiliates", With((DelegationTerms to) => to with { Affiliates = new(true, null, null) }) },
        { "terms-out-of-range", "affiliates.control", With((DelegationTerms to) => to with { Affiliates = new(true, 101m, null) }) },
        { "text-invalid", "affiliates.definition", With((DelegationTerms to) => to with { Affiliates = new(true, null, "") }) },
        { "terms-currency-unknown", "RMB", With((RoyaltyTerms royalty) => royalty with { Currency = new("RMB") }) },
        { "terms-period-invalid", "rate.reset", With((RoyaltyTerms royalty) => royalty with { Reset = default(TermPeriod) }) },
        { "terms-too-many", "rate", Tiers([.. Enumerable.Range(0, 9).Select(i => Flat with { From = i })]) },
        { "terms-tier-begins-late", "", Tiers([Flat with { From = 1 }]) },
        { "terms-tiers-not-ascending", "", Tiers([Flat, Flat]) },
        { "terms-tiers-not-ascending", "television", Tiers([new("television", 0, 1m, null), new("television", 9, 1m, null), Flat, new("television", 5, 1m, null)]) },
        { "terms-amount-negative", "rate.1.from", Tiers([Flat with { From = -1 }]) },
        { "terms-amount-negative", "rate.1.rate", Tiers([Flat with { Rate = -0.01m }]) },
        { "terms-out-of-range", "rate.1.rate", Tiers([Flat with { Rate = 2_000_000_000_000_000m }]) },
        { "terms-amount-negative", "rate.2.standard", Tiers([Flat, Flat with { From = 5, Standard = -1m }]) },
        { "terms-out-of-range", "rate.1.rate", With((RoyaltyTerms royalty) => royalty with { Basis = RateBasis.AdValorem, Rates = [Flat with { Rate = 100.5m }] }) },
        { "terms-standard-below-compliant", "1", Tiers([Flat with { Rate = 1m, Standard = 0.5m }]) },
        { "terms-product-not-licensed", "rate.1.product", Tiers([Flat with { Product = "toaster" }]) },
        { "terms-incomplete", "free", With((RoyaltyTerms royalty) => royalty with { Free = new(null, null, WordSet.Empty) }) },
        { "terms-incomplete", "free.period", With((RoyaltyTerms royalty) => royalty with { Free = new(null, TermPeriod.Year, WordSet.Of("television")) }) },
        { "terms-period-missing", "free.period", With((RoyaltyTerms royalty) => royalty with { Free = new(5, null, WordSet.Empty) }) },
        { "terms-amount-negative", "free.units", With((RoyaltyTerms royalty) => royalty with { Free = new(-5, TermPeriod.Year, WordSet.Empty) }) },
        { "terms-product-not-licensed", "free.products", With((RoyaltyTerms royalty) => royalty with { Free = new(null, null, WordSet.Of("toaster")) }) },
        { "terms-period-missing", "cap.period", With((RoyaltyTerms royalty) => royalty with { Cap = royalty.Cap! with { Period = null } }) },
        { "terms-amount-not-payable", "cap.amount", With((RoyaltyTerms royalty) => royalty with { Cap = royalty.Cap! with { Amount = new(0.001m, Yuan) } }) },
        { "terms-amount-not-payable", "fixedFee.amount", With((RoyaltyTerms royalty) => royalty with { Fixed = new(new(0.5m, _yen), null) }) },
        { "terms-period-invalid", "fixedFee.period", With((RoyaltyTerms royalty) => royalty with { Fixed = new(new(5m, Yuan), default(TermPeriod)) }) },
        { "terms-period-missing", "minimum.period", With((RoyaltyTerms royalty) => royalty with { Minimum = new(new(5m, Yuan), null) }) },
        { "terms-minimum-above-cap", "300000.01", With((RoyaltyTerms royalty) => royalty with { Minimum = new(new(300_000.01m, Yuan), TermPeriod.Quarter) }) },
        { "terms-too-many", "discount", Discounts([.. "BR CL PE UY AR".Split(' ').Select(country => new RegionalDiscount(Territory.Of(country), 5m))]) },
        { "terms-discounts-overlap", "CN,VN", Discounts([new(Territory.Of("CN", "VN"), 5m), new(new(true, WordSet.Of("CN")), 6m)]) },
        { "terms-nothing-licensed", "discount.1.territory", Discounts([new(new(false, WordSet.Empty), 5m)]) },
        { "terms-amount-negative", "discount.1.percent", Discounts([new(Territory.Worldwide, -5m)]) },
        { "terms-out-of-range", "discount.1.percent", Discounts([new(Territory.Worldwide, 100.1m)]) },
        { "terms-out-of-range", "rounding.digits", With((RoyaltyTerms royalty) => royalty with { Rounding = royalty.Rounding with { Digits = 9 } }) },
        { "terms-zone-unknown", "Asia/Atlantis", With((CalendarTerms calendar) => calendar with { Zone = "Asia/Atlantis" }) },
        { "terms-period-invalid", "report.period", With((CalendarTerms calendar) => calendar with { Report = new(5, 0) }) },
        { "terms-period-invalid", "report.period", With((CalendarTerms calendar) => calendar with { Report = new(0, 30) }) },
        { "terms-out-of-range", "report.firstMonth", With((CalendarTerms calendar) => calendar with { FirstMonth = 13 }) },
        { "terms-period-invalid", "report.due", With((CalendarTerms calendar) => calendar with { ReportDue = default }) },
        { "terms-period-invalid", "payment.due", With((CalendarTerms calendar) => calendar with { PaymentDue = default }) },
        { "terms-out-of-range", "audit.perYear", With((ControlTerms control) => control with { Audit = control.Audit! with { PerYear = 0 } }) },
        { "terms-period-invalid", "audit.notice", With((ControlTerms control) => control with { Audit = control.Audit! with { Notice = default } }) },
        { "terms-period-invalid", "audit.lookBack", With((ControlTerms control) => control with { Audit = control.Audit! with { LookBack = new(5000, 0) } }) },
        { "text-invalid", "law", With((ControlTerms control) => control with { Law = "a\nb" }) },
        { "text-invalid", "venue", With((ControlTerms control) => control with { Venue = new string('v', 2001) }) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Terms_that_cannot_be_are_refused(string code, string named, LicenseTerms terms)
    {
        var refusal = TermsDecision.Decide(terms).Refusal;
        Assert.Equal(code, refusal?.Code);
        Assert.Contains(named, refusal!.Args.Values);
    }

    [Fact]
    public void Every_refusal_of_terms_is_earned_here()
    {
        var earned = Refused.Select(row => TermsDecision.Decide((LicenseTerms)((object[])row)[2]).Refusal!.GetType()).ToHashSet();
        Assert.All(
            typeof(TermsRefusal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TermsRefusal)) && type != typeof(TermExceedsParent)),
            type => Assert.Contains(type, earned));
    }

    [Fact]
    public void Whole_terms_and_the_barest_ones_are_permitted()
    {
        Assert.Null(TermsDecision.Decide(Whole).Refusal);
        var bare = new LicenseTerms(
            Whole.Scope,
            new(null, null, LaterAdditions.None),
            new(null, null),
            Whole.Royalties with { Rates = [], Free = null, Cap = null, Fixed = null, Minimum = null, Discounts = [], Reset = null },
            null,
            new(null, GrantBack.None, false, null, null));
        Assert.Null(TermsDecision.Decide(bare).Refusal);
        Assert.Contains(bare.ToFields(), field => field.Type == Domain.Documents.FieldType.Absent);
    }

    [Fact]
    public void A_minimum_equal_to_the_cap_is_permitted() => Assert.Null(TermsDecision.Decide(
        With((RoyaltyTerms royalty) => royalty with { Minimum = new(new(300_000m, Yuan), TermPeriod.Quarter) })).Refusal);

    private static LicenseTerms Tiers(ImmutableArray<RateTier> tiers) => With((RoyaltyTerms royalty) => royalty with { Rates = tiers });

    private static LicenseTerms Discounts(ImmutableArray<RegionalDiscount> discounts) => With((RoyaltyTerms royalty) => royalty with { Discounts = discounts });
}
