// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
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
    public void The_terms_of_the_AVS_license_fit_their_schema()
    {
        var terms = new LicenseTerms("CNY", 1.00m, null, true, "half up to 0.01 for each report");
        var fields = terms.ToFields();
        Assert.Equal(LicenseTerms.Schema.Fields.Length, fields.Length);
        for (var i = 0; i < fields.Length; i++)
        {
            Assert.True(LicenseTerms.Schema.Takes(i, fields[i]), LicenseTerms.Schema.Fields[i].Name);
        }

        Assert.Equal("1", fields[1].Text);
    }
}
