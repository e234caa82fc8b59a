// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Domain.Tests.Licenses.Terms;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Tests.Licenses;

public sealed class TermEnforcementTests
{
    /// <summary>What a grant needs to be an act at all, and no term of the license.</summary>
    private static readonly string[] NotTerms = ["termsRoot", "previous", "expiresAt", "salt"];

    [Fact]
    public void Every_term_names_the_code_that_enforces_it_or_is_recorded_only()
    {
        var terms = Eip712.Fields<LicenseGrant>().Select(field => field.Name).Except(NotTerms, StringComparer.Ordinal)
            .Concat(LicenseTerms.Schema.Fields.Select(field => field.Name));
        Assert.Equal(string.Join(',', terms), string.Join(',', TermEnforcement.All.Select(term => term.Term)));
        Assert.All(TermEnforcement.All, term => Assert.Equal(term.EnforcedBy?.Name ?? "recorded only", term.ToString()));
        Assert.All(TermEnforcement.All, term => Assert.True(term.EnforcedBy is null || term.EnforcedBy.Assembly == typeof(LicenseTerms).Assembly));
    }

    [Fact]
    public void The_terms_that_are_enforced_are_these() => Assert.Equal(
        ["pool", "licensee", "schedule", "startsAt", "endsAt", "territory", "products", "acts", "laterAdditions", "sublicensing.depth", "sublicensing.to", "calendar.zone", "report.period", "report.firstMonth"],
        TermEnforcement.All.Where(term => term.EnforcedBy is not null).Select(term => term.Term));

    [Fact]
    public void Whole_terms_have_a_value_for_each_field_of_their_schema()
    {
        var fields = SomeTerms.Whole.ToFields();
        Assert.Equal(LicenseTerms.Schema.Fields.Length, fields.Length);
        Assert.Equal(LicenseTerms.Schema.Fields.Length, LicenseTerms.Schema.Fields.Select(field => field.Name).Distinct(StringComparer.Ordinal).Count());
        for (var i = 0; i < fields.Length; i++)
        {
            Assert.True(LicenseTerms.Schema.Takes(i, fields[i]), LicenseTerms.Schema.Fields[i].Name);
        }
    }

    [Fact]
    public void The_places_of_tiers_and_discounts_that_are_not_used_are_absent_and_stand_in_the_tree_all_the_same()
    {
        var values = LicenseTerms.Schema.Fields.Zip(SomeTerms.Whole.ToFields()).ToDictionary(pair => pair.First.Name, pair => pair.Second.Text, StringComparer.Ordinal);
        Assert.Equal("0.75", values["rate.2.rate"]);
        Assert.Equal("television", values["rate.3.product"]);
        Assert.Equal("", values["rate.4.rate"]);
        Assert.Equal("TH,VN", values["discount.1.territory"]);
        Assert.Equal("", values["discount.3.percent"]);
        Assert.Equal("worldwide except IR,KP", values["territory"]);
        Assert.Equal("export,manufacture,sale", values["acts"]);
        Assert.Equal("2024-01-31", values["pastSales.from"]);
    }
}
