// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>Imports over a host of their own, each test with a schedule of its own.</summary>
public sealed class ScheduleImportTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string RealNumbers = "video-codec-us-patents.csv";

    private readonly Walk _walk = new(host);

    [SharedDataFact(RealNumbers)]
    public async Task Real_numbers_are_listed_in_one_revision_but_for_the_duplicate_and_no_kind_is_guessed()
    {
        var (pool, holder, schedule) = (await PoolAsync(), await HolderAsync(), SomeRecords.Salt().ToString());
        var line = $"schedule import {SharedDataFactAttribute.PathOf(RealNumbers)} --pool {pool} --schedule {schedule} --holder {holder} --country US --standard HEVC";
        var dry = await LedgerAsync(line + " --dry-run --json");
        Assert.True(dry.ExitCode == 0, dry.Error);
        Assert.Equal(1711, dry.Json.GetProperty("lines").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, dry.Json.GetProperty("proposal").ValueKind);
        var people = await LedgerAsync(line + " --dry-run --lang en");
        Assert.True(people.Out.Split('\n').Length > 1711, people.Out);
        Assert.Contains("US9179160 stands on line 234 already; it is left out here. (csv-duplicate)", people.Out, StringComparison.Ordinal);

        var imported = await LedgerAsync(line + " --json");
        Assert.True(imported.ExitCode == 0, imported.Error);
        Assert.Equal((1710, 1), (imported.Json.GetProperty("counts").GetProperty("taken").GetInt32(), imported.Json.GetProperty("counts").GetProperty("duplicate").GetInt32()));
        var duplicate = imported.Json.GetProperty("lines").EnumerateArray().Single(one => Text(one, "result") is "duplicate");
        Assert.Equal(1703, duplicate.GetProperty("line").GetInt32());
        Assert.Contains("234", Text(duplicate, "detail"), StringComparison.Ordinal);

        await SignAsync(imported.Json.GetProperty("proposal"));
        var revised = await LedgerAsync($"schedule revise --pool {pool} --schedule {schedule} --contribution {Text(imported.Json.GetProperty("proposal"), "id")} --json");
        Assert.True(revised.ExitCode == 0, revised.Error);
        await RecordAsync(revised.Json);

        var shown = await LedgerAsync($"schedule show --pool {pool} --schedule {schedule} --limit 500 --json");
        Assert.True(shown.ExitCode == 0, shown.Error);
        Assert.Equal((1, 1710), (shown.Json.GetProperty("revision").GetProperty("revision").GetInt32(), shown.Json.GetProperty("revision").GetProperty("patents").GetInt32()));
        Assert.Equal("kept", Text(shown.Json.GetProperty("revision").GetProperty("audit"), "state"));
        Assert.All(
            shown.Json.GetProperty("patents").GetProperty("items").EnumerateArray(),
            patent => Assert.Equal(JsonValueKind.Null, patent.GetProperty("kind").ValueKind));

        var choice = $"--pool {pool} --schedule {schedule} --lang en";
        var reissue = await LedgerAsync($"schedule prove USRE38563 {choice}");
        Assert.True(reissue.ExitCode == 0, reissue.Out + reissue.Error);
        Assert.Contains("The number stands in the list.", reissue.Out, StringComparison.Ordinal);
        var absent = await LedgerAsync($"schedule prove US7292637 {choice}");
        Assert.True(absent.ExitCode == 0, absent.Out + absent.Error);
        Assert.Contains("The number is not in the list", absent.Out, StringComparison.Ordinal);
        var verified = await LedgerAsync($"schedule verify {choice}");
        Assert.True(verified.ExitCode == 0, verified.Out + verified.Error);
        Assert.Contains("1710 patents", verified.Out, StringComparison.Ordinal);

        var again = await LedgerAsync(line + " --json");
        Assert.Equal((0, 1710), (again.ExitCode, again.Json.GetProperty("counts").GetProperty("listed").GetInt32()));
        Assert.Equal(JsonValueKind.Null, again.Json.GetProperty("proposal").ValueKind);
    }

    [Fact]
    public async Task A_small_sheet_goes_all_the_way_and_a_later_one_says_what_is_new()
    {
        var (pool, holder, schedule) = (await PoolAsync(), await HolderAsync(), SomeRecords.Salt().ToString());
        using var folder = new TemporaryFolder();
        var first = folder.Write("first.csv", "\uFEFFnumber,kind\r\n\"7,292,636\",B2\r\nRE38563,\r\n");
        var options = $"--pool {pool} --schedule {schedule} --holder {holder} --country us";
        var imported = await LedgerAsync($"schedule import {first} {options} --json");
        await SignAsync(imported.Json.GetProperty("proposal"));
        await RecordAsync((await LedgerAsync($"schedule revise --pool {pool} --schedule {schedule} --contribution {Text(imported.Json.GetProperty("proposal"), "id")} --json")).Json);

        var second = folder.Write("second.csv", "number,kind,family\r\n7292636,B2,\r\nRE38563,E,F1\r\n6115503,,\r\n");
        var next = await LedgerAsync($"schedule import {second} {options} --json");
        Assert.Equal(["listed", "altered", "taken"], next.Json.GetProperty("lines").EnumerateArray().Select(line => Text(line, "result")));
        await SignAsync(next.Json.GetProperty("proposal"));
        await RecordAsync((await LedgerAsync(
            $"schedule revise --pool {pool} --schedule {schedule} --contribution {Text(next.Json.GetProperty("proposal"), "id")} --delist US7292636 --json")).Json);

        var diff = await LedgerAsync($"schedule diff --pool {pool} --schedule {schedule} --lang zh-CN");
        Assert.True(diff.ExitCode == 0, diff.Error);
        Assert.Contains("除名  US7292636B2", diff.Out, StringComparison.Ordinal);
        Assert.Contains("更改  USRE38563E", diff.Out, StringComparison.Ordinal);
        Assert.Contains("新增  US6115503", diff.Out, StringComparison.Ordinal);
        var listed = await LedgerAsync($"schedule list --pool {pool} --lang en");
        Assert.Equal(2, listed.Out.Split('\n').Count(line => line.Contains(schedule, StringComparison.Ordinal) && line.Contains("as contributed", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("en", "7292636\n\"6115503\n", "2 ", "The quote that opens here is never closed. (csv-quote-open)")]
    [InlineData("zh-CN", "7292636\n\"6115503\n", "2 ", "此处开始的引号没有闭合。 (csv-quote-open)")]
    [InlineData("en", "number,owner\n7292636,x\n", "1 ", "No column is called owner. (csv-header-unknown)")]
    [InlineData("en", "7292636\nEP1234567B1\n", "2 ", "The number is of EP, not of US. (publication-country-differs)")]
    [InlineData("zh-CN", "７２９２６３６\n123456789\n", "2 ", "(publication-not-of-office)")]
    [InlineData("en", "", "1 ", "The file has no lines. (csv-empty)")]
    public async Task A_bad_sheet_is_refused_by_line_and_nothing_is_proposed(string language, string text, string line, string sentence)
    {
        using var folder = new TemporaryFolder();
        var run = await LedgerAsync(
            $"schedule import {folder.Write("bad.csv", text)} --pool {await PoolAsync()} --schedule {SomeRecords.Salt()} --holder {await HolderAsync()} --country US --lang {language}");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Out.Split('\n'), said => said.StartsWith(line, StringComparison.Ordinal) && said.Contains(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain("ledger proposal sign", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"answer\":\"listed\"", "\"answer\":\"notListed\"", 0)] // a word that nobody believes; the leaf says otherwise
    [InlineData("\"index\":0", "\"index\":1", 1)]
    [InlineData("\"country\":\"CN\"", "\"country\":\"DE\"", 1)]
    [InlineData("\"revision\":1", "\"revision\":2", 1)]
    [InlineData("\"txHash\":\"0x", "\"txHash\":\"0x00", 1)]
    public async Task A_proof_that_the_host_tampered_with_is_found_out(string from, string to, int exitCode)
    {
        await using var liar = await LyingHost.StartAsync(
            host.Url, text => text.Contains("\"leaves\"", StringComparison.Ordinal) ? text.Replace(from, to, StringComparison.Ordinal) : text);
        var pool = (await host.GetAsync("/api/v1/pools")).Json.GetProperty("items")[0];
        var seeded = (await host.GetAsync($"/api/v1/pools/{Text(pool, "id")}/schedules")).Json.GetProperty("items")[0];
        var run = await Run.LedgerAsync($"schedule prove CN900000001B --pool {Text(pool, "id")} --schedule {Text(seeded, "id")} --revision 1 --url {liar.Url} --lang en");
        Assert.True(exitCode == 0 ? run.ExitCode == 0 : run.ExitCode is 1 or 2 or 3, run.Out + run.Error);
    }

    private async Task SignAsync(JsonElement proposal)
    {
        foreach (var required in proposal.GetProperty("required").EnumerateArray())
        {
            var signed = await LedgerAsync($"proposal sign {Text(proposal, "id")} --key-file {_walk.KeyOf(Text(required, "party")).Path} --yes --json");
            Assert.True(signed.ExitCode == 0, signed.Error);
        }
    }

    private async Task RecordAsync(JsonElement proposal)
    {
        await SignAsync(proposal);
        await Eventually.IsTrueAsync(
            async () => Text((await host.GetAsync($"/api/v1/proposals/{Text(proposal, "id")}")).Json, "state") is "recorded", "The revision is recorded.");
    }

    private Task<Run> LedgerAsync(string line) => Run.LedgerAsync($"{line} --url {host.Url}", host.Environment());

    private async Task<string> PoolAsync() => Text(await _walk.PoolAsync(), "id");

    private async Task<string> HolderAsync() =>
        Text((await host.GetAsync($"/api/v1/pools/{await PoolAsync()}/members")).Json.GetProperty("items")[0].GetProperty("party"), "id");

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
