// SPDX-License-Identifier: Apache-2.0

using Ledger.SystemTests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>From the map of periods to a report, and from there to the graph of what it stands on.</summary>
[Collection(SharedLedger.Name)]
public sealed class UsagePagesTests(RunningLedger ledger)
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_period_leads_to_its_lines_a_line_to_its_report_and_a_report_to_its_graph(string language)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        var texts = new ConsoleTexts(language);
        await SigningIn.AsAsync(page, language, ledger, "administrator");
        await page.GotoAsync("/#/usage");
        await page.GetByRole(AriaRole.Navigation, new() { Name = texts["usage.pool"] }).GetByRole(AriaRole.Link).Filter(new() { HasText = "AVS" }).ClickAsync();
        await page.Locator("button[data-state='reported']").First.ClickAsync();
        var line = page.GetByRole(AriaRole.Table, new() { Name = texts["usage.lines"], Exact = true }).GetByRole(AriaRole.Link).First;
        await Expect(line).ToBeVisibleAsync();
        await Look.AtAsync(page, $"usage.{language}");

        await line.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = texts["report.chain"] })).ToBeVisibleAsync();
        await Expect(page.GetByText(texts["recordState.final"])).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = texts["report.lines"], Exact = true }).GetByRole(AriaRole.Row).Nth(1)).ToBeVisibleAsync();
        await Look.AtAsync(page, $"report.{language}");

        await page.GetByRole(AriaRole.Link, new() { Name = texts["graph.show"] }).ClickAsync();
        var drawing = page.GetByRole(AriaRole.Region, new() { Name = texts["graph.drawing"] });
        await Expect(drawing.GetByRole(AriaRole.Link).Filter(new() { HasText = texts["recordKind.UsageReport"] }).First).ToBeVisibleAsync();
        await page.GetByText(texts["graph.list"]).ClickAsync();
        await Look.AtAsync(page, $"graph.{language}");
        Assert.Empty(browser.Complaints);
    }
}
