// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Ledger.SystemTests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>The public checker of certificates, and the pages that lead to it.</summary>
public sealed class CheckerTests(CertifiedLedger ledger) : IClassFixture<CertifiedLedger>
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Codes_are_judged_with_the_network_off_and_nothing_is_asked_of_anybody(string language)
    {
        await using var browser = await Browser.StartAsync();
        var (page, texts) = (await OpenAsync(browser, language), new ConsoleTexts(language));
        ConcurrentQueue<string> asked = new();
        page.Context.Request += (_, request) => asked.Enqueue(request.Url);
        await page.Context.SetOfflineAsync(true);

        var code = page.GetByLabel(texts["checker.codeField"], new() { Exact = true });
        await code.FillAsync(await ledger.CodeAsync("first", 0));
        await ComesToAsync(page, texts["checker.code"], "unconfirmed", "certificate-key-unpinned");
        await Look.AtAsync(page, $"checker-unpinned.{language}");
        await page.GetByLabel(texts["checker.keyField"]).FillAsync("0x12");
        await page.GetByRole(AriaRole.Button, new() { Name = texts["checker.pin"], Exact = true }).ClickAsync();
        await Expect(page.GetByText(texts["checker.keyWrong"])).ToBeVisibleAsync();
        await page.GetByLabel(texts["checker.keyField"]).FillAsync(ledger.Signer);
        await page.GetByRole(AriaRole.Button, new() { Name = texts["checker.pin"], Exact = true }).ClickAsync();
        await ComesToAsync(page, texts["checker.code"], "valid", "certificate-unit-ok");
        await Expect(page.GetByText("A-0001", new() { Exact = true })).ToBeVisibleAsync();
        await Look.AtAsync(page, $"checker-valid.{language}");

        var opening = ledger.File("first", $".{language}.opened.json");
        Assert.Equal(0, (await ledger.RunAsync("certificate", "open", ledger.File("first", ".cert.json"), "--field", "consignee", "--field", "price", "--output", opening)).Code);
        await page.Locator("input[type=file]").First.SetInputFilesAsync(opening);
        await ComesToAsync(page, texts["checker.code"], "valid", "opening-ok");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = texts["checker.opened"] })).ToContainTextAsync("Kaufhaus GmbH");
        await Look.AtAsync(page, $"checker-opening.{language}");

        await page.Locator("input[type=file]").First.SetInputFilesAsync(ledger.File("first", ".codes/0002.png"));
        await Expect(page.GetByText("A-0002", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByText(texts["checker.second"]).ClickAsync();
        await page.GetByLabel(texts["checker.secondField"]).FillAsync(await ledger.CodeAsync("second", 0));
        await Expect(page.Locator("[data-conflict=shown]")).ToHaveAttributeAsync("data-note", "conflict-ok");
        await Look.AtAsync(page, $"checker-conflict.{language}");
        await HoldsInCourtAsync(page, texts);
        await page.GetByLabel(texts["checker.secondField"]).FillAsync(await ledger.CodeAsync("second", 1));
        await Expect(page.Locator("[data-conflict=none]")).ToHaveAttributeAsync("data-note", "conflict-serial-other");

        await code.FillAsync((await code.InputValueAsync())[..^3]);
        await ComesToAsync(page, texts["checker.code"], "invalid", "certificate-malformed");
        await Look.AtAsync(page, $"checker-invalid.{language}");
        Assert.Empty(asked);
        Assert.Empty(browser.Complaints);

        // What is asked for would have been seen: loading the page anew asks for it.
        await page.Context.SetOfflineAsync(false);
        await page.ReloadAsync();
        Assert.NotEmpty(asked);
    }

    [Fact]
    public async Task The_browser_itself_keeps_what_is_in_the_page()
    {
        await using var browser = await Browser.StartAsync();
        var page = await OpenAsync(browser, "en");
        Assert.Equal("kept", await page.EvaluateAsync<string>("() => fetch('/health/ready').then(() => 'sent', () => 'kept')"));
        Assert.Contains(browser.Complaints, complaint => complaint.Contains("connect-src 'none'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_before_the_camera_is_read()
    {
        using var video = new Video(await ledger.CodeAsync("first", 1));
        await using var browser = await Browser.StartAsync("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={video.File}");
        var (page, texts) = (await OpenAsync(browser, "en"), new ConsoleTexts("en"));
        await page.GetByRole(AriaRole.Button, new() { Name = texts["checker.camera"] }).First.ClickAsync();
        await Expect(page.GetByLabel(texts["checker.codeField"], new() { Exact = true })).ToHaveValueAsync(await ledger.CodeAsync("first", 1), new() { Timeout = 30_000 });
        await ComesToAsync(page, texts["checker.code"], "unconfirmed", "certificate-key-unpinned");
        await Expect(page.Locator("video")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_licensee_finds_a_shipments_code_and_this_hosts_keys_and_they_fit(string language)
    {
        await using var browser = await Browser.StartAsync();
        var (page, texts) = (await browser.OpenAsync(ledger.Url, language), new ConsoleTexts(language));
        await page.Clock.SetFixedTimeAsync(DateTimeOffset.FromUnixTimeSeconds(ledger.Valid).UtcDateTime);
        await SigningIn.AsAsync(page, language, ledger);
        await page.GotoAsync($"/#/licenses/{ledger.License}");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = texts["certificates.title"] }).ClickAsync();
        await Expect(page.GetByText(texts["certificates.valid"], new() { Exact = true })).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = texts["certificates.show"] }).First.ClickAsync();
        await Look.AtAsync(page, $"certificates.{language}");
        using var place = new Place();
        var picture = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = texts["certificates.png"] }).ClickAsync());
        await picture.SaveAsAsync(place["code.png"]);

        await page.GotoAsync("/#/pools");
        await page.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Link).Filter(new() { HasText = "AVS" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = texts["certificates.pin"] }).ClickAsync();
        await Expect(page.GetByText(texts["checker.toldTitle"])).ToBeVisibleAsync();
        await page.Locator("input[type=file]").First.SetInputFilesAsync(place["code.png"]);
        await ComesToAsync(page, texts["checker.code"], "valid", "certificate-ok");
        await Look.AtAsync(page, $"checker-told.{language}");
        Assert.Empty(browser.Complaints);
    }

    /// <summary>The checker, loaded whole, at a time within the certificates.</summary>
    private async Task<IPage> OpenAsync(Browser browser, string language)
    {
        var page = await browser.OpenAsync(ledger.Url, language);
        await page.Clock.SetFixedTimeAsync(DateTimeOffset.FromUnixTimeSeconds(ledger.Valid).UtcDateTime);
        await page.GotoAsync("/checker.html");
        await Expect(page.Locator("h1")).ToHaveTextAsync(new ConsoleTexts(language)["checker.title"]);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return page;
    }

    private static async Task ComesToAsync(IPage page, string title, string verdict, string note)
    {
        var result = page.Locator($"section[aria-label='{title}'][data-verdict]");
        await Expect(result).ToHaveAttributeAsync("data-note", note);
        await Expect(result).ToHaveAttributeAsync("data-verdict", verdict);
    }

    /// <summary>The proof that the page saves is one to the ledger's own verifier.</summary>
    private async Task HoldsInCourtAsync(IPage page, ConsoleTexts texts)
    {
        using var place = new Place();
        var proof = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = texts["checker.saveConflict"] }).ClickAsync());
        await proof.SaveAsAsync(place["proof.json"]);
        Assert.Equal(0, (await ledger.RunAsync("evidence", "verify", place["proof.json"])).Code);
    }
}
