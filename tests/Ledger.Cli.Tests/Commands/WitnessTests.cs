// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Ledger.Application.Tests.World;
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
    public async Task A_traced_report_shows_how_many_witnessed_its_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var report = (await host.PostAsync("/api/v1/usage-reports", await _walk.ReportAsync(SomeRecords.Salt()))).Json.GetProperty("reportId").GetString();
        await Eventually.IsTrueAsync(async () => (await host.GetAsync($"/api/v1/usage-reports/{report}/proof")).Status == 200, "The report is anchored."); // its stream's opening may be so before it
        var (_, line) = await AnchoredAsync(folder);
        Assert.Equal(0, (await LedgerAsync(line)).ExitCode);

        var witnesses = (await LedgerAsync($"trace report {report} --json")).Json.GetProperty("checkpoint").GetProperty("witnesses");
        var traced = await LedgerAsync($"trace report {report} --lang en");
        var chinese = await LedgerAsync($"trace report {report} --lang zh-CN");

        var (count, later) = (witnesses.GetProperty("count").GetInt32(), witnesses.GetProperty("later").GetInt32());
        Assert.True(count + later > 0, witnesses.ToString());
        Assert.Contains(traced.Out.Split('\n'), text => text.StartsWith("witnesses ", StringComparison.Ordinal)
            && text.EndsWith(later == 0 ? $"  {count}" : $"  {count} (and {later} of a longer one)", StringComparison.Ordinal));
        Assert.Contains("见证数", chinese.Out, StringComparison.Ordinal);
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
    public async Task Evidence_of_another_fork_at_the_same_sizes_lies_beside_the_first_and_the_same_fork_leaves_it_once()
    {
        using var folder = new TemporaryFolder();
        var (_, line) = await AnchoredAsync(folder);
        Assert.Equal(0, (await LedgerAsync(line)).ExitCode);
        var first = await SeeAnotherRootAsync();
        var bytes = await File.ReadAllBytesAsync(first);
        var second = await SeeAnotherRootAsync();
        var found = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await Eventually.IsTrueAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() > found), "Another second begins.");

        var again = (await LedgerAsync(line + " --json")).Json.GetProperty("evidence").GetString();

        Assert.Equal(first[..^".json".Length] + "-2.json", second);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(first));
        Assert.Equal((second, 3), (again, folder.Names().Count())); // its memory, and two forks

        async Task<string> SeeAnotherRootAsync()
        {
            var memory = await SeenAsync(folder);
            memory["root"] = SomeRecords.Salt().ToString();
            await File.WriteAllTextAsync(folder.File("state.json"), memory.ToJsonString());
            return (await LedgerAsync(line + " --json")).Json.GetProperty("evidence").GetString()!;
        }
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

    [Fact]
    public async Task A_node_that_lacks_a_block_for_once_is_asked_again_and_the_witness_goes_on()
    {
        using var folder = new TemporaryFolder();
        var (_, line) = await AnchoredAsync(folder);
        Assert.Equal(0, (await LedgerAsync(line)).ExitCode);
        var seen = await SeenAsync(folder);
        var lies = 0;
        await using var liar = await LyingHost.StartAsync(host.Url, text => IsBlock(text, seen) && lies++ == 0 ? Answer("null") : text);

        var run = await LedgerAsync(line, liar.Url);

        Assert.True(run.ExitCode == 4, run.Out + run.Error);
        Assert.Single(folder.Names()); // its memory: nobody is accused
        Assert.Equal(0, (await LedgerAsync(line, liar.Url)).ExitCode);
        Assert.True(lies > 1);
    }

    [Fact]
    public async Task Another_block_is_held_against_the_chain_at_the_second_look_and_not_before_the_nodes_next_block()
    {
        using var folder = new TemporaryFolder();
        var (pool, line) = await AnchoredAsync(folder);
        Assert.Equal(0, (await LedgerAsync(line)).ExitCode);
        var seen = await SeenAsync(folder);
        await using var elsewhere = await DevelopmentNode.StartAsync();
        var number = Quantity(seen["block"]!);
        await elsewhere.MineAsync(Convert.ToInt32(number, 16) + 1);
        var other = await AskAsync(elsewhere.Url, number);
        await using var liar = await LyingHost.StartAsync(host.Url, text => IsBlock(text, seen) ? Answer(other) : text);

        var first = await LedgerAsync(line, liar.Url);
        Assert.True(first.ExitCode == 4, first.Out + first.Error);
        Assert.Contains("may be a node on another branch", first.Error, StringComparison.Ordinal);
        Assert.Contains("位于另一分支", (await LedgerAsync(line + " --lang zh-CN", liar.Url)).Error, StringComparison.Ordinal);
        Assert.Single(folder.Names());
        await AnchorMoreAsync(pool);

        var second = await LedgerAsync(line + " --json", liar.Url);

        Assert.True(second.ExitCode == 1, second.Out + second.Error);
        Assert.Equal("chain-rewritten", second.Json.GetProperty("code").GetString());
        var evidence = second.Json.GetProperty("evidence").GetString()!;
        var judged = await LedgerAsync($"evidence verify {evidence} --json");
        Assert.Equal((4, "open"), (judged.ExitCode, judged.Json.GetProperty("verdict").GetString()));
        Assert.All(judged.Json.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("ok").GetBoolean(), step.ToString()));
        Assert.Single(JsonNode.Parse(await File.ReadAllTextAsync(evidence))!["facts"]!.AsArray());
        Assert.Equal("ours", (await LedgerAsync($"evidence verify {evidence} --json --trusted-block {seen["blockHash"]}")).Json.GetProperty("verdict").GetString());
        Assert.Equal(1, (await LedgerAsync(line + " --every 1h --lang zh-CN", liar.Url)).ExitCode); // it ends for good
        Assert.Equal(0, (await LedgerAsync(line)).ExitCode); // the true host has the block, and the doubt is gone
        Assert.Null((await SeenAsync(folder))["doubt"]);
    }

    [Fact]
    public async Task A_host_that_lags_is_accused_only_when_it_still_has_no_proof_after_another_block()
    {
        using var folder = new TemporaryFolder();
        var (pool, line) = await AnchoredAsync(folder);
        Assert.Equal(0, (await LedgerAsync(line)).ExitCode);
        await AnchorMoreAsync(pool);
        await using var liar = await LyingHost.StartAsync(
            host.Url, text => text.Contains("\"fromRoot\"", StringComparison.Ordinal) ? """{"code":"log-range-invalid"}""" : text, refuse: text => text.Contains("\"fromRoot\"", StringComparison.Ordinal));

        Assert.Equal(4, (await LedgerAsync(line, liar.Url)).ExitCode);
        Assert.Equal(0, (await LedgerAsync(line)).ExitCode);
        await AnchorMoreAsync(pool);
        Assert.Equal(4, (await LedgerAsync(line, liar.Url)).ExitCode); // the doubt of before was settled
        await AnchorMoreAsync(pool);
        var run = await LedgerAsync(line + " --json", liar.Url);

        Assert.True(run.ExitCode == 1, run.Out + run.Error);
        Assert.Equal(4, (await LedgerAsync($"evidence verify {run.Json.GetProperty("evidence").GetString()}")).ExitCode);
    }

    private static async Task<JsonNode> SeenAsync(TemporaryFolder folder) => JsonNode.Parse(await File.ReadAllTextAsync(folder.File("state.json")))!;

    /// <summary>Whether an answer is the block that was seen.</summary>
    private static bool IsBlock(string text, JsonNode seen) =>
        text.Contains("\"parentHash\"", StringComparison.Ordinal) && text.Contains($"\"hash\":\"{seen["blockHash"]}\"", StringComparison.Ordinal);

    private static string Answer(string result) => $$"""{"jsonrpc":"2.0","id":1,"result":{{result}}}""";

    private static string Quantity(JsonNode number) => $"0x{ulong.Parse(number.ToString(), System.Globalization.CultureInfo.InvariantCulture):x}";

    private static async Task<string> AskAsync(Uri node, string number)
    {
        using var client = new HttpClient();
        using var body = new StringContent($$"""{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["{{number}}",false]}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(node, body);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["result"]!.ToJsonString();
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
