// SPDX-License-Identifier: Apache-2.0

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>Watches the alerts in both languages while the chain beneath them moves.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private readonly Browser _browser;
    private readonly (IPage Page, string Language)[] _pages;

    private Watcher(Browser browser, (IPage Page, string Language)[] pages)
    {
        _browser = browser;
        _pages = pages;
    }

    public static async Task<Watcher> StartAsync(Uri url, string dataDirectory, string party)
    {
        var browser = await Browser.StartAsync();
        List<(IPage, string)> pages = [];
        foreach (var language in (string[])["en", "zh-CN"])
        {
            var page = await browser.OpenAsync(url, language);
            await SigningIn.AsAsync(page, language, dataDirectory, party);
            await page.GotoAsync("/#/alerts");
            pages.Add((page, language));
        }

        return new Watcher(browser, [.. pages]);
    }

    /// <summary>The one alert is shown in that state, in words; a picture is kept.</summary>
    public async Task SeesAsync(string state, string picture)
    {
        foreach (var (page, language) in _pages)
        {
            var texts = new ConsoleTexts(language);
            var alert = page.Locator($"main li[data-state={state}]");
            await Expect(alert).ToHaveCountAsync(1, new() { Timeout = 20_000 });
            await Expect(alert).ToContainTextAsync(texts[$"alertState.{state}"]);
            await Expect(alert).ToContainTextAsync(texts[$"alertStateText.{state}"]);
            await Pictures.TakeAsync(page, $"alerts-{picture}.{language}");
            Assert.Empty(await Accessibility.ViolationsAsync(page));
        }
    }

    /// <summary>The chip at the head of the page says that nothing is written any more.</summary>
    public async Task SeesHaltAsync()
    {
        foreach (var (page, language) in _pages)
        {
            await Expect(page.Locator("a.chip")).ToContainTextAsync(new ConsoleTexts(language)["chain.halted"], new() { Timeout = 20_000 });
            await Pictures.TakeAsync(page, $"halted.{language}");
            Assert.Empty(await Accessibility.ViolationsAsync(page));
        }
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
