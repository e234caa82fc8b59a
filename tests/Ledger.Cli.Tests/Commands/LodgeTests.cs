// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>What a licensee does whose host does not take his report: he lodges its digest himself.</summary>
[Collection(HostCollection.Name)]
public sealed class LodgeTests(HostFixture host)
{
    private const string Sheet = "product,act,made in,sold in,quantity,net value,currency\nSTB-1,manufacture,CN,,100,,\n";

    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_signed_sheet_that_the_host_did_not_take_is_lodged_and_followed_by_its_body()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var (pool, key) = (license.GetProperty("pool").GetString()!, _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path);
        var (file, options) = (folder.Write("q.csv", Sheet), await OptionsAsync(license, key));
        await using (var silent = await LyingHost.StartAsync(host.Url, text => text, (method, path) => method is "POST" && path is "/api/v1/usage-reports"))
        {
            Assert.Equal(3, (await LedgerAsync($"usage submit {file} {options}", silent.Url)).ExitCode);
        }

        var lodged = await LedgerAsync($"usage lodge {file} --key-file {key} --json");
        Assert.True(lodged.ExitCode == 0, lodged.Error);
        var digest = lodged.Json.GetProperty("digest").GetString()!;
        Assert.Equal(pool, lodged.Json.GetProperty("pool").GetString());
        await Eventually.IsTrueAsync(async () => (await ListAsync(pool, digest)) is [var open] && open.GetProperty("state").GetString() is "open", "The host follows the lodging.");

        var again = await LedgerAsync($"usage lodge {file}.signed.json --key-file {key} --lang zh-CN");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("此前已存证", again.Out, StringComparison.Ordinal);

        var filed = await LedgerAsync($"usage submit {file} {options} --json");
        Assert.True(filed.ExitCode == 0, filed.Error);
        Assert.Equal(digest, filed.Json.GetProperty("reportId").GetString());
        Assert.Equal("followed", Assert.Single(await ListAsync(pool, digest)).GetProperty("state").GetString());
        var block = lodged.Json.GetProperty("block").ToString();
        Assert.Contains($"followed: in block {block} at", (await LedgerAsync($"usage show {digest} --lang en")).Out, StringComparison.Ordinal);
        Assert.Contains($"已按期送达：区块 {block}", (await LedgerAsync($"trace report {digest} --lang zh-CN")).Out, StringComparison.Ordinal);
        Assert.Contains("已按期送达", (await LedgerAsync($"usage lodgings --pool {pool} --digest {digest} --lang zh-CN")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_contract_chain_pool_and_node_named_the_host_is_not_asked()
    {
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var deployment = (await host.GetAsync("/api/v1/deployment")).Json;
        var (pool, chain) = (license.GetProperty("pool").GetString(), deployment.GetProperty("chainId").ToString());
        var usageLog = deployment.GetProperty("eip712").GetProperty("domains").GetProperty("UsageLog").GetProperty("verifyingContract").GetString();
        var digest = SomeRecords.Salt();
        var where = $"--pool {pool} --usage-log {usageLog} --key-file {key} --url http://127.0.0.1:1 --lang en";

        var lodged = await Run.LedgerAsync($"usage lodge {digest} {where} --node {host.Url}rpc --chain-id {chain}");
        Assert.True(lodged.ExitCode == 0, lodged.Error);
        Assert.Contains("It proves that this digest existed by then", lodged.Out, StringComparison.Ordinal);

        var other = await Run.LedgerAsync($"usage lodge {SomeRecords.Salt()} {where} --node {host.Url}rpc --chain-id 1");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("lodging-chain-other", other.Error, StringComparison.Ordinal);
        var nowhere = await Run.LedgerAsync($"usage lodge {SomeRecords.Salt()} {where} --node http://127.0.0.1:1 --chain-id {chain}");
        Assert.Equal(3, nowhere.ExitCode);
        Assert.Contains("lodging-node-failed", nowhere.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.json", "no file and no id")]
    [InlineData("DRAFT", "was not signed yet")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000001", "--pool")]
    public async Task What_cannot_be_lodged_is_a_wrong_use_with_a_sentence(string what, string sentence)
    {
        using var folder = new TemporaryFolder();
        var run = await LedgerAsync($"usage lodge {what.Replace("DRAFT", folder.Write("q.csv", Sheet), StringComparison.Ordinal)} --lang en");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_record_that_is_no_report_is_said_to_be_one_whether_kept_or_given()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var opened = await LedgerAsync($"stream open --pool {license.GetProperty("pool").GetString()} --name Plant-{SomeRecords.Salt()} --key-file {key} --json");
        var (id, draft) = (opened.Json.GetProperty("recordId").GetString(), folder.Write("opening.json", "{}"));
        Assert.Equal(0, (await LedgerAsync($"record signed {id} --output {draft}.signed.json")).ExitCode);

        foreach (var file in (string[])[draft, draft + ".signed.json"])
        {
            var run = await LedgerAsync($"usage lodge {file} --lang en");
            Assert.Equal(2, run.ExitCode);
            Assert.Contains($"{draft}.signed.json holds a signed StreamOpening", run.Error, StringComparison.Ordinal);
            Assert.Contains($"usage lodge {id} --pool", run.Error, StringComparison.Ordinal);
        }
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string pool, string digest)
    {
        var run = await LedgerAsync($"usage lodgings --pool {pool} --digest {digest} --json");
        Assert.True(run.ExitCode == 0, run.Error);
        return [.. run.Json.GetProperty("items").EnumerateArray()];
    }

    /// <summary>The present quarter, and a stream of this test alone.</summary>
    private async Task<string> OptionsAsync(JsonElement license, string key)
    {
        var opened = await LedgerAsync($"stream open --pool {license.GetProperty("pool").GetString()} --name Plant-{SomeRecords.Salt()} --key-file {key} --json");
        Assert.True(opened.ExitCode == 0, opened.Error);
        return $"--license {license.GetProperty("id").GetString()} --start {Quarters.FirstDay(0)} --end {Quarters.FirstDay(3)} --zone {SomeRecords.Quarterly.Zone}"
            + $" --stream {opened.Json.GetProperty("recordId").GetString()} --key-file {key}";
    }

    private Task<Run> LedgerAsync(string line) => LedgerAsync(line, host.Url.ToString());

    private Task<Run> LedgerAsync(string line, string url) => Run.LedgerAsync($"{line} --url {url}", host.Environment());
}
