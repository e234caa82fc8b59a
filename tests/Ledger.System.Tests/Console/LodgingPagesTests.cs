// SPDX-License-Identifier: Apache-2.0

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>What was lodged on chain, and what was erased, as the console tells it.</summary>
public sealed class LodgingPagesTests(LodgedLedger ledger) : IClassFixture<LodgedLedger>
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_lodged_report_says_so_and_what_was_lodged_is_listed_beside_the_map(string language)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        var texts = new ConsoleTexts(language);
        await SigningIn.AsAsync(page, language, ledger, "administrator");
        await page.GotoAsync($"/#/reports/{ledger.Report}");
        await Expect(page.GetByText(texts["lodging.title"], new() { Exact = true })).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, $"report.lodged.{language}");
        Assert.Empty(await Accessibility.ViolationsAsync(page));

        await page.GotoAsync("/#/usage");
        await page.GetByRole(AriaRole.Navigation, new() { Name = texts["usage.pool"] }).GetByRole(AriaRole.Link).Filter(new() { HasText = "AVS" }).ClickAsync();
        var lodgings = page.GetByRole(AriaRole.Table, new() { Name = texts["lodging.list"], Exact = true });
        await Expect(lodgings.GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
        await Expect(lodgings.GetByText(texts["lodging.open"], new() { Exact = true })).ToBeVisibleAsync();
        await Expect(lodgings.GetByText(texts["lodging.followed"], new() { Exact = true })).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, $"usage.lodged.{language}");
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        await page.SetViewportSizeAsync(Pictures.Narrow, Pictures.Height);
        await Pictures.TakeAsync(page, $"usage.lodged.{language}.narrow");
        Assert.False(await Pictures.IsWiderThanItsWindowAsync(page));
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_report_whose_lines_were_erased_says_at_whose_demand_and_why(string language)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        var texts = new ConsoleTexts(language);
        await SigningIn.AsAsync(page, language, ledger, "administrator");
        await page.GotoAsync($"/#/reports/{ledger.Erased}");
        await Expect(page.GetByText(texts["report.demandedBy"], new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByText("The licensee asked", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = texts["report.lines"], Exact = true })).ToHaveCountAsync(0);
        await Pictures.TakeAsync(page, $"report.erased.{language}");
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        await page.SetViewportSizeAsync(Pictures.Narrow, Pictures.Height);
        Assert.False(await Pictures.IsWiderThanItsWindowAsync(page));
        Assert.Empty(browser.Complaints);
    }
}
