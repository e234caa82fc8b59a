// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Headers;
using System.Text.Json;
using Ledger.Chain.Keys;
using Ledger.Domain.Usage;
using Ledger.Ethereum.Typed;
using Ledger.SystemTests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>A licensee files a report with a wallet: he says no at first, and nothing is lost; then yes, and the receipt is checked.</summary>
public sealed class WalletFilingTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private const string Licensee = "licensee-harbor";
    private const string Posts = "**/api/v1/usage-reports";
    private const string Sheet = "product,act,made in,sold in,quantity,net value,currency\nSTB-1,sale,CN,VN,1250,12.50,EUR\n";

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_report_that_was_refused_in_the_wallet_is_signed_there_on_the_next_try_promised_and_kept_under_its_signer(string language)
    {
        var texts = new ConsoleTexts(language);
        var key = KeyFile.Read(Path.Combine(ledger.DataDirectory, "keys", "demo", $"{Licensee}.json"));
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(page, language, ledger, Licensee);
        var wallet = await Wallet.GiveAsync(page, key);
        await page.GetByRole(AriaRole.Navigation, new() { Name = texts["nav.label"] }).GetByRole(AriaRole.Link, new() { Name = texts["nav.file"] }).ClickAsync();
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = texts["file.title"] }).First.ClickAsync();
        await page.GetByLabel(texts["file.upload"]).SetInputFilesAsync(new FilePayload { Name = "usage.csv", MimeType = "text/csv", Buffer = [.. System.Text.Encoding.UTF8.GetBytes(Sheet)] });
        await page.GetByRole(AriaRole.Button, new() { Name = texts["file.prepare"] }).ClickAsync();
        await page.GetByLabel(texts["sign.read"]).CheckAsync();
        var sign = page.GetByRole(AriaRole.Button, new() { Name = texts["sign.byWallet"] });

        var sent = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Method is "POST")
            {
                sent.Add(request.Url);
            }
        };
        wallet.Refuses = true;
        await sign.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Note).Filter(new() { HasText = texts["sign.walletProblem.refused"] })).ToBeVisibleAsync();
        await Expect(page.GetByText(texts["file.sound"])).ToBeVisibleAsync();
        await Expect(page.GetByLabel(texts["sign.read"])).ToBeCheckedAsync();
        Assert.Empty(sent);
        await Look.AtAsync(page, $"file-wallet-refused.{language}");

        wallet.Refuses = false;
        var request = await page.RunAndWaitForRequestAsync(() => sign.ClickAsync(), Posts);
        await Expect(page.GetByText(texts["receipt.promiseOf.holds"])).ToBeVisibleAsync();
        Assert.Equal(2, wallet.Asked.Count);
        Assert.Equal(wallet.Asked[0].Digest, wallet.Asked[1].Digest); // the very report that he said no to
        var report = TypedDataJson.ReadMessage<UsageReport>(JsonElement.Parse(request.PostData!).GetProperty("report"));
        var record = await RecordAsync(report.Id.Value.ToString());
        Assert.EndsWith(record.GetProperty("id").GetString()!, page.Url, StringComparison.Ordinal);
        Assert.Equal(key.Signer.Address.ToString(), record.GetProperty("signature").GetProperty("key").GetString());
        Assert.Equal(key.Party!.Value.ToString(), record.GetProperty("signature").GetProperty("party").GetString());
        Assert.Empty(browser.Complaints);
    }

    private async Task<JsonElement> RecordAsync(string id)
    {
        using var client = new HttpClient { BaseAddress = ledger.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(ledger.DataDirectory, "keys", "demo", $"{Licensee}.apikey"))).Trim());
        return JsonElement.Parse(await client.GetByteArrayAsync($"/api/v1/records/{id}"));
    }
}
