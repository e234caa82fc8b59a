// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Evidence.Usage;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>What holds a reporter to its word, and the host to its log, as the console tells it: a fork with its proof, and the witnesses beside each checkpoint.</summary>
public sealed class SuspectPagesTests(ForkedLedger ledger) : IClassFixture<ForkedLedger>
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_fork_says_what_it_proves_and_what_not_leads_to_the_report_in_the_log_and_is_saved_as_its_proof(string language)
    {
        var texts = new ConsoleTexts(language);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(page, language, ledger, "administrator");
        await page.GotoAsync("/#/usage");
        await page.GetByRole(AriaRole.Link, new() { Name = texts["suspects.title"] }).ClickAsync();
        var fork = page.GetByRole(AriaRole.Listitem).Filter(new() { Has = page.Locator($"a[href='#/reports/{ledger.Report}']") });
        await Expect(fork.GetByRole(AriaRole.Heading, new() { Name = texts["suspects.reason.fork"], Exact = true })).ToBeVisibleAsync();
        foreach (var text in (string[])["suspects.provesOf.fork", "suspects.provesNotOf.fork", "suspects.verdict.holdsBoth"])
        {
            await Expect(fork.GetByText(texts[text])).ToBeVisibleAsync();
        }

        await Look.AtAsync(page, $"suspects.{language}");
        var download = await page.RunAndWaitForDownloadAsync(() => fork.GetByRole(AriaRole.Button, new() { Name = texts["suspects.saveBoth"] }).ClickAsync());
        AssertProvesAFork(JsonElement.Parse(await File.ReadAllTextAsync(await download.PathAsync())));

        var pools = page.GetByRole(AriaRole.Group, new() { Name = texts["usage.pool"] });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveCountAsync(4);
        await pools.GetByRole(AriaRole.Button).Filter(new() { HasText = language == "en" ? "China TV" : "中国电视" }).ClickAsync();
        await Expect(page.GetByText(texts["suspects.none"])).ToBeVisibleAsync();
        await pools.GetByRole(AriaRole.Button).Filter(new() { HasText = "AVS" }).ClickAsync();
        await fork.GetByRole(AriaRole.Link, new() { Name = texts["suspects.only"] }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = texts["suspects.ofReporter"], Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveCountAsync(1);
        await fork.Locator($"a[href='#/reports/{ledger.Report}']").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = texts["report.title"], Level = 1 })).ToBeVisibleAsync();
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Each_reason_is_shown_alone_with_what_it_proves_and_a_fork_with_the_record_that_took_it_back(string language)
    {
        var texts = new ConsoleTexts(language);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(page, language, ledger, "licensee-harbor");
        await page.GotoAsync("/#/suspects");
        var (reasons, shown) = (page.GetByRole(AriaRole.Group, new() { Name = texts["suspects.filter"] }), page.GetByRole(AriaRole.Listitem).Filter(new() { Has = page.GetByRole(AriaRole.Heading) }));
        await Expect(shown).ToHaveCountAsync(3);
        foreach (var (reason, verdict, report) in ((string, string, string)[])[("gap", "holds", ledger.Gap), ("anothersStream", "holds", ledger.Stray), ("fork", "holdsBoth", "")])
        {
            await reasons.GetByRole(AriaRole.Button, new() { Name = texts[$"suspects.reason.{reason}"], Exact = true }).ClickAsync();
            await Expect(shown).ToHaveCountAsync(1);
            await Expect(shown.GetByRole(AriaRole.Heading, new() { Name = texts[$"suspects.reason.{reason}"], Exact = true })).ToBeVisibleAsync();
            foreach (var text in (string[])[$"suspects.provesOf.{reason}", $"suspects.provesNotOf.{reason}", $"suspects.verdict.{verdict}"])
            {
                await Expect(shown.GetByText(texts[text])).ToBeVisibleAsync();
            }

            await Expect(shown).ToContainTextAsync(report);
            await Expect(shown.Locator($"dt:text-is('{texts["suspects.neededScope"]}') + dd")).ToHaveTextAsync(texts["scope.Report"]);
            await Look.AtAsync(page, $"suspects.{reason}.{language}");
        }

        await Expect(shown.GetByText(texts["suspects.voidedFork"])).ToBeVisibleAsync();
        await reasons.GetByRole(AriaRole.Button, new() { Name = texts["suspects.reason.keyScope"], Exact = true }).ClickAsync();
        await Expect(page.GetByText(texts["suspects.none"])).ToBeVisibleAsync();
        await reasons.GetByRole(AriaRole.Button, new() { Name = texts["licenses.all"], Exact = true }).ClickAsync();
        await shown.Locator($"a[href='#/graph/{ledger.VoidedBy}']").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = texts["graph.title"], Level = 1 })).ToBeVisibleAsync();
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Another_licensee_sees_no_fork_and_the_operator_the_hosts_refusal(string language)
    {
        var texts = new ConsoleTexts(language);
        await using var browser = await Browser.StartAsync();
        var other = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(other, language, ledger, "tv-sail");
        await other.GotoAsync("/#/suspects");
        await Expect(other.GetByText(texts["suspects.none"])).ToBeVisibleAsync();
        Assert.Empty(browser.Complaints);

        var stranger = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.WithAsync(stranger, language, Path.Combine(ledger.DataDirectory, "operator.key"));
        await stranger.GotoAsync("/#/suspects");
        await Expect(stranger.GetByRole(AriaRole.Alert)).ToContainTextAsync("party-only", new() { Timeout = 20_000 });
        await Expect(stranger.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Heading)).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task The_count_of_witnesses_stands_beside_the_checkpoint_of_a_report_and_of_a_pool(string language)
    {
        var texts = new ConsoleTexts(language);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(page, language, ledger, "administrator");
        foreach (var (address, title, shown) in ((string, string, string)[])
            [($"reports/{ledger.Report}", "report.chain", $"/usage-reports/{ledger.Report}"), ($"pools/{ledger.Pool}", "pool.identity", $"/pools/{ledger.Pool}")])
        {
            var witnesses = (await ledger.GetAsync(shown, "administrator")).GetProperty("checkpoint").GetProperty("witnesses");
            var (count, later) = (witnesses.GetProperty("count").GetInt32(), witnesses.GetProperty("later").GetInt32());
            Assert.Equal(1, count + later);
            await page.GotoAsync($"/#/{address}");
            await Expect(page.GetByRole(AriaRole.Region, new() { Name = texts[title], Exact = true }).Locator($"dt:text-is('{texts["checkpoint.witnesses"]}') + dd"))
                .ToHaveTextAsync(later == 0 ? $"{count}" : texts.Fill("checkpoint.count", ("count", $"{count}"), ("later", $"{later}")));
            await Look.AtAsync(page, $"{title}.witnessed.{language}");
        }

        Assert.Empty(browser.Complaints);
    }

    /// <summary>Whoever has the file alone sees that one party signed two reports for one place.</summary>
    private void AssertProvesAFork(JsonElement saved)
    {
        var fork = ReportFork.TryRead(saved);
        Assert.Equal(ReportForkVerdict.Holds, fork?.Judge());
        Assert.Equal((ledger.Report, fork!.First.Key), (fork.First.Report.Id.ToString(), fork.Second.Key));
    }
}
