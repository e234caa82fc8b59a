// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Signing;
using Ledger.Cli.Tests.Support;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>What came with a record: lines erased by the command, evidence; and what an auditor is told who gets the demand, the evidence, another one, or none.</summary>
[Collection(HostCollection.Name)]
public sealed class ErasedAuditTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task Erased_lines_are_counted_by_their_demand_and_one_that_is_forged_or_not_there_is_named()
    {
        var license = await _walk.LicenseAsync();
        var pool = license.GetProperty("pool").GetString()!;
        var licensee = NameOf(license.GetProperty("licensee").GetString()!);
        var taken = await host.PostAsync("/api/v1/usage-reports", await _walk.ReportAsync(SomeRecords.Salt(), lines: 2));
        var report = taken.Json.GetProperty("reportId").GetString()!;
        var early = await AsAsync(licensee, $"record erase {report} --reason done --key-file {KeyFile(licensee)}");
        Assert.Contains("erasure-not-theirs", early.Error, StringComparison.Ordinal);
        Run erased = null!;
        await Eventually.IsTrueAsync(
            async () =>
            {
                erased = await AsAsync("administrator", $"record erase {report} --reason licensee-asked --key-file {KeyFile("administrator")} --json");
                Assert.True(erased.ExitCode is 0 || erased.Error.Contains("record-not-final", StringComparison.Ordinal), erased.Error);
                return erased.ExitCode == 0;
            },
            "A final checkpoint passes the report.");

        var audit = await LedgerAsync($"audit log --pool {pool} --json");
        Assert.True(audit.ExitCode == 0, audit.Error + audit.Out);
        Assert.True(audit.Json.GetProperty("erased").GetInt32() >= 1, audit.Out);
        Assert.Contains("签署的请求", (await LedgerAsync($"audit log --pool {pool} --lang zh-CN")).Out, StringComparison.Ordinal);
        Assert.Contains("licensee-asked", (await AsAsync(licensee, $"usage show {report}")).Out, StringComparison.Ordinal);
        Assert.Contains("record-erased", (await AsAsync(licensee, $"usage lines {report}")).Error, StringComparison.Ordinal);
        Assert.Contains("record-erased", (await AsAsync(licensee, $"record signed {report} --output nowhere.json")).Error, StringComparison.Ordinal);
        Assert.Contains("record-erased", (await AsAsync(licensee, $"usage lines {report} --csv nowhere.csv")).Error, StringComparison.Ordinal);
        Assert.Contains("(erased)", (await AsAsync(licensee, "trace lines --product Nothing")).Out, StringComparison.Ordinal);

        var domain = await _walk.UsageDomainAsync();
        var other = host.DemoKeys.First(key => key.Party is { } party && party.Value.ToString() != erased.Json.GetProperty("erased").GetProperty("erasure").GetProperty("party").GetString());
        await NamedAsync(pool, report, "log-erasure-other", (leaf, demand) => leaf["erased"]!["erasure"] = Of(demand with { Reason = "another" }));
        await NamedAsync(pool, report, "log-erasure-other", (leaf, demand) => Sign(leaf, demand with { Party = other.Party!.Value }, other));
        await NamedAsync(pool, report, "log-erasure-other", (leaf, demand) => Sign(leaf, demand, other));
        await NamedAsync(pool, report, "log-erasure-other", (leaf, demand) => Sign(leaf, demand with { Record = new RecordId(SomeRecords.Salt()) }, _walk.KeyOf(demand.Party.Value.ToString())));
        await NamedAsync(pool, report, "log-erasure-other", (leaf, _) => leaf["lines"] = new JsonArray());
        await NamedAsync(pool, report, "log-lines-other", (leaf, _) => leaf["erased"] = null);

        void Sign(JsonObject leaf, RecordErasure demand, Chain.Keys.KeyFile key)
        {
            leaf["erased"]!["erasure"] = Of(demand);
            leaf["erased"]!["signature"] = key.Signer.Sign(demand.Digest(domain)).ToString();
        }
    }

    [Fact]
    public async Task Evidence_that_an_observation_does_not_commit_to_is_named()
    {
        var pool = (await _walk.PoolAsync()).GetProperty("id").GetString()!;
        var seen = await _walk.ObservationAsync("Evidence audit", evidence: [new EvidenceItem(EvidenceSource.Shipment, "freight bill", SomeRecords.Salt(), 0, "", SomeRecords.Salt())]);
        var taken = await host.PostAsync("/api/v1/observations", seen);
        Assert.True(taken.Status == 201, taken.Text);
        var record = taken.Json.GetProperty("observationId").GetString()!;
        var audit = await LedgerAsync($"audit log --pool {pool} --json");
        Assert.True(audit.ExitCode == 0, audit.Error + audit.Out);
        await LeafNamedAsync(pool, record, "log-evidence-other", leaf => leaf["evidence"]![0]!["content"] = SomeRecords.Salt().ToString());
        await LeafNamedAsync(pool, record, "log-evidence-other", leaf => leaf["evidence"]![0]!["name"] = 7);
        await LeafNamedAsync(pool, record, "log-evidence-other", leaf => leaf["evidence"] = new JsonArray());
    }

    private static JsonNode Of(RecordErasure demand) => JsonNode.Parse(RecordSigning.MessageOf(demand).GetRawText())!;

    private Task NamedAsync(string pool, string report, string code, Action<JsonObject, RecordErasure> lie) => LeafNamedAsync(
        pool, report, code, leaf => lie(leaf, TypedDataJson.ReadMessage<RecordErasure>(JsonElement.Parse(leaf["erased"]!["erasure"]!.ToJsonString()), "")));

    /// <summary>Has the audit name the one leaf that a host on the way changed.</summary>
    private async Task LeafNamedAsync(string pool, string report, string code, Action<JsonObject> lie)
    {
        await using var liar = await LyingHost.StartAsync(host.Url, text => !text.StartsWith("{\"epoch\":", StringComparison.Ordinal) ? text : string.Concat(
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Contains($"\"record\":\"{report}\",\"kind\"", StringComparison.Ordinal) ? Changed(line, lie) + '\n' : line + '\n')));
        var run = await LedgerAsync($"audit log --pool {pool} --json", liar.Url);
        Assert.True(run.ExitCode == 1, code + run.Error + run.Out);
        var finding = Assert.Single(run.Json.GetProperty("findings").EnumerateArray());
        Assert.Equal((code, report), (finding.GetProperty("code").GetString(), finding.GetProperty("record").GetString()));
    }

    private static string Changed(string line, Action<JsonObject> lie)
    {
        var leaf = JsonNode.Parse(line)!.AsObject();
        lie(leaf);
        return leaf.ToJsonString();
    }

    private string NameOf(string party) => Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(Path.Combine(host.DataDirectory, "keys", "demo"), "*.json")
        .First(file => Chain.Keys.KeyFile.Read(file).Party?.Value.ToString() == party));

    private string KeyFile(string party) => Path.Combine(host.DataDirectory, "keys", "demo", party + ".json");

    private Task<Run> AsAsync(string party, string line) => Run.LedgerAsync(
        $"{line} --url {host.Url}",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["LEDGER_API_KEY_FILE"] = Path.Combine(host.DataDirectory, "keys", "demo", party + ".apikey") });

    private Task<Run> LedgerAsync(string line, string? url = null) => Run.LedgerAsync($"{line} --url {url ?? host.Url.ToString()}", host.Environment());
}
