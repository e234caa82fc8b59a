// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

[Collection(HostCollection.Name)]
public sealed class TermsTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task Every_term_is_listed_with_the_code_that_enforces_it_or_none()
    {
        var schema = (await host.GetAsync("/api/v1/license-terms")).Json;
        var terms = schema.GetProperty("terms").EnumerateArray().ToDictionary(term => term.GetProperty("term").GetString()!, StringComparer.Ordinal);
        Assert.Equal("ledger.license-terms/2", schema.GetProperty("schema").GetString());
        Assert.Equal("LicensedScope", terms["territory"].GetProperty("enforcedBy").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, terms["cap.amount"].GetProperty("enforcedBy").ValueKind);
        Assert.Equal("decimal", terms["rate.8.rate"].GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_terms_of_a_license_are_shown_and_some_are_disclosed()
    {
        var license = (await _walk.LicenseAsync()).GetProperty("id").GetString()!;
        var terms = (await host.GetAsync($"/api/v1/licenses/{license}/terms")).Json.GetProperty("terms").EnumerateArray().ToList();
        Assert.Contains(terms, term => term.GetProperty("term").GetString() is "rate.1.rate" && term.GetProperty("value").GetString() is "1");

        var file = await host.GetAsync($"/api/v1/licenses/{license}/disclosure?fields=rate.1.rate,calendar");
        Assert.Equal("application/json", file.MediaType);
        var shown = Assert.IsType<DisclosureVerdict.Shown>(DisclosureFile.Verify(file.Bytes, new LicenseId(Hash32.Parse(license))));
        Assert.Equal(2, shown.Values.Count(value => value is not null));
    }

    [Fact]
    public async Task A_version_is_asked_for_by_its_act_or_by_a_time_and_not_by_both()
    {
        var license = (await _walk.LicenseAsync()).GetProperty("id").GetString()!;
        foreach (var query in new[] { $"?version={license}", "?at=1", "" })
        {
            var terms = (await host.GetAsync($"/api/v1/licenses/{license}/terms{query}")).Json;
            Assert.Equal((license, "LicenseGrant"), (terms.GetProperty("version").GetString(), terms.GetProperty("kind").GetString()));
            Assert.False(terms.GetProperty("attestedImport").GetBoolean());
        }

        foreach (var (query, status, code) in new[]
        {
            ($"version={SomeRecords.Salt()}", 404, "version-unknown"),
            ($"version={license}&at=1", 400, "parameter-invalid"),
            ("version=1", 400, "parameter-invalid"),
            ("at=noon", 400, "parameter-invalid"),
        })
        {
            var read = await host.GetAsync($"/api/v1/licenses/{license}/terms?{query}");
            Assert.Equal((status, code), (read.Status, read.Json.GetProperty("code").GetString()));
            var disclosed = await host.GetAsync($"/api/v1/licenses/{license}/disclosure?fields=rate&{query}");
            Assert.Equal((status, code), (disclosed.Status, disclosed.Json.GetProperty("code").GetString()));
        }
    }

    [Theory]
    [InlineData("", 400, "parameter-invalid")]
    [InlineData("?fields=", 400, "parameter-invalid")]
    [InlineData("?fields=a%20b", 400, "parameter-invalid")]
    [InlineData("?fields=price", 422, "term-unknown")]
    [InlineData("?fields=rate,,cap", 422, "term-unknown")]
    public async Task A_list_of_terms_that_cannot_be_is_refused(string query, int status, string code)
    {
        var license = (await _walk.LicenseAsync()).GetProperty("id").GetString();
        var answer = await host.GetAsync($"/api/v1/licenses/{license}/disclosure{query}");
        Assert.Equal((status, code), (answer.Status, answer.Json.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Terms_of_an_unknown_license_are_not_found()
    {
        Assert.Equal(404, (await host.GetAsync($"/api/v1/licenses/{SomeRecords.Salt()}/terms")).Status);
        Assert.Equal(404, (await host.GetAsync($"/api/v1/licenses/{SomeRecords.Salt()}/disclosure?fields=rate")).Status);
    }
}
