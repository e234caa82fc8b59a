// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>Reports that are refused and prove something, as the API lists them.</summary>
[Collection(HostCollection.Name)]
public sealed class SuspectTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_report_by_a_key_of_the_wrong_scope_is_refused_and_listed_with_its_reason()
    {
        var license = await _walk.LicenseAsync();
        var fresh = await _walk.AdmitAsync(license.GetProperty("licensee").GetString()!, Domain.Parties.KeyScopes.Contract);
        var sent = await _walk.ReportAsync(SomeRecords.Salt());
        var report = Walk.ReportOf(sent);

        await AssertKeptAsync(
            sent with { Key = fresh.Address, Signature = fresh.Sign(report.Digest(await _walk.UsageDomainAsync())).ToString() }, "key-not-held", "keyScope");
    }

    [Fact]
    public async Task A_report_in_anothers_stream_is_refused_and_listed_with_its_reason() =>
        await AssertKeptAsync(await _walk.StrayAsync(), "stream-of-another", "anothersStream");

    [Fact]
    public async Task A_report_that_names_too_old_a_block_is_refused_and_listed_with_its_reason()
    {
        var old = Hash32.Parse(Text(await _walk.BlockAsync("0x1"), "hash")); // of the seeds, which began long before the week that a report may take

        await AssertKeptAsync(await _walk.ReportAsync(SomeRecords.Salt(), change: report => report with { RecentBlock = old }), "record-backdated", "staleBlock");
    }

    [Fact]
    public async Task A_fork_says_which_record_took_one_of_the_two_back()
    {
        var label = SomeRecords.Salt();
        var (first, second) = (await _walk.ReportAsync(label), await _walk.ReportAsync(label));
        var (kept, fork) = (Walk.ReportOf(first), Walk.ReportOf(second));
        var token = host.TokenOf(fork.Reporter.Value.ToString());
        Assert.Equal(201, (await host.PostAsync("/api/v1/usage-reports", first, token: token)).Status);
        Assert.Equal("sequence-taken", (await host.PostAsync("/api/v1/usage-reports", second, token: token)).Code);
        Assert.Equal(JsonValueKind.Null, (await VoidedByAsync()).ValueKind);

        var taken = new ReportVoid(kept.License, kept.Reporter, kept.Id, await _walk.RecentBlockAsync(), SomeRecords.Salt());
        await _walk.RecordAsync(taken, kept.Reporter.Value.ToString());

        Assert.Equal(taken.Id.ToString(), (await VoidedByAsync()).GetString());

        async Task<JsonElement> VoidedByAsync() => (await host.GetAsync("/api/v1/suspect-reports?reason=fork&limit=500", token: token)).Json
            .GetProperty("items").EnumerateArray().Single(one => Text(one, "id") == fork.Id.ToString()).GetProperty("voidedBy");
    }

    private async Task AssertKeptAsync(UsageReportRequest sent, string code, string reason)
    {
        var (report, token) = (Walk.ReportOf(sent), host.TokenOf(Walk.ReportOf(sent).Reporter.Value.ToString()));

        var refused = await host.PostAsync("/api/v1/usage-reports", sent, token: token);

        Assert.Equal((422, code), (refused.Status, refused.Code));
        var path = $"/api/v1/suspect-reports?reporter={report.Reporter.Value}&limit=500";
        foreach (var reader in new[] { token, await ApiKeyAsync("administrator"), await ApiKeyAsync("working-group") })
        {
            var kept = Assert.Single((await host.GetAsync(path, token: reader)).Json.GetProperty("items").EnumerateArray(), one => Text(one, "id") == report.Id.ToString());
            Assert.Equal((reason, report.License.ToString(), JsonValueKind.Null), (Text(kept, "reason"), Text(kept, "license"), kept.GetProperty("against").ValueKind));
            Assert.True(TypedData.TryParse(kept.GetProperty("typedData"), out var data, out var error), error);
            Assert.True(Signature.TryParse(Text(kept.GetProperty("signature"), "signature"), out var signature));
            Assert.True(Secp256k1.TryRecover(data.Digest, signature, out var signer));
            Assert.Equal(sent.Key, signer);
            Assert.Equal("Report", Text(kept.GetProperty("signature"), "neededScope"));
            Assert.False(kept.GetProperty("signature").TryGetProperty("scope", out _)); // it would say that the key holds it
        }

        foreach (var wanted in Enum.GetValues<SuspectReason>().Select(SuspectWords.Of))
        {
            var listed = (await host.GetAsync($"{path}&reason={wanted}")).Json.GetProperty("items").EnumerateArray().ToList();
            Assert.All(listed, one => Assert.Equal(wanted, Text(one, "reason")));
            Assert.Equal(wanted == reason, listed.Exists(one => Text(one, "id") == report.Id.ToString()));
        }

        foreach (var stranger in new[] { "licensee-willow", "member-lantern", "alliance" })
        {
            Assert.Empty((await host.GetAsync(path, token: await ApiKeyAsync(stranger))).Json.GetProperty("items").EnumerateArray());
        }

        Assert.Equal("record-unknown", (await host.GetAsync($"/api/v1/usage-reports/{report.Id}")).Code);
    }

    private async Task<string> ApiKeyAsync(string name) => (await File.ReadAllTextAsync(host.ApiKeyFile(name))).Trim();

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
