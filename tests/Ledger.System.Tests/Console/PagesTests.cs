// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.SystemTests.Architecture;
using Ledger.SystemTests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>Every page in both languages: nothing to complain of, nothing that axe finds, and a picture in <c>.state/screenshots</c>.</summary>
[Collection(SharedLedger.Name)]
public sealed class PagesTests(RunningLedger ledger)
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Every_page_stands_in_both_languages_and_passes_axe(string language)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(page, language, ledger);
        List<string> wrong = [];
        foreach (var (name, address) in await PagesAsync())
        {
            await page.GotoAsync($"/#/{address}");
            await Expect(page.Locator("h1")).ToBeVisibleAsync();
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await Expect(page.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
            await Pictures.TakeAsync(page, $"{name}.{language}");
            wrong.AddRange((await Accessibility.ViolationsAsync(page)).Select(violation => $"{name}: {violation}"));
            await page.SetViewportSizeAsync(Pictures.Narrow, Pictures.Height);
            await Pictures.TakeAsync(page, $"{name}.narrow.{language}");
            wrong.AddRange(language is "en" ? (await Accessibility.ViolationsAsync(page)).Select(violation => $"{name}, narrow: {violation}") : []);
            wrong.AddRange(await Pictures.IsWiderThanItsWindowAsync(page) ? [$"{name}, narrow: scrolls sideways"] : []);
            await page.SetViewportSizeAsync(Pictures.Wide, Pictures.Height);
            Assert.Equal(0, await page.GetByRole(AriaRole.Alert).CountAsync());
        }

        Assert.True(wrong is [], string.Join('\n', wrong));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task One_box_finds_a_party_by_its_name_a_patent_by_its_printed_number_and_a_license_by_its_id()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, "zh-CN");
        var license = (await ItemsAsync("/licenses")).First().GetProperty("id").GetString()!;
        foreach (var (question, kind) in ((string, string)[])[("长虹", "当事方"), ("US 99,100,011 B2", "专利"), (license, "许可")])
        {
            await page.GetByRole(AriaRole.Searchbox).FillAsync(question);
            await page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
            await Expect(page.Locator("main li").Filter(new() { HasText = kind }).First).ToBeVisibleAsync();
        }

        await page.Locator("main li a").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(license, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromMilliseconds(Offenders.RegexTimeoutMs)));
    }

    [Fact]
    public async Task Standing_and_members_are_asked_for_on_a_day()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, "en");
        await SigningIn.AsAsync(page, "en", ledger);
        var kite = await LicenseOfAsync("Kite");
        await page.GotoAsync($"/#/licenses/{kite.GetProperty("id").GetString()}");
        var standing = page.GetByRole(AriaRole.Region, new() { Name = "Standing on a day" });
        await Expect(standing.GetByText("Suspended")).ToBeVisibleAsync();
        await standing.GetByLabel("Day").FillAsync(DayOf(kite.GetProperty("startsAt").GetInt64(), 10));
        await Expect(standing.GetByText("In force")).ToBeVisibleAsync();

        var pool = (await ItemsAsync("/pools")).First(one => NameOf(one, "names").Contains("China TV", StringComparison.Ordinal));
        await page.GotoAsync($"/#/pools/{pool.GetProperty("id").GetString()}");
        var members = page.GetByRole(AriaRole.Region, new() { Name = "Members", Exact = true });
        await Expect(members.GetByText("Umber Display")).ToHaveCountAsync(0);
        await members.GetByText("The numbers as a table").ClickAsync();
        await Expect(members.GetByRole(AriaRole.Table, new() { Name = "Members over time" }).GetByRole(AriaRole.Row).Last)
            .ToContainTextAsync(pool.GetProperty("members").ToString());
        await members.GetByLabel("Members on").FillAsync(DayOf(pool.GetProperty("charter").GetProperty("recorded").GetProperty("time").GetInt64(), 100));
        await Expect(members.GetByText("Umber Display")).ToBeVisibleAsync();
    }

    private async Task<List<(string Name, string Address)>> PagesAsync()
    {
        List<(string, string)> pages =
        [
            ("pools", "pools"), ("licenses", "licenses"), ("verify", "verify"), ("deployment", "deployment"), ("proposals", "proposals"), ("alerts", "alerts"), ("operations", "operations"), ("usage", "usage"), ("suspects", "suspects"), ("certificates-none", "certificates"), ("search", "search/US%2099100011"), ("nothing", "search/zzz"),
        ];
        foreach (var pool in await ItemsAsync("/pools"))
        {
            pages.Add(($"pool-{pages.Count}", $"pools/{pool.GetProperty("id").GetString()}"));
            pages.Add(($"party-{pages.Count}", $"parties/{pool.GetProperty("administrator").GetProperty("id").GetString()}"));
        }

        foreach (var licensee in (string[])["Orchid Displays", "Kite", "Tern", "Quartz", "Nova Phones India", "Lumen"])
        {
            var license = await LicenseOfAsync(licensee);
            pages.Add(($"license-{licensee.Replace(' ', '-').ToLowerInvariant()}", $"licenses/{license.GetProperty("id").GetString()}"));
        }

        var nova = await LicenseOfAsync("Nova Phones (");
        pages.Add(("party-nova", $"parties/{nova.GetProperty("licensee").GetString()}"));
        pages.Add(("verify-nova", $"verify/{nova.GetProperty("id").GetString()}"));
        return pages;
    }

    private async Task<JsonElement> LicenseOfAsync(string licensee) =>
        (await ItemsAsync("/licenses")).First(license => NameOf(license, "licenseeNames").StartsWith(licensee, StringComparison.Ordinal));

    private async Task<List<JsonElement>> ItemsAsync(string path)
    {
        using var client = new HttpClient();
        var page = JsonElement.Parse(await client.GetByteArrayAsync(new Uri(ledger.Url, $"/api/v1{path}?limit=100")));
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    private static string NameOf(JsonElement one, string field) => one.GetProperty(field).GetProperty("en").GetString()!;

    private static string DayOf(long seconds, int daysLater) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).AddDays(daysLater).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
