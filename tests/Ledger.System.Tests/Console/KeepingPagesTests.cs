// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.SystemTests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>What is kept of a record, held and erased in the browser; and what was paid under a license.</summary>
public sealed class KeepingPagesTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private const string Matter = "Case 7";
    private const string Reason = "The licensee asked";
    private const string Collector = "tv-administrator"; // of a pool with a payment in dispute

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_dispute_team_holds_a_report_and_once_it_lifts_the_hold_the_administrator_signs_its_erasure(string language)
    {
        var texts = new ConsoleTexts(language);
        var report = await ReportAsync();
        await using var browser = await Browser.StartAsync();
        var team = await OpenAsync(browser, language, "alliance", report);
        var hold = Sheet(team, texts["keeping.hold"]);
        await hold.GetByLabel(texts["keeping.matter"]).FillAsync(Matter);
        await hold.GetByLabel(texts["report.reason"]).FillAsync("A court asked");
        await hold.GetByRole(AriaRole.Button, new() { Name = texts["keeping.setHold"], Exact = true }).ClickAsync();
        await Expect(Sheet(team, texts["keeping.state"])).ToContainTextAsync(Matter);
        await Look.AtAsync(team, $"custody.held.{language}");

        var administrator = await OpenAsync(browser, language, "administrator", report);
        var erase = Sheet(administrator, texts["keeping.erase"]);
        await erase.GetByLabel(texts["report.reason"]).FillAsync(Reason);
        await erase.GetByRole(AriaRole.Button, new() { Name = texts["keeping.demand"] }).ClickAsync();
        await erase.GetByLabel(texts["sign.keyFile"]).SetInputFilesAsync(Key("administrator.json"));
        await erase.GetByLabel(texts["sign.read"]).CheckAsync();
        var sign = erase.GetByRole(AriaRole.Button, new() { Name = texts["sign.byFile"] });
        await sign.ClickAsync();
        await Expect(erase).ToContainTextAsync(Matter); // a hold wins, and the refusal names whose it is
        await Look.AtAsync(administrator, $"custody.refused.{language}");

        await hold.GetByRole(AriaRole.Button, new() { Name = texts["keeping.lift"] }).ClickAsync();
        await Expect(Sheet(team, texts["keeping.state"])).ToContainTextAsync(texts["keeping.notHeld"]);
        await sign.ClickAsync();
        await Expect(Sheet(administrator, texts["keeping.state"])).ToContainTextAsync(Reason);
        await Expect(erase).ToHaveCountAsync(0);
        await Look.AtAsync(administrator, $"custody.erased.{language}");
        Assert.Collection(
            browser.Complaints,
            unread => Assert.Contains("404", unread, StringComparison.Ordinal), // a dispute team holds what it cannot read
            refused => Assert.Contains("409", refused, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task The_payments_of_a_license_stand_with_their_periods_and_where_they_stand(string language)
    {
        var texts = new ConsoleTexts(language);
        var payment = (await ListAsync("/api/v1/payments?limit=100")).Select(claimed => claimed.GetProperty("payment")).First(one => one.GetProperty("state").GetString() is "received");
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(page, language, ledger, "administrator");
        await page.GotoAsync($"/#/payments/{payment.GetProperty("license").GetString()}");
        var table = page.GetByRole(AriaRole.Table, new() { Name = texts["payments.title"], Exact = true });
        await Expect(table.GetByText(texts["paymentState.received"], new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(table.GetByText(payment.GetProperty("reference").GetString()!).First).ToBeVisibleAsync();
        await Look.AtAsync(page, $"payments.{language}");
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task The_payments_of_a_pool_stand_under_its_usage_each_with_its_state_for_whoever_may_read_them(string language)
    {
        var texts = new ConsoleTexts(language);
        var claimed = await ListAsync("/api/v1/payments?limit=500", Collector);
        var pool = claimed.First(one => one.GetProperty("payment").GetProperty("state").GetString() is "disputed").GetProperty("pool").GetString();
        var here = claimed.Where(one => one.GetProperty("pool").GetString() == pool).Select(one => one.GetProperty("payment")).ToList();
        Assert.Distinct(here.Select(payment => payment.GetProperty("reference").GetString()));
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        await page.GotoAsync($"/#/pool-payments/{pool}");
        await Expect(page.GetByText(texts["payments.withKey"])).ToBeVisibleAsync();
        await SigningIn.AsAsync(page, language, ledger, Collector);
        await page.GotoAsync($"/#/usage/{pool}");
        await page.GetByRole(AriaRole.Link, new() { Name = texts["payments.ofPool"] }).ClickAsync();
        var table = page.GetByRole(AriaRole.Table, new() { Name = texts["payments.title"], Exact = true });
        foreach (var payment in here)
        {
            var row = table.GetByRole(AriaRole.Row).Filter(new() { HasText = payment.GetProperty("reference").GetString() });
            await Expect(row.GetByText(texts[$"paymentState.{payment.GetProperty("state").GetString()}"], new() { Exact = true })).ToBeVisibleAsync();
        }

        await Look.AtAsync(page, $"payments-pool.{language}");
        var other = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(other, language, ledger, "licensee-willow"); // of another pool
        await other.GotoAsync($"/#/pools/{pool}");
        await other.GetByRole(AriaRole.Link, new() { Name = texts["payments.title"], Exact = true }).ClickAsync();
        await Expect(other.GetByText(texts["payments.noneToRead"])).ToBeVisibleAsync();
        Assert.Empty(browser.Complaints);
    }

    private async Task<IPage> OpenAsync(Browser browser, string language, string party, string report)
    {
        var page = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(page, language, ledger, party);
        await page.GotoAsync($"/#/custody/{report}");
        return page;
    }

    private static ILocator Sheet(IPage page, string title) => page.GetByRole(AriaRole.Region, new() { Name = title, Exact = true });

    private string Key(string name) => Path.Combine(ledger.DataDirectory, "keys", "demo", name);

    /// <summary>A report with lines, in a pool whose dispute team is the alliance; another one each time.</summary>
    private async Task<string> ReportAsync()
    {
        var pool = (await ListAsync("/api/v1/pools")).First(pool => pool.GetProperty("names").GetRawText().Contains("AVS", StringComparison.Ordinal)).GetProperty("id").GetString();
        return (await ListAsync($"/api/v1/records?kind=UsageReport&pool={pool}&limit=100"))
            .First(report => report.GetProperty("typedData").GetProperty("message").GetProperty("lineCount").GetInt32() > 0 && report.GetProperty("erased").ValueKind is JsonValueKind.Null)
            .GetProperty("id").GetString()!;
    }

    private async Task<List<JsonElement>> ListAsync(string path, string party = "administrator")
    {
        using var client = new HttpClient { BaseAddress = ledger.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Key($"{party}.apikey"))).Trim());
        return [.. JsonElement.Parse(await client.GetByteArrayAsync(path)).GetProperty("items").EnumerateArray()];
    }
}
