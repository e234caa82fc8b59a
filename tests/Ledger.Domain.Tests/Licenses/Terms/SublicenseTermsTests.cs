// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;
using NodaTime;
using static Ledger.Domain.Tests.Licenses.Terms.SomeTerms;

namespace Ledger.Domain.Tests.Licenses.Terms;

public sealed class SublicenseTermsTests
{
    private static readonly LicenseTerms _below = With((DelegationTerms to) => to with { Sublicensing = new(1, Sublicensees.Anyone) });

    /// <summary>The term that gives too much, the license above, the sublicense.</summary>
    public static TheoryData<string, LicenseTerms, LicenseTerms> Exceeding => new()
    {
        { "fieldsOfUse", With((ScopeTerms scope) => scope with { FieldsOfUse = WordSet.Of("decoding") }), _below },
        { "territory", With((ScopeTerms scope) => scope with { Territory = Territory.Of("CN") }), _below },
        { "products", With((ScopeTerms scope) => scope with { Products = WordSet.Of("television") }), _below },
        { "acts", With((ScopeTerms scope) => scope with { Acts = PatentActs.Of(PatentAct.Sale) }), _below },
        { "renewal.times", With((TimeTerms time) => time with { Renewal = null }), _below },
        { "pastSales.mode", With((TimeTerms time) => time with { PastSales = null }), _below },
        { "pastSales.from", With((TimeTerms time) => time with { PastSales = time.PastSales! with { From = new LocalDate(2024, 2, 1) } }), _below },
        { "laterAdditions", With((TimeTerms time) => time with { LaterAdditions = LaterAdditions.Option }), _below },
        { "sublicensing.depth", Whole, Whole },
        { "sublicensing.to", With((DelegationTerms to) => to with { Sublicensing = new(2, Sublicensees.Affiliates) }), _below },
        { "affiliates.covered", With((DelegationTerms to) => to with { Affiliates = null }), _below },
        { "affiliates.control", With((DelegationTerms to) => to with { Affiliates = new(true, 60m, null) }), _below },
        { "sublicensing.depth", With((DelegationTerms to) => to with { Sublicensing = null }), _below with { Delegation = new(null, null) } },
    };

    [Theory]
    [MemberData(nameof(Exceeding))]
    public void A_sublicense_gives_no_more_than_the_license_above_it(string term, LicenseTerms parent, LicenseTerms terms) =>
        Assert.Equal(new TermExceedsParent(term), TermsDecision.DecideSublicense(terms, parent).Refusal);

    [Fact]
    public void A_sublicense_within_the_license_above_it_is_permitted_whatever_is_owed_for_it()
    {
        Assert.Null(TermsDecision.DecideSublicense(_below, Whole).Refusal);
        Assert.Null(_below.Exceeds(Whole));
        var cheap = _below with { Royalties = Whole.Royalties with { Rates = [], Minimum = null }, Calendar = null };
        Assert.Null(TermsDecision.DecideSublicense(cheap, Whole).Refusal);
    }

    [Fact]
    public void A_sublicenses_own_terms_must_be_possible_too() => Assert.IsType<TermsNothingLicensed>(
        TermsDecision.DecideSublicense(_below with { Scope = _below.Scope with { Acts = default } }, Whole).Refusal);
}
