// SPDX-License-Identifier: Apache-2.0

using Ledger.SystemTests.Running;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>Pages of a ledger in which nothing has happened yet.</summary>
public sealed class EmptyTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Where_nothing_is_yet_the_page_says_so(string language)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        var texts = new ConsoleTexts(language);
        foreach (var name in (string[])["pools", "licenses"])
        {
            await page.GotoAsync($"/#/{name}");
            await Expect(page.GetByText(texts[$"none.{name}"])).ToBeVisibleAsync();
            await Pictures.TakeAsync(page, $"{name}-empty.{language}");
            Assert.Empty(await Accessibility.ViolationsAsync(page));
        }

        await Expect(page.GetByText(texts["chain.embedded"])).ToBeVisibleAsync();
        await Expect(page.GetByText(texts["chain.demo"])).ToHaveCountAsync(0);
        Assert.Empty(browser.Complaints);
    }
}
