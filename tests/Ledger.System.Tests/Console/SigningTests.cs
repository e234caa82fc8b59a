// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Chain.Keys;
using Ledger.SystemTests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>A grant signed in the browser: by a key file that is opened there, and by a wallet that speaks EIP-1193.</summary>
public sealed class SigningTests(RunningLedger ledger) : IClassFixture<RunningLedger>
{
    private const int Steps = 4; // accepted, submitted, included, final

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_grant_is_signed_by_key_file_and_by_wallet_and_recorded(string language)
    {
        var texts = new ConsoleTexts(language);
        var proposal = await ProposeAsync();
        await using var browser = await Browser.StartAsync();

        var administrator = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(administrator, language, ledger, "administrator");
        await administrator.GetByRole(AriaRole.Link, new() { Name = texts["nav.proposals"] }).ClickAsync();
        await Expect(administrator.GetByRole(AriaRole.Link, new() { Name = texts["act.LicenseGrant"] })).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.ViolationsAsync(administrator));
        await administrator.GotoAsync($"/#/proposals/{proposal}");
        await administrator.GetByLabel(texts["sign.keyFile"]).SetInputFilesAsync(KeyOf("administrator"));
        await administrator.GetByLabel(texts["sign.read"]).CheckAsync();
        Assert.Empty(await Accessibility.ViolationsAsync(administrator));
        await administrator.GetByRole(AriaRole.Button, new() { Name = texts["sign.byFile"] }).ClickAsync();
        await Expect(administrator.GetByText(texts["proposal.given"], new() { Exact = true })).ToHaveCountAsync(1);

        var licensee = await browser.OpenAsync(ledger.Url, language);
        await SigningIn.AsAsync(licensee, language, ledger, "licensee-willow");
        await Wallet.GiveAsync(licensee, KeyFile.Read(KeyOf("licensee-willow")));
        await licensee.GotoAsync($"/#/proposals/{proposal}");
        await licensee.GetByLabel(texts["sign.for"]).SelectOptionAsync(KeyFile.Read(KeyOf("licensee-willow")).Party!.Value.ToString());
        await licensee.GetByLabel(texts["sign.read"]).CheckAsync();
        await licensee.GetByRole(AriaRole.Button, new() { Name = texts["sign.byWallet"] }).ClickAsync();
        await Expect(licensee.GetByText(texts["proposalState.recorded"], new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(licensee.GetByText(texts["proposal.given"], new() { Exact = true })).ToHaveCountAsync(2);

        await licensee.GetByRole(AriaRole.Link, new() { Name = texts["nav.operations"] }).ClickAsync();
        var operation = licensee.Locator("main li[data-state=final]").First;
        await Expect(operation.GetByRole(AriaRole.Heading)).ToContainTextAsync(texts["act.LicenseGrant"]);
        await Expect(operation.Locator("li[data-done=true]")).ToHaveCountAsync(Steps);
        await Expect(operation.GetByRole(AriaRole.List, new() { Name = texts["operations.doings"] }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Pictures.TakeAsync(licensee, $"operations-final.{language}");
        Assert.Empty(await Accessibility.ViolationsAsync(licensee));
        await administrator.SetViewportSizeAsync(Pictures.Narrow, Pictures.Height);
        await Pictures.TakeAsync(administrator, $"proposal.narrow.{language}");
        Assert.False(await Pictures.IsWiderThanItsWindowAsync(administrator));
        Assert.Empty(browser.Complaints);
    }

    private string KeyOf(string party) => Path.Combine(ledger.DataDirectory, "keys", "demo", $"{party}.json");

    private async Task<string> ProposeAsync()
    {
        using var client = new HttpClient { BaseAddress = ledger.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.ChangeExtension(KeyOf("administrator"), ".apikey"))).Trim());
        var willow = KeyFile.Read(KeyOf("licensee-willow")).Party!.Value.ToString();
        var license = JsonElement.Parse(await client.GetByteArrayAsync($"/api/v1/licenses?licensee={willow}")).GetProperty("items")[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/proposals")
        {
            Content = JsonContent.Create(new
            {
                kind = "LicenseGrant",
                message = new { pool = license.GetProperty("pool"), licensee = willow, schedule = license.GetProperty("schedule"), startsAt = license.GetProperty("startsAt") },
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        var proposal = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
        return proposal.GetProperty("id").GetString()!;
    }
}
