// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary><c>ledger stream open</c> opens a stream once, and a report finds its stream by name wherever it stands in the list.</summary>
[Collection(HostCollection.Name)]
public sealed class StreamTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_stream_that_is_open_is_shown_with_its_promise_and_not_opened_again()
    {
        var license = await _walk.LicenseAsync();
        var key = _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path;
        var line = $"stream open --pool {license.GetProperty("pool").GetString()} --name Plant-{SomeRecords.Salt()} --key-file {key}";
        await using var between = await LyingHost.StartAsync(host.Url, text => text);

        var first = await LedgerAsync($"{line} --json", between.Url);
        var again = await LedgerAsync($"{line} --json", between.Url);
        var (english, chinese) = (await LedgerAsync($"{line} --lang en", between.Url), await LedgerAsync($"{line} --lang zh-CN", between.Url));
        var posts = between.Posts;
        var other = await LedgerAsync($"{line} --json".Replace("Plant-", "Site-", StringComparison.Ordinal), between.Url);

        Assert.Equal((0, 0, first.Out), (first.ExitCode, again.ExitCode, again.Out));
        Assert.Contains(first.Json.GetProperty("recordId").GetString()!, english.Out, StringComparison.Ordinal);
        Assert.Contains("was open already", english.Out, StringComparison.Ordinal);
        Assert.Contains("此前已开设", chinese.Out, StringComparison.Ordinal);
        Assert.Equal((1, 2), (posts, between.Posts));
        Assert.NotEqual(first.Json.GetProperty("recordId").GetString(), other.Json.GetProperty("recordId").GetString());
    }

    [Fact]
    public async Task A_report_finds_its_stream_past_the_first_page()
    {
        using var folder = new TemporaryFolder();
        var license = await _walk.LicenseAsync();
        var (licensee, mark) = (license.GetProperty("licensee").GetString()!, SomeRecords.Salt());
        var (key, block) = (_walk.KeyOf(licensee).Path, await _walk.RecentBlockAsync());
        for (var i = 0; i < 52; i++) // a page has fifty where nobody says how many
        {
            await _walk.RecordAsync(SomeRecords.Opening(license, block) with { Name = $"Site {i} {mark}" }, licensee);
        }

        foreach (var i in (int[])[0, 51])
        {
            var sheet = folder.Write($"q{i}.json", $$"""
                {"license": "{{license.GetProperty("id").GetString()}}", "stream": "Site {{i}} {{mark}}", "zone": "{{SomeRecords.Quarterly.Zone}}",
                 "periodStart": "{{Quarters.FirstDay(0)}}", "periodEnd": "{{Quarters.FirstDay(3)}}", "lines": [{"product": "STB-1", "act": "manufacture", "quantity": 1}]}
                """);
            var filed = await LedgerAsync($"usage submit {sheet} --key-file {key} --json");
            Assert.True(filed.ExitCode == 0, filed.Error);
        }
    }

    private Task<Run> LedgerAsync(string line, string? url = null) => Run.LedgerAsync($"{line} --url {url ?? host.Url.ToString()}", host.Environment());
}
