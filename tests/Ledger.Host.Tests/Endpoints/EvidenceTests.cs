// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Bundles;
using Ledger.Evidence.Verification;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

[Collection(HostCollection.Name)]
public sealed class EvidenceTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_matters_export_is_a_bundle_that_the_verifier_accepts()
    {
        var license = (await _walk.LicenseAsync()).GetProperty("id").GetString()!;
        var matter = (await host.PostAsync("/api/v1/matters", new { title = "A dispute", license })).Json.GetProperty("id").GetString();
        var export = await host.PostAsync($"/api/v1/matters/{matter}/exports", "{}");
        Assert.True(export.Status == 202, export.Text);
        var operation = export.Json.GetProperty("id").GetString();
        await Eventually.IsTrueAsync(
            async () => (await host.GetAsync($"/api/v1/operations/{operation}")).Json.GetProperty("state").GetString() is "final", "The export is made.");

        var bundle = await host.GetAsync($"/api/v1/exports/{operation}/bundle");

        Assert.Equal("application/zip", bundle.MediaType);
        Assert.Equal(Verdict.Unconfirmed, EvidenceBundle.Verify(bundle.Bytes, null).Verdict);
    }

    [Fact]
    public async Task A_licenses_bundle_is_the_evidence_of_that_license()
    {
        var license = (await _walk.LicenseAsync()).GetProperty("id").GetString()!;

        var bundle = await host.GetAsync($"/api/v1/licenses/{license}/bundle");

        Assert.Equal(200, bundle.Status);
        Assert.True(EvidenceBundle.TryRead(bundle.Bytes, out var evidence));
        Assert.Equal(license, evidence.License.Value.ToString());
    }
}
