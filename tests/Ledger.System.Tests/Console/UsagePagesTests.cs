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
        await Expect(page.GetByText("Asia/Shanghai").First).ToBeVisibleAsync(); // whose days the period's are
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = texts["report.lines"], Exact = true }).GetByRole(AriaRole.Row).Nth(1)).ToBeVisibleAsync();
        await Look.AtAsync(page, $"report.{language}");

        await page.GetByRole(AriaRole.Link, new() { Name = texts["graph.show"] }).ClickAsync();
        var drawing = page.GetByRole(AriaRole.Region, new() { Name = texts["graph.drawing"] });
        await Expect(drawing.GetByRole(AriaRole.Link).Filter(new() { HasText = texts["recordKind.UsageReport"] }).First).ToBeVisibleAsync();
        await page.GetByText(texts["graph.list"]).ClickAsync();
        await Look.AtAsync(page, $"graph.{language}");
        await AssertStandsAloneAsync(page, texts, language);
        Assert.Empty(browser.Complaints);
    }

    /// <summary>The lines that pass their box where the system's font is as wide as fonts are.</summary>
    private const string Overlong = """
        () => {
          document.documentElement.setAttribute('font-family', "'DejaVu Sans', 'Noto Sans CJK SC'");
          return [...document.querySelectorAll('g')].flatMap((box) => {
            const { x, width } = box.querySelector('rect').getBBox();
            return [...box.querySelectorAll('text')].filter((text) => text.getBBox().x + text.getComputedTextLength() > x + width - 8).map((text) => text.textContent);
          });
        }
        """;

    /// <summary>The saved drawing, opened by itself: its words are there, and it is dark where the reader's screen is.</summary>
    private static async Task AssertStandsAloneAsync(IPage page, ConsoleTexts texts, string language)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = texts["graph.save"] }).ClickAsync());
        using var place = new Place();
        await download.SaveAsAsync(place["graph.svg"]);
        await File.WriteAllTextAsync(place["graph.html"], "<!doctype html><meta charset=utf-8><body style='margin:0'><img src=graph.svg>"); // a drawing has no fonts that a picture waits for
        var alone = await page.Context.NewPageAsync();
        foreach (var (scheme, paper) in ((ColorScheme, string)[])[(ColorScheme.Light, "rgb(255, 255, 255)"), (ColorScheme.Dark, "rgb(22, 24, 28)")])
        {
            await alone.EmulateMediaAsync(new() { ColorScheme = scheme });
            await alone.GotoAsync(new Uri(place["graph.html"]).AbsoluteUri);
            await Pictures.TakeAsync(alone, $"graph-alone-{scheme}.{language}");
            await alone.GotoAsync(new Uri(place["graph.svg"]).AbsoluteUri);
            Assert.Equal(paper, await alone.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.paper')).fill"));
            await Expect(alone.Locator("desc")).ToContainTextAsync(texts["recordKind.UsageReport"]);
            Assert.Empty(await alone.EvaluateAsync<string[]>(Overlong));
        }
    }
}
