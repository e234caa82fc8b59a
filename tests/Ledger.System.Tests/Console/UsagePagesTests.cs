// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Headers;
using System.Text.Json;
using Ledger.Domain;
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

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_box_of_the_map_says_whether_its_period_was_reported_in_time_or_late_as_nil_or_not_at_all(string language)
    {
        var rows = await RowsAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        var texts = new ConsoleTexts(language);
        await SigningIn.AsAsync(page, language, ledger, "administrator");
        await page.GotoAsync("/#/usage");
        await page.GetByRole(AriaRole.Navigation, new() { Name = texts["usage.pool"] }).GetByRole(AriaRole.Link).Filter(new() { HasText = "AVS" }).ClickAsync();
        var map = page.GetByRole(AriaRole.Figure);
        await map.GetByText(texts["chart.table"]).ClickAsync();
        var told = map.GetByRole(AriaRole.Table, new() { Name = texts["usage.map"] }).Last;
        var states = rows
            .SelectMany(row => row.GetProperty("periods").EnumerateArray(), (row, period) => (row, period))
            .DistinctBy(one => one.period.GetProperty("state").GetString())
            .ToDictionary(one => one.period.GetProperty("state").GetString()!);
        Assert.Superset(new HashSet<string> { "reported", "late", "nil" }, states.Keys.ToHashSet()); // whether the newest is missing or open yet, the day of the test says
        foreach (var (state, (row, period)) in states)
        {
            var shown = state switch { "missing" => "!", "open" => "·", "unknown" => "?", _ => period.GetProperty("lines").GetRawText() };
            var month = LocalDays.Date(period.GetProperty("periodStart").GetUInt64(), period.GetProperty("zone").GetString())[..7];
            var licensee = row.GetProperty("licensee").GetProperty("names").GetProperty(language).GetString()!;
            var word = texts[$"periodState.{state}"];
            var name = texts.Fill("usage.cell", ("licensee", licensee), ("from", month), ("state", $"{word} {shown}"));
            var box = map.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
            var legend = map.Locator("figcaption span").Filter(new() { HasText = word });
            await Expect(legend.Locator("i")).ToHaveCSSAsync("background-color", await box.EvaluateAsync<string>(Paper));
            await box.ClickAsync();
            await Expect(box).ToHaveAttributeAsync("aria-pressed", "true");
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = texts.Fill("usage.chosen", ("licensee", licensee), ("from", month)) })).ToBeVisibleAsync();
            var why = await box.GetAttributeAsync("title");
            await Expect(told.GetByRole(AriaRole.Row).Filter(new() { HasText = licensee }).Filter(new() { HasText = word }).Filter(new() { HasText = why }).First).ToBeVisibleAsync();
        }

        await AssertSavedAsync(page, rows, texts);
        await Look.AtAsync(page, $"usage-states.{language}");
        Assert.Empty(browser.Complaints);
    }

    /// <summary>The map as a file: each period of each license with its first and last day, as spreadsheets read days.</summary>
    private static async Task AssertSavedAsync(IPage page, List<JsonElement> rows, ConsoleTexts texts)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Figure).GetByRole(AriaRole.Button, new() { Name = texts["chart.csv"] }).ClickAsync());
        using var place = new Place();
        await download.SaveAsAsync(place["map.csv"]);
        var saved = await File.ReadAllLinesAsync(place["map.csv"]);
        var expected = rows.SelectMany(row => row.GetProperty("periods").EnumerateArray(), (row, period) =>
            (License: row.GetProperty("license").GetString()!, Days: $",{DayOf(period, "periodStart", 0)},{DayOf(period, "periodEnd", 1)},"));
        Assert.All(expected.Zip(saved.Skip(1)), pair => Assert.True(
            pair.Second.StartsWith(pair.First.License, StringComparison.Ordinal) && pair.Second.Contains(pair.First.Days, StringComparison.Ordinal), $"{pair.First} {pair.Second}"));
        Assert.Equal(rows.Sum(row => row.GetProperty("periods").GetArrayLength()) + 1, saved.Length);

        static string DayOf(JsonElement period, string field, ulong before) =>
            LocalDays.Date(period.GetProperty(field).GetUInt64() - before, period.GetProperty("zone").GetString());
    }

    private const string Paper = "box => getComputedStyle(box).backgroundColor";

    /// <summary>The licenses of the AVS pool with their periods, as its administrator reads them.</summary>
    private async Task<List<JsonElement>> RowsAsync()
    {
        using var client = new HttpClient { BaseAddress = ledger.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(ledger.DataDirectory, "keys", "demo", "administrator.apikey"))).Trim());
        var pools = JsonElement.Parse(await client.GetByteArrayAsync("/api/v1/pools")).GetProperty("items");
        var pool = pools.EnumerateArray().First(pool => pool.GetProperty("names").GetRawText().Contains("AVS", StringComparison.Ordinal)).GetProperty("id").GetString();
        return [.. JsonElement.Parse(await client.GetByteArrayAsync($"/api/v1/pools/{pool}/usage?limit=200")).GetProperty("items").EnumerateArray()];
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
