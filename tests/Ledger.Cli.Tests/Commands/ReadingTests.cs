// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Cli.Tests.Support;
using Ledger.Domain.Usage;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class ReadingTests(HostFixture host)
{
    private const string NoId = "0x0000000000000000000000000000000000000000000000000000000000000001";
    private readonly Walk _walk = new(host);

    [Theory]
    [InlineData("en", "AVS Patent Pool")]
    [InlineData("zh-CN", "专利池")]
    public async Task Pools_are_listed_in_the_readers_language(string language, string name)
    {
        var run = await LedgerAsync($"pool list --lang {language}");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(name, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_is_the_hosts_and_is_the_same_in_every_language()
    {
        var english = await LedgerAsync("license list --json --lang en");
        var chinese = await LedgerAsync("license list --json --lang zh-CN");

        Assert.Equal(english.Out, chinese.Out);
        Assert.NotEqual(0, english.Json.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("en", "operation")]
    [InlineData("zh-CN", "操作")]
    public async Task Operations_are_listed_in_the_readers_language_and_by_state(string language, string word)
    {
        var license = (await _walk.LicenseAsync()).GetProperty("id").GetString();

        var final = await LedgerAsync($"operation list --state final --limit 500 --lang {language}");
        var json = await LedgerAsync("operation list --limit 1 --json");
        var refused = await LedgerAsync("operation list --state refused --json");
        var odd = await LedgerAsync($"operation list --state odd --lang {language}");
        var help = await LedgerAsync($"operation list --help --lang {language}");

        Assert.Equal((0, ""), (final.ExitCode, final.Error));
        Assert.Contains(final.Out.Split('\n'), line => line.Contains("LicenseGrant", StringComparison.Ordinal) && line.Contains(license!, StringComparison.Ordinal));
        Assert.Equal(1, json.Json.GetProperty("items").GetArrayLength());
        Assert.False(string.IsNullOrEmpty(json.Json.GetProperty("next").GetString()));
        Assert.Equal(0, refused.Json.GetProperty("items").GetArrayLength());
        Assert.Equal(2, odd.ExitCode);
        Assert.Contains(word, help.Out, StringComparison.Ordinal);
        Assert.Contains("accepted|submitted|included|final|refused|failed|retracted", help.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_a_party_and_a_license_are_shown()
    {
        var license = await _walk.LicenseAsync();

        Assert.All(
            await Task.WhenAll(
                LedgerAsync("deployment show"),
                LedgerAsync($"pool show {license.GetProperty("pool").GetString()}"),
                LedgerAsync($"pool members {license.GetProperty("pool").GetString()}"),
                LedgerAsync($"pool members {license.GetProperty("pool").GetString()} --history"),
                LedgerAsync($"pool schedules {license.GetProperty("pool").GetString()}"),
                LedgerAsync($"pool patents {license.GetProperty("pool").GetString()} --country CN"),
                LedgerAsync($"party show {license.GetProperty("licensee").GetString()}"),
                LedgerAsync($"license show {license.GetProperty("id").GetString()}"),
                LedgerAsync($"license history {license.GetProperty("id").GetString()}"),
                LedgerAsync("alert list")),
            run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
    }

    [Theory]
    [InlineData("en", "Left out: the 7 patents of revision 2 of schedule")]
    [InlineData("zh-CN", "未列出：专利清单")]
    public async Task A_revision_whose_list_the_host_does_not_hold_is_named(string language, string sentence)
    {
        var pool = (await _walk.LicenseAsync()).GetProperty("pool").GetString();
        await using var forgetful = await LyingHost.StartAsync(host.Url, text => text.Replace(
            "\"notHeld\":[]", $$"""
            "notHeld":[{"schedule":"{{NoId}}","revision":2,"root":"{{NoId}}","patents":7}]
            """, StringComparison.Ordinal));

        var whole = await LedgerAsync($"pool patents {pool} --lang {language}");
        var run = await Run.LedgerAsync($"pool patents {pool} --lang {language} --url {forgetful.Url}", host.Environment());

        Assert.DoesNotContain(sentence, whole.Out, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(sentence, run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("license show " + NoId, "license-unknown")]
    [InlineData("license verify " + NoId, "license-unknown")]
    [InlineData("pool show " + NoId, "pool-unknown")]
    [InlineData("party show " + NoId, "party-unknown")]
    [InlineData("proposal show " + NoId, "proposal-unknown")]
    [InlineData("proposal withdraw " + NoId, "proposal-unknown")]
    [InlineData("operation show " + NoId, "operation-unknown")]
    [InlineData("usage show " + NoId, "record-unknown")]
    [InlineData("alert show " + NoId, "alert-unknown")]
    [InlineData("pool list --limit 0", "parameter-invalid")]
    public async Task A_refusal_ends_with_one_and_the_hosts_sentence_in_each_language(string line, string code)
    {
        var english = await LedgerAsync(line + " --lang en");
        var chinese = await LedgerAsync(line + " --lang zh-CN");

        Assert.Equal((1, 1), (english.ExitCode, chinese.ExitCode));
        Assert.Contains(code, english.Error, StringComparison.Ordinal);
        Assert.Contains(code, chinese.Error, StringComparison.Ordinal);
        Assert.Contains(chinese.Error, letter => letter >= '\u4e00');
    }

    [Theory]
    [InlineData("en", "two for one place", "another's stream")]
    [InlineData("zh-CN", "同一序号两份", "他人的报告流")]
    public async Task Refused_reports_that_prove_something_are_listed_with_their_reason(string language, string fork, string stray)
    {
        const string Route = "/api/v1/usage-reports";
        var label = SomeRecords.Salt();
        var (first, second, strayed) = (await _walk.ReportAsync(label), await _walk.ReportAsync(label), await _walk.StrayAsync());
        int[] statuses = [(await host.PostAsync(Route, first)).Status, (await host.PostAsync(Route, second)).Status, (await host.PostAsync(Route, strayed)).Status];
        var taken = Walk.ReportOf(second);
        var back = new ReportVoid(taken.License, taken.Reporter, taken.Id, taken.RecentBlock, SomeRecords.Salt());
        await _walk.RecordAsync(back, taken.Reporter.ToString());
        var (reporter, ids) = (Walk.ReportOf(first).Reporter.Value, new[] { first, second, strayed }.Select(sent => Walk.ReportOf(sent).Id.ToString()).ToArray());

        var run = await LedgerAsync($"usage suspects --reporter {reporter} --limit 500 --lang {language}");
        var json = await LedgerAsync($"usage suspects --reporter {reporter} --limit 500 --json");
        var strays = await LedgerAsync($"usage suspects --reporter {reporter} --reason anothersStream --limit 500 --json");
        var page = await LedgerAsync($"usage suspects --reporter {reporter} --limit 1");
        var nobodys = await LedgerAsync($"usage suspects --reporter {NoId} --json");

        Assert.Equal([201, 409, 422], statuses);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = run.Out.Split('\n');
        Assert.Single(lines, line => new[] { ids[1], fork, $"{reporter}", ids[0], $"{back.Id}" }.All(word => line.Contains(word, StringComparison.Ordinal)));
        Assert.Single(lines, line => new[] { ids[2], stray, $"{reporter}" }.All(word => line.Contains(word, StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.StartsWith(ids[0], StringComparison.Ordinal)); // which the log has
        Assert.Equal(
            [(ids[1], "fork"), (ids[2], "anothersStream")],
            json.Json.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("id").GetString()!, item.GetProperty("reason").GetString()!))
                .Where(item => ids.Contains(item.Item1)));
        var narrowed = strays.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.All(narrowed, item => Assert.Equal("anothersStream", item.GetProperty("reason").GetString()));
        Assert.Contains(narrowed, item => item.GetProperty("id").GetString() == ids[2]);
        Assert.Equal(2, (await LedgerAsync("usage suspects --reason Fork")).ExitCode);
        Assert.Contains("--cursor", page.Out, StringComparison.Ordinal);
        Assert.Empty(nobodys.Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("en", "no verdict")]
    [InlineData("zh-CN", "不是裁决")]
    public async Task Two_reports_for_one_place_are_saved_as_a_file_that_proves_both(string language, string limits)
    {
        using var folder = new TemporaryFolder();
        var label = SomeRecords.Salt();
        var (first, second, strayed) = (await _walk.ReportAsync(label), await _walk.ReportAsync(label), await _walk.StrayAsync());
        foreach (var sent in (UsageReportRequest[])[first, second, strayed])
        {
            await host.PostAsync("/api/v1/usage-reports", sent);
        }

        var file = folder.File("fork.json");
        var ids = new[] { first, second }.Select(sent => Walk.ReportOf(sent).Id.ToString()).ToArray();
        var saved = await LedgerAsync($"usage fork {ids[1]} --output {file} --lang {language}");
        Assert.True(saved.ExitCode == 0, saved.Error);
        Assert.Contains(limits, saved.Out, StringComparison.Ordinal);
        var judged = await LedgerAsync($"evidence verify {file} --json");
        Assert.Equal((0, "report-fork-holds"), (judged.ExitCode, judged.Json.GetProperty("code").GetString()));
        Assert.Equal(ids, judged.Json.GetProperty("reports").EnumerateArray().Select(id => id.GetString()!));
        Assert.Contains(limits, (await LedgerAsync($"evidence verify {file} --lang {language}")).Out, StringComparison.Ordinal);

        File.WriteAllText(file, File.ReadAllText(file).Replace("\"lineCount\":", "\"lineCount\":1", StringComparison.Ordinal));
        Assert.Equal((1, "report-fork-signature-wrong"), (await LedgerAsync($"evidence verify {file} --json")) is var changed ? (changed.ExitCode, changed.Json.GetProperty("code").GetString()) : default);
        File.WriteAllText(file, """{"format":"ledger-report-fork"}""");
        Assert.Equal((1, "report-fork-unreadable"), (await LedgerAsync($"evidence verify {file} --json")) is var none ? (none.ExitCode, none.Json.GetProperty("code").GetString()) : default);
        Assert.Equal(2, (await LedgerAsync($"usage fork {ids[1]} --output {file}")).ExitCode); // a file that is there
        Assert.Equal(1, (await LedgerAsync($"usage fork {ids[0]} --output {file}.new")).ExitCode); // which the log has
        Assert.Equal(1, (await LedgerAsync($"usage fork {Walk.ReportOf(strayed).Id} --output {file}.new")).ExitCode); // nothing stands against it
        Assert.False(File.Exists(file + ".new"));
    }

    [Fact]
    public async Task A_list_says_where_its_next_page_begins()
    {
        var run = await LedgerAsync("license list --limit 1");

        Assert.Contains("--cursor", run.Out, StringComparison.Ordinal);
    }

    private Task<Run> LedgerAsync(string line) => LedgerAsync(line, host.Url.ToString());

    private Task<Run> LedgerAsync(string line, string url) => Run.LedgerAsync($"{line} --url {url}", host.Environment());
}
