// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary><c>ledger promise prove</c> against a host and its chain, and <c>ledger evidence verify</c> over what it and others made.</summary>
[Collection(HostCollection.Name)]
public sealed class PromiseTests(HostFixture host)
{
    private const string Overdue = "promise-overdue.json";
    private const string Late = "promise-late.json";

    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_promise_is_proven_kept_by_the_hosts_chain_and_the_records_proof()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var party = license.GetProperty("licensee").GetString()!;
        var receipt = await _walk.RecordAsync(SomeRecords.Opening(license, await _walk.RecentBlockAsync()), party);
        await File.WriteAllTextAsync(folder.File("receipt.json"), receipt.GetRawText());
        var id = receipt.GetProperty("recordId").GetString();
        await Eventually.IsTrueAsync(async () => (await LedgerAsync($"record proof {id}")).ExitCode == 0, "The record is anchored.");
        await File.WriteAllTextAsync(folder.File("proof.json"), (await LedgerAsync($"record proof {id} --json")).Out);

        var without = await LedgerAsync($"promise prove {folder.File("receipt.json")} --output {folder.File("none.json")} --json");
        Assert.Equal((1, "promise-proof-wanted"), (without.ExitCode, without.Json.GetProperty("code").GetString()));
        Assert.False(File.Exists(folder.File("none.json")));

        var line = $"promise prove {folder.File("receipt.json")} --proof {folder.File("proof.json")} --output {folder.File("kept.json")}";
        var made = await LedgerAsync(line + " --json");
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Equal("kept", made.Json.GetProperty("shows").GetString());
        Assert.Equal(2, (await LedgerAsync(line)).ExitCode); // an existing file is not overwritten

        var trusted = string.Concat(made.Json.GetProperty("blocks").EnumerateArray().Select(block => $" --trusted-block {block}"));
        var pool = license.GetProperty("pool").GetString();
        var judged = await LedgerAsync($"evidence verify {folder.File("kept.json")} --pool {pool}{trusted}");
        Assert.True(judged.ExitCode == 0, judged.Out);
        Assert.Contains("Kept:", judged.Out, StringComparison.Ordinal);
        Assert.Equal(4, (await LedgerAsync($"evidence verify {folder.File("kept.json")}")).ExitCode);
        Assert.Equal(1, (await LedgerAsync($"evidence verify {folder.File("kept.json")} --pool 0x{new string('1', 64)}{trusted}")).ExitCode);
    }

    [Theory]
    [InlineData(Overdue, "overdue", "未兑现")]
    [InlineData(Late, "late", "未兑现")]
    public async Task A_broken_promise_is_told_in_both_languages_to_whoever_trusts_its_blocks(string name, string shows, string chinese)
    {
        var file = Vector(name);
        var trusted = $" --trusted-block {LastBlock(file)}";
        var run = await LedgerAsync($"evidence verify {file}{trusted} --json");
        Assert.Equal((0, "broken", shows), (run.ExitCode, run.Json.GetProperty("verdict").GetString(), run.Json.GetProperty("shows").GetString()));
        Assert.All(run.Json.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("ok").GetBoolean()));
        var english = await LedgerAsync($"evidence verify {file}{trusted}");
        Assert.Contains("Broken: the host did not do what its log key signed.", english.Out, StringComparison.Ordinal);
        Assert.Contains(chinese, (await LedgerAsync($"evidence verify {file}{trusted} --lang zh-CN")).Out, StringComparison.Ordinal);

        var unconfirmed = await LedgerAsync($"evidence verify {file} --json");
        Assert.Equal((4, "unconfirmed", shows), (unconfirmed.ExitCode, unconfirmed.Json.GetProperty("verdict").GetString(), unconfirmed.Json.GetProperty("shows").GetString()));
        Assert.Contains("据这些区块：承诺未兑现", (await LedgerAsync($"evidence verify {file} --lang zh-CN")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_proves_nothing_and_says_where()
    {
        using var folder = new TemporaryFolder();
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Vector(Overdue)))!;
        json["promise"]!["index"] = 4;
        await File.WriteAllTextAsync(folder.File("changed.json"), json.ToJsonString());
        var run = await LedgerAsync($"evidence verify {folder.File("changed.json")} --trusted-block {LastBlock(Vector(Overdue))} --json");
        Assert.Equal((1, "invalid", JsonValueKind.Null), (run.ExitCode, run.Json.GetProperty("verdict").GetString(), run.Json.GetProperty("shows").ValueKind));
        Assert.Equal(("file", "promise-unreadable"), (run.Json.GetProperty("steps")[0].GetProperty("name").GetString(), run.Json.GetProperty("steps")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_holds_no_promise_and_what_is_no_node_is_said()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("other.json"), "{\"promise\":{}}");
        var none = await LedgerAsync($"promise prove {folder.File("other.json")} --output {folder.File("out.json")} --lang zh-CN");
        Assert.Equal((2, true), (none.ExitCode, none.Error.Contains("没有带签名的承诺", StringComparison.Ordinal)));
        var license = await _walk.LicenseAsync();
        var receipt = await _walk.RecordAsync(SomeRecords.Opening(license, await _walk.RecentBlockAsync()), license.GetProperty("licensee").GetString()!);
        await File.WriteAllTextAsync(folder.File("receipt.json"), receipt.GetRawText());
        Assert.Equal(2, (await LedgerAsync($"promise prove {folder.File("receipt.json")} --output {folder.File("out.json")} --node ftp://somewhere")).ExitCode);
        Assert.Equal(3, (await LedgerAsync($"promise prove {folder.File("receipt.json")} --output {folder.File("out.json")} --node http://127.0.0.1:9")).ExitCode);
        var beyond = await LedgerAsync($"promise prove {folder.File("receipt.json")} --output {folder.File("out.json")} --block 99999999 --json");
        Assert.Equal((1, "promise-not-on-chain"), (beyond.ExitCode, beyond.Json.GetProperty("code").GetString()));
    }

    private static string Vector(string name) => Path.Combine(AppContext.BaseDirectory, "vectors", name);

    /// <summary>The block that the file's state is of: all others shown are linked to it.</summary>
    private static string LastBlock(string file) => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("state").GetProperty("block").GetString()!;

    private Task<Run> LedgerAsync(string line) => Run.LedgerAsync($"{line} --url {host.Url}", host.Environment());
}
