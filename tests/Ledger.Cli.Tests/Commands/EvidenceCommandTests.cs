// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Tests.Support;
using Ledger.Evidence.Bundles;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class EvidenceCommandTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_bundle_is_exported_once_and_verified_with_the_network_off()
    {
        using var folder = new TemporaryFolder();
        var file = await ExportAsync(folder);
        var blocks = string.Concat(await TrustedAsync(file));

        var unconfirmed = await Run.LedgerAsync($"evidence verify {file} --url http://127.0.0.1:1");
        var confirmed = await Run.LedgerAsync($"evidence verify {file}{blocks} --url http://127.0.0.1:1");
        var again = await LedgerAsync($"evidence export --license {Id(await _walk.LicenseAsync())} --output {file}");

        Assert.Equal(4, unconfirmed.ExitCode);
        Assert.True(confirmed.ExitCode == 0, confirmed.Out);
        Assert.All([Id(await _walk.LicenseAsync()), Id(await _walk.PoolAsync())], id => Assert.Contains(id, confirmed.Out.Split("[ ok ]")[0], StringComparison.Ordinal));
        Assert.Equal(2, again.ExitCode);
    }

    [Fact]
    public async Task A_bundle_of_another_license_or_of_another_deployment_is_not_taken_for_this_one()
    {
        using var folder = new TemporaryFolder();
        var file = await ExportAsync(folder);
        var blocks = string.Concat(await TrustedAsync(file));
        var deployment = folder.Write("deployment.json", (await LedgerAsync("deployment show --json")).Out);
        var contract = (await host.GetAsync("/api/v1/deployment")).Json.GetProperty("eip712").GetProperty("domains").GetProperty("Licenses").GetProperty("verifyingContract").GetString()!;
        var foreign = folder.Write(
            "foreign.json", (await File.ReadAllTextAsync(deployment)).Replace(contract, "0x0000000000000000000000000000000000000001", StringComparison.Ordinal));

        Assert.Equal(1, (await Run.LedgerAsync($"evidence verify {file} --license {SomeRecords.Salt()}")).ExitCode);
        Assert.Equal(0, (await Run.LedgerAsync($"evidence verify {file}{blocks} --pool {Id(await _walk.PoolAsync())}")).ExitCode);
        Assert.Equal(1, (await Run.LedgerAsync($"evidence verify {file}{blocks} --pool {SomeRecords.Salt()}")).ExitCode);
        Assert.Equal(0, (await Run.LedgerAsync($"evidence verify {file}{blocks} --deployment {deployment}")).ExitCode);
        Assert.Equal(1, (await Run.LedgerAsync($"evidence verify {file}{blocks} --deployment {foreign}")).ExitCode);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.35)]
    [InlineData(0.6)]
    [InlineData(0.85)]
    public async Task One_changed_byte_turns_a_step_red_and_names_it(double where)
    {
        using var folder = new TemporaryFolder();
        var file = await ExportAsync(folder);
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[(int)(bytes.Length * where)] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        var english = await Run.LedgerAsync($"evidence verify {file} --lang en");
        var chinese = await Run.LedgerAsync($"evidence verify {file} --lang zh-CN");

        Assert.Equal((1, 1), (english.ExitCode, chinese.ExitCode));
        Assert.Contains("[fail] bundle", english.Out, StringComparison.Ordinal);
        Assert.Contains("[失败] 证据包", chinese.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_over_a_change_of_the_log_key_is_verified_and_its_schedule_is_told()
    {
        using var folder = new TemporaryFolder();
        var first = await AnchoredAsync();
        var pool = await _walk.PoolAsync();
        var epoch = pool.GetProperty("epoch").GetUInt64();
        var proposed = (await host.PostAsync("/api/v1/proposals", new { kind = "LogKeyChange", message = new { pool = pool.GetProperty("id") } })).Json;
        await _walk.SignAsync(proposed, pool.GetProperty("administrator").GetProperty("id").GetString()!);
        await Eventually.IsTrueAsync(async () => (await _walk.PoolAsync()).GetProperty("epoch").GetUInt64() > epoch, "The log key changes.");
        var second = await AnchoredAsync();

        var file = await ExportAsync(folder);
        var run = await Run.LedgerAsync($"evidence verify {file}{string.Concat(await TrustedAsync(file))} --json --url http://127.0.0.1:1");

        Assert.True(run.ExitCode == 0, run.Out);
        var steps = run.Json.GetProperty("steps").EnumerateArray().ToList();
        Assert.All([first, second], report => Assert.Contains(
            steps, step => step.GetProperty("of").GetString() == report && step.GetProperty("code").GetString()!.StartsWith("inclusion-", StringComparison.Ordinal)));
        Assert.Contains(steps, step => step.GetProperty("name").GetString() == "schedule" && step.GetProperty("code").GetString() == "schedule-ok");
        Assert.Contains("[通过] 专利清单", (await Run.LedgerAsync($"evidence verify {file} --lang zh-CN")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_the_chain_does_not_have_is_not_confirmed()
    {
        var id = Id(await _walk.LicenseAsync());
        // The chain behind this host has other blocks than those in the evidence.
        await using var liar = await LyingHost.StartAsync(
            host.Url, text => text.Contains("\"parentHash\"", StringComparison.Ordinal) ? text.Replace("\"hash\":\"0x", "\"hash\":\"0xabc", StringComparison.Ordinal) : text);

        var run = await LedgerAsync($"license verify {id} --json", liar.Url);

        Assert.True(run.ExitCode == 4, run.Out + run.Error);
        Assert.Equal("unconfirmed", run.Json.GetProperty("verdict").GetString());
    }

    /// <summary>A report that a checkpoint covers.</summary>
    private async Task<string> AnchoredAsync()
    {
        var taken = await host.PostAsync("/api/v1/usage-reports", await _walk.ReportAsync(SomeRecords.Salt()));
        Assert.True(taken.Status == 201, taken.Text);
        var id = taken.Json.GetProperty("reportId").GetString()!;
        await Eventually.IsTrueAsync(
            async () => (await host.GetAsync($"/api/v1/usage-reports/{id}/proof")).Status == 200, "The report is anchored.");
        return id;
    }

    private static string Id(System.Text.Json.JsonElement license) => license.GetProperty("id").GetString()!;

    private async Task<string> ExportAsync(TemporaryFolder folder)
    {
        var file = folder.File("bundle.zip");
        var run = await LedgerAsync($"evidence export --license {Id(await _walk.LicenseAsync())} --output {file}");
        Assert.True(run.ExitCode == 0, run.Error);
        return file;
    }

    private static async Task<IEnumerable<string>> TrustedAsync(string file)
    {
        Assert.True(EvidenceBundle.TryRead(await File.ReadAllBytesAsync(file), out var evidence));
        return evidence.Headers.Select(header => $" --trusted-block {Ethereum.Keccak256.Hash(header)}");
    }

    private Task<Run> LedgerAsync(string line) => LedgerAsync(line, host.Url.ToString());

    private Task<Run> LedgerAsync(string line, string url) => Run.LedgerAsync($"{line} --url {url}", host.Environment());
}
