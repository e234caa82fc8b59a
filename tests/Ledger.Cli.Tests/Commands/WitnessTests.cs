// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class WitnessTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_witness_goes_on_from_what_it_saw_and_its_count_shows_beside_the_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var (pool, line) = await AnchoredAsync(folder);
        var first = await LedgerAsync(line);
        Assert.True(first.ExitCode == 0, first.Error);
        var size = await AnchorMoreAsync(pool);
        var second = await LedgerAsync(line + " --json");
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.True(second.Json.GetProperty("typedData").GetProperty("message").GetProperty("size").GetInt64() >= size);
        Assert.Equal(0, (await LedgerAsync(line + " --lang zh-CN")).ExitCode);
        var shown = await LedgerAsync($"pool checkpoints {pool} --json");
        Assert.True(shown.Json.GetProperty("items")[0].GetProperty("witnesses").GetProperty("count").GetInt32() >= 1);
        Assert.Equal(0, (await LedgerAsync($"pool witnesses {pool}")).ExitCode);
    }

    [Fact]
    public async Task A_witness_that_is_shown_a_rewritten_log_refuses_and_leaves_evidence()
    {
        using var folder = new TemporaryFolder();
        var (_, line) = await AnchoredAsync(folder);
        Assert.Equal(0, (await LedgerAsync(line)).ExitCode);
        var state = folder.File("state.json");
        // What it saw once was another log: of the same size, with another root, and signed by the same key, as far as the file goes.
        var memory = JsonNode.Parse(await File.ReadAllTextAsync(state))!;
        memory["root"] = SomeRecords.Salt().ToString();
        await File.WriteAllTextAsync(state, memory.ToJsonString());

        var run = await LedgerAsync(line + " --json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("log-rewritten", run.Json.GetProperty("code").GetString());
        Assert.Equal(1, (await LedgerAsync(line + " --every 1h --lang zh-CN")).ExitCode);
        Assert.Equal(memory.ToJsonString(), await File.ReadAllTextAsync(state));
        // The root was made up here, so no log key signed it: the evidence says just that.
        var judged = await LedgerAsync($"evidence verify {run.Json.GetProperty("evidence").GetString()} --json");
        Assert.Equal(1, judged.ExitCode);
        Assert.Contains("divergence-signed-wrong", judged.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_that_the_host_changed_is_refused_and_the_evidence_is_open()
    {
        using var folder = new TemporaryFolder();
        var (pool, line) = await AnchoredAsync(folder);
        Assert.Equal(0, (await LedgerAsync(line)).ExitCode);
        await AnchorMoreAsync(pool);
        await using var liar = await LyingHost.StartAsync(host.Url, text => text.Contains("\"fromRoot\"", StringComparison.Ordinal)
            ? text.Replace("\"path\":[\"0x", "\"path\":[\"0x" + new string('0', 64) + "\",\"0x", StringComparison.Ordinal)
            : text);

        var run = await LedgerAsync(line + " --json", liar.Url);

        Assert.Equal(1, run.ExitCode);
        var judged = await LedgerAsync($"evidence verify {run.Json.GetProperty("evidence").GetString()}");
        Assert.True(judged.ExitCode == 4, judged.Out + judged.Error);
        Assert.Equal(0, (await LedgerAsync(line)).ExitCode); // the true host has the proof
    }

    [Fact]
    public async Task A_host_that_shows_none_of_the_chains_checkpoints_is_a_fault_and_no_accusation()
    {
        using var folder = new TemporaryFolder();
        var (_, line) = await AnchoredAsync(folder);
        await using var liar = await LyingHost.StartAsync(host.Url, text => text.Replace("\"oldSize\":", "\"size\":1,\"oldSize\":", StringComparison.Ordinal)
            .Replace("\"txHash\":\"0x", "\"txHash\":\"0x0", StringComparison.Ordinal).Replace("\"root\":\"0x", "\"root\":\"0x0", StringComparison.Ordinal));
        Assert.NotEqual(0, (await LedgerAsync(line, liar.Url)).ExitCode);
        Assert.False(File.Exists(folder.File("state.json")));
        Assert.Equal(2, (await LedgerAsync(line + " --every often")).ExitCode);
    }

    /// <summary>A pool whose log has a checkpoint, and the command of a witness of its own file.</summary>
    private async Task<(string Pool, string Line)> AnchoredAsync(TemporaryFolder folder)
    {
        var license = await _walk.LicenseAsync();
        var pool = license.GetProperty("pool").GetString()!;
        await AnchorMoreAsync(pool);
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        return (pool, $"witness --pool {pool} --state {folder.File("state.json")} --key-file {key}");
    }

    private async Task<long> AnchorMoreAsync(string pool)
    {
        var before = await SizeAsync(pool);
        var license = await _walk.LicenseAsync();
        await _walk.RecordAsync(SomeRecords.Opening(license, await _walk.RecentBlockAsync()), license.GetProperty("licensee").GetString()!);
        await Eventually.IsTrueAsync(async () => await SizeAsync(pool) > before, "The log is anchored.");
        return await SizeAsync(pool);
    }

    private async Task<long> SizeAsync(string pool)
    {
        var items = (await host.GetAsync($"/api/v1/pools/{pool}/checkpoints?limit=1")).Json.GetProperty("items");
        return items.GetArrayLength() == 0 ? 0 : items[0].GetProperty("size").GetInt64();
    }

    private Task<Run> LedgerAsync(string line, string? url = null) => Run.LedgerAsync($"{line} --url {url ?? host.Url.ToString()}", host.Environment());
}
