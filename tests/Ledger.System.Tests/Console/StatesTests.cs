// SPDX-License-Identifier: Apache-2.0

using Ledger.SystemTests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>Pages while they wait, when the host does not answer, and of a reader without a key.</summary>
[Collection(SharedLedger.Name)]
public sealed class StatesTests(RunningLedger ledger)
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_page_says_that_it_waits_then_that_the_host_does_not_answer_and_is_there_on_the_next_try(string language)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        var texts = new ConsoleTexts(language);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "AVS" })).ToBeVisibleAsync();

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/api/v1/licenses*", async route =>
        {
            await gate.Task;
            await route.AbortAsync();
        });
        await page.GetByRole(AriaRole.Link, new() { Name = texts["nav.licenses"], Exact = true }).ClickAsync();
        await Expect(page.GetByText(texts["loading"], new() { Exact = true })).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, $"state-loading.{language}");
        Assert.Empty(await Accessibility.ViolationsAsync(page));

        gate.SetResult();
        var failure = page.GetByRole(AriaRole.Alert);
        await Expect(failure).ToContainTextAsync(texts["problem.unreachable"], new() { Timeout = 20_000 });
        await Pictures.TakeAsync(page, $"state-error.{language}");
        Assert.Empty(await Accessibility.ViolationsAsync(page));

        await page.UnrouteAsync("**/api/v1/licenses*");
        await failure.GetByRole(AriaRole.Button, new() { Name = texts["retry"] }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToBeVisibleAsync();
        await Expect(failure).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_pool_says_which_patents_are_missing_because_a_list_is_not_held(string language)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        var texts = new ConsoleTexts(language);
        var schedule = "0x" + new string('7', 64);
        await page.RouteAsync("**/api/v1/pools/*/patents*", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new()
            {
                Response = answer,
                Body = (await answer.TextAsync()).Replace(
                    "\"notHeld\":[]", $"\"notHeld\":[{{\"schedule\":\"{schedule}\",\"revision\":3,\"root\":\"{schedule}\",\"patents\":29}}]", StringComparison.Ordinal),
            });
        });
        await page.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Link).Filter(new() { HasText = "AVS" }).ClickAsync();

        var note = page.GetByRole(AriaRole.Note).Filter(new() { HasText = texts["patent.notHeld"] });
        await Expect(note).ToContainTextAsync(schedule);
        await Expect(note).ToContainTextAsync("29");
        await page.SetViewportSizeAsync(Pictures.Narrow, Pictures.Height);
        await Pictures.TakeAsync(page, $"patents-not-held.{language}");
        Assert.False(await Pictures.IsWiderThanItsWindowAsync(page));
        Assert.Empty(await Accessibility.ViolationsAsync(page));
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Without_a_key_a_page_says_what_one_would_show_and_complains_of_nothing(string language)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        var texts = new ConsoleTexts(language);
        await page.GotoAsync("/#/licenses");
        await page.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Link).ClickAsync();
        await ExpectWordsAsync(page, texts, "history.withKey", $"license-without-key.{language}");
        await Expect(page.GetByText(texts["terms.withheld"], new() { Exact = true }).First).ToBeVisibleAsync();
        foreach (var name in (string[])["proposals", "alerts", "usage", "suspects"])
        {
            await page.GotoAsync($"/#/{name}");
            await ExpectWordsAsync(page, texts, $"{name}.withKey", $"{name}-without-key.{language}");
        }

        Assert.Empty(browser.Complaints);
    }

    private static async Task ExpectWordsAsync(IPage page, ConsoleTexts texts, string text, string picture)
    {
        await Expect(page.GetByRole(AriaRole.Note).Filter(new() { HasText = texts["signIn.needed"] })).ToContainTextAsync(texts[text]);
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Pictures.TakeAsync(page, picture);
        Assert.Empty(await Accessibility.ViolationsAsync(page));
    }
}
