// SPDX-License-Identifier: Apache-2.0

using Ledger.SystemTests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

[Collection(SharedLedger.Name)]
public sealed class ConsoleTests(RunningLedger ledger)
{
    private const int Steps = 8;

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_reader_walks_from_the_pool_to_a_verified_license(string language)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        var texts = new ConsoleTexts(language);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);

        await Expect(Heading(page, texts["pools.title"])).ToBeVisibleAsync();
        await SigningIn.AsAsync(page, language, ledger);
        await page.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Link).Filter(new() { HasText = "AVS" }).ClickAsync();
        await Expect(Region(page, texts["pool.patentsTitle"]).GetByRole(AriaRole.Row)).ToHaveCountAsync(4); // its head and three patents
        await Expect(Region(page, texts["pool.membersTitle"]).GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
        await Region(page, texts["pool.licensesTitle"]).GetByRole(AriaRole.Link).First.ClickAsync();

        var history = Region(page, texts["history.title"]);
        await Expect(history.GetByRole(AriaRole.Heading, new() { Name = texts["act.LicenseGrant"] })).ToBeVisibleAsync();
        await Expect(history.GetByText(texts["history.signedBy"])).ToHaveCountAsync(2);
        await history.GetByText(texts["history.typedData"]).First.ClickAsync();
        await Expect(history.GetByRole(AriaRole.Cell, new() { Name = "licensee" })).ToBeVisibleAsync();
        await Expect(Badge(page, texts["standing.InForce"])).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = texts["license.verify"] }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = texts["verify.valid"] })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-step][data-tone=good]")).ToHaveCountAsync(Steps);
        await Expect(page.GetByText(texts["provesNotEmbedded"])).ToBeVisibleAsync();
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_language_is_switched_in_place_and_remembered()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, "en");
        await page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        await Expect(Heading(page, new ConsoleTexts("zh-CN")["pools.title"])).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await page.ReloadAsync();
        await Expect(Heading(page, new ConsoleTexts("zh-CN")["pools.title"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_id_that_is_none_is_explained_and_an_unknown_one_is_a_problem()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, "en");
        var texts = new ConsoleTexts("en");
        await page.GetByRole(AriaRole.Link, new() { Name = texts["nav.verify"] }).ClickAsync();
        await page.GetByLabel(texts["verify.field"]).FillAsync("0x12");
        await page.GetByRole(AriaRole.Button, new() { Name = texts["verify.submit"] }).ClickAsync();
        await Expect(page.GetByText(texts["verify.wrong"])).ToBeVisibleAsync();
        await page.GetByLabel(texts["verify.field"]).FillAsync("0x" + new string('1', 64));
        await page.GetByRole(AriaRole.Button, new() { Name = texts["verify.submit"] }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_whose_code_cannot_be_fetched_says_so_and_comes_when_it_can()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, "en");
        var texts = new ConsoleTexts("en");
        await page.RouteAsync("**/assets/AlertsPage-*.js", route => route.AbortAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = texts["nav.alerts"] }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(texts["problem.unreachable"]);
        await page.UnrouteAsync("**/assets/AlertsPage-*.js");
        await page.GetByRole(AriaRole.Button, new() { Name = texts["retry"] }).ClickAsync();
        await Expect(Heading(page, texts["alerts.title"])).ToBeVisibleAsync();
    }

    private static ILocator Heading(IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 });

    private static ILocator Region(IPage page, string name) => page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    private static ILocator Badge(IPage page, string text) => page.GetByText(text, new() { Exact = true }).First;
}
