// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Access;

/// <summary>Every kind of caller, and one object of each kind with an owner.</summary>
internal sealed class AccessWorld(HostFixture host)
{
    private readonly Walk _walk = new(host);
    private readonly Dictionary<string, string> _objects = new(StringComparer.Ordinal);

    public Dictionary<string, string> Tokens { get; } = new(StringComparer.Ordinal);

    public string License => _objects["license"];

    public string Party => _objects["licensee"];

    /// <summary>The id that stands for a path's <c>{id}</c>.</summary>
    public string IdFor(string path) => path switch
    {
        _ when path.Contains("/proposals/", StringComparison.Ordinal) => _objects["proposal"],
        _ when path.Contains("/operations/", StringComparison.Ordinal) => _objects["export"],
        _ when path.Contains("/usage-reports/", StringComparison.Ordinal) => _objects["report"],
        _ when path.Contains("/records/", StringComparison.Ordinal) || path.Contains("/graph/", StringComparison.Ordinal) => _objects["report"],
        _ when path.Contains("/streams/", StringComparison.Ordinal) => _objects["stream"],
        _ when path.Contains("/alerts/", StringComparison.Ordinal) => _objects["alert"],
        _ when path.Contains("/matters/", StringComparison.Ordinal) => _objects["matter"],
        _ when path.Contains("/exports/", StringComparison.Ordinal) => _objects["export"],
        _ when path.Contains("/documents/", StringComparison.Ordinal) => _objects["document"],
        _ when path.Contains("/licenses/", StringComparison.Ordinal) => _objects["license"],
        _ when path.Contains("/parties/", StringComparison.Ordinal) => _objects["licensee"],
        _ when path.Contains("/pools/", StringComparison.Ordinal) => _objects["pool"],
        _ => "0x0000000000000000000000000000000000000000000000000000000000000001",
    };

    public static async Task<AccessWorld> MakeAsync(HostFixture host)
    {
        var world = new AccessWorld(host);
        await world.MakeKeysAsync();
        await world.MakeObjectsAsync();
        return world;
    }

    /// <summary>A party's demand that the document be erased, signed so long ago that it is refused only once everything else is in order.</summary>
    public async Task<ErasureRequest> OldErasureAsync(string by = "administrator")
    {
        var file = KeyFile.Read(Path.Combine(host.DataDirectory, "keys", "demo", by + ".json"));
        var erasure = new Erasure(Hash32.Parse(_objects["document"]), file.Party!.Value, "Old", 1_700_000_000, SomeRecords.Salt());
        return new ErasureRequest(SomeRecords.Message(erasure), file.Signer.Address, file.Signer.Sign(erasure.Digest(await _walk.UsageDomainAsync())).ToString());
    }

    /// <summary>The administrator's demand that the report's lines be erased, as old.</summary>
    public async Task<ErasureRequest> OldRecordErasureAsync()
    {
        var file = KeyFile.Read(Path.Combine(host.DataDirectory, "keys", "demo", "administrator.json"));
        var erasure = new RecordErasure(new RecordId(Hash32.Parse(_objects["report"])), file.Party!.Value, "Old", 1_700_000_000, SomeRecords.Salt());
        return new ErasureRequest(SomeRecords.Message(erasure), file.Signer.Address, file.Signer.Sign(erasure.Digest(await _walk.UsageDomainAsync())).ToString());
    }

    private async Task MakeKeysAsync()
    {
        (string Caller, string Name)[] demo =
        [
            ("administrator", "administrator"), ("licensor", "member-lantern"), ("licensee", "licensee-harbor"), ("other licensee", "licensee-willow"),
            ("auditor", "working-group"), ("dispute", "alliance"),
        ];
        foreach (var (caller, name) in demo)
        {
            Tokens[caller] = (await File.ReadAllTextAsync(host.ApiKeyFile(name))).Trim();
        }

        Tokens["nobody"] = "";
        Tokens["somebody else"] = "ledger_" + new string('0', 64);
        Tokens["operator"] = (await File.ReadAllTextAsync(host.OperatorKeyFile)).Trim();
        var administrator = PartyOf("administrator");
        var pool = (await _walk.PoolAsync()).GetProperty("id").GetString()!;
        _objects["pool"] = pool;
        object[] own = [new { pool, role = "administrator" }];
        Tokens["revoked"] = await MakeKeyAsync(new { label = "to be revoked", party = administrator, roles = own }, revoke: true);
        Tokens["writer only"] = await MakeKeyAsync(new { label = "reports only", party = administrator, roles = own, scopes = new[] { "report" } });
        Tokens["reader only"] = await MakeKeyAsync(new { label = "reads only", party = administrator, roles = own, scopes = new[] { "read" } });
        Tokens["no role"] = await MakeKeyAsync(new { label = "no role", party = PartyOf("member-northstar") });
        Tokens["elsewhere"] = await MakeKeyAsync(new
        {
            label = "administrates another pool",
            party = PartyOf("member-northstar"),
            roles = new[] { new { pool = await MakePoolAsync(), role = "administrator" } },
        });
    }

    private async Task<string> MakeKeyAsync(object request, bool revoke = false)
    {
        var made = await host.PostAsync("/api/v1/api-keys", request, token: Tokens["operator"]);
        Assert.True(made.Status == 201, made.Text);
        if (revoke)
        {
            var revoked = await host.SendAsync(HttpMethod.Delete, $"/api/v1/api-keys/{made.Json.GetProperty("id").GetString()}", null, token: Tokens["operator"]);
            Assert.Equal("revoked", revoked.Json.GetProperty("state").GetString());
        }

        return made.Json.GetProperty("token").GetString()!;
    }

    /// <summary>A second pool, which a member of the first one administrates.</summary>
    private async Task<string> MakePoolAsync()
    {
        var proposal = await host.PostAsync("/api/v1/proposals", new
        {
            kind = "PoolCharter",
            message = new { governance = 0, administrator = PartyOf("member-northstar"), founders = new[] { PartyOf("alliance") } },
        });
        Assert.True(proposal.Status == 201, proposal.Text);
        var id = proposal.Json.GetProperty("id").GetString()!;
        await _walk.SignAllAsync(proposal.Json);
        await Eventually.IsTrueAsync(async () => (await host.GetAsync($"/api/v1/pools/{id}")).Status == 200, "The second pool is formed.");
        return id;
    }

    private async Task MakeObjectsAsync()
    {
        var harbor = PartyOf("licensee-harbor");
        var license = (await host.GetAsync($"/api/v1/licenses?licensee={harbor}")).Json.GetProperty("items")[0];
        _objects["license"] = license.GetProperty("id").GetString()!;
        _objects["licensee"] = harbor;
        _objects["document"] = (await host.GetAsync($"/api/v1/documents?license={License}", token: Tokens["licensee"])).Json.GetProperty("items").EnumerateArray()
            .Single(document => document.GetProperty("kind").GetString() is "license-terms").GetProperty("root").GetString()!;
        _objects["proposal"] = (await _walk.ProposeToAsync(license)).GetProperty("id").GetString()!;
        var report = await host.PostAsync("/api/v1/usage-reports", await _walk.ReportAsync(SomeRecords.Salt(), of: license), token: Tokens["licensee"]);
        Assert.True(report.Status == 201, report.Text);
        _objects["report"] = report.Json.GetProperty("reportId").GetString()!;
        _objects["stream"] = (await host.GetAsync($"/api/v1/streams?reporter={harbor}")).Json.GetProperty("items")[0].GetProperty("id").GetString()!;
        var seen = await host.PostAsync("/api/v1/observations", await _walk.ObservationAsync("Nobody's boxes " + SomeRecords.Salt()));
        Assert.True(seen.Status == 201, seen.Text);
        var alerts = (await host.GetAsync("/api/v1/alerts?limit=500")).Json.GetProperty("items").EnumerateArray();
        _objects["alert"] = alerts.Single(one => one.GetProperty("records")[0].GetProperty("record").GetString() == seen.Json.GetProperty("observationId").GetString())
            .GetProperty("id").GetString()!;
        _objects["matter"] = Text(await host.PostAsync("/api/v1/matters", new { title = "Theirs", license = License }, token: Tokens["dispute"]), "id");
        _objects["export"] = Text(await host.PostAsync($"/api/v1/matters/{_objects["matter"]}/exports", "{}", token: Tokens["dispute"]), "id");
        await Eventually.IsTrueAsync(
            async () => (await host.GetAsync($"/api/v1/usage-reports/{_objects["report"]}/proof")).Status == 200, "The report is anchored.");
    }

    private string PartyOf(string name) => KeyFile.Read(Path.Combine(host.DataDirectory, "keys", "demo", name + ".json")).Party!.Value.Value.ToString();

    private static string Text(Answered answer, string name)
    {
        Assert.True(answer.Status is 201 or 202, answer.Text);
        return answer.Json.GetProperty(name).GetString()!;
    }
}
