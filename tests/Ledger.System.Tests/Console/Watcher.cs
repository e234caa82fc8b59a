// SPDX-License-Identifier: Apache-2.0

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>Watches the alerts in both languages while the chain beneath them moves.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private const int StuckMinutes = 10;

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

    /// <summary>The newest operation is shown in that state with what it waits for, and where nothing comes of it for long, as stuck; pictures of both widths are kept.</summary>
    public async Task SeesOperationAsync(string state, string waiting, bool isStuck)
    {
        foreach (var (page, language) in _pages)
        {
            var texts = new ConsoleTexts(language);
            await page.GotoAsync("/#/operations");
            var operation = page.Locator("main li[data-state]").First;
            await Expect(operation).ToHaveAttributeAsync("data-state", state, new() { Timeout = 30_000 });
            await Expect(operation).ToContainTextAsync(texts[$"operations.waiting.{waiting}"]);
            if (isStuck)
            {
                // The reader's clock goes on by itself, so that nobody has to wait for it.
                await page.Clock.SetFixedTimeAsync(TimeProvider.System.GetUtcNow().AddMinutes(StuckMinutes).UtcDateTime);
                await Expect(operation).ToContainTextAsync(Start(texts["operations.stuck"]), new() { Timeout = 20_000 });
            }

            await Pictures.TakeAsync(page, $"operations-{waiting}.{language}");
            Assert.Empty(await Accessibility.ViolationsAsync(page));
            await page.SetViewportSizeAsync(Pictures.Narrow, Pictures.Height);
            await Pictures.TakeAsync(page, $"operations-{waiting}.narrow.{language}");
            Assert.False(await Pictures.IsWiderThanItsWindowAsync(page));
            await page.SetViewportSizeAsync(Pictures.Wide, Pictures.Height);
            await page.Clock.SetFixedTimeAsync(TimeProvider.System.GetUtcNow().UtcDateTime);
            await page.GotoAsync("/#/alerts");
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

    /// <summary>A text up to its first place.</summary>
    private static string Start(string text) => text[..text.IndexOf("{{", StringComparison.Ordinal)];

    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
