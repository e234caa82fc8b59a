// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Chain.Keys;
using Ledger.SystemTests.Architecture;
using Ledger.SystemTests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>What was agreed, as a party of the license reads it: of each version, by an address of its own, in words.</summary>
[Collection(SharedLedger.Name)]
public sealed partial class TermsPageTests(RunningLedger ledger)
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_party_reads_the_terms_of_each_version_in_words_and_each_has_its_address(string language)
    {
        var (license, party) = await AmendedAsync();
        var versions = license.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("id").GetString()!).ToList();
        var address = $"/#/licenses/{license.GetProperty("id").GetString()}";
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(ledger.Url, language);
        var texts = new ConsoleTexts(language);
        await SigningIn.AsAsync(page, language, ledger, party);

        var terms = page.GetByRole(AriaRole.Region, new() { Name = texts["terms.title"], Exact = true });
        for (var i = 0; i < versions.Count; i++)
        {
            await page.GotoAsync($"{address}?version={versions[i]}");
            await terms.GetByRole(AriaRole.Button, new() { Name = texts["terms.read"] }).ClickAsync();
            await Expect(terms).ToContainTextAsync(Start(texts["terms.shownVersion"]).Replace("{{number}}", $"{i + 1}", StringComparison.Ordinal));
            Assert.DoesNotMatch(Codes(), await terms.InnerTextAsync());
        }

        await Pictures.TakeAsync(page, $"terms.{language}");
        var wrong = await Accessibility.ViolationsAsync(page);
        await page.SetViewportSizeAsync(Pictures.Narrow, Pictures.Height);
        await Pictures.TakeAsync(page, $"terms.narrow.{language}");
        Assert.False(await Pictures.IsWiderThanItsWindowAsync(page));
        Assert.Empty(wrong.Concat(await Accessibility.ViolationsAsync(page)));

        // The other version is a click away; what was read in this tab is not read, and noted, again.
        await terms.GetByRole(AriaRole.Group, new() { Name = texts["terms.choose"] }).GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(versions[0], RegexOptions.None, TimeSpan.FromMilliseconds(Offenders.RegexTimeoutMs)));
        await Expect(terms).ToContainTextAsync(Start(texts["terms.shownVersion"]).Replace("{{number}}", "1", StringComparison.Ordinal));

        await page.GotoAsync($"{address}?version=0x{new string('0', 64)}");
        await Expect(terms.GetByText(texts["terms.unknownVersion"])).ToBeVisibleAsync();
        Assert.Empty(browser.Complaints);
    }

    /// <summary>A license that was amended, and the name of its licensee's demonstration key.</summary>
    private async Task<(JsonElement License, string Party)> AmendedAsync()
    {
        using var client = new HttpClient();
        var page = JsonElement.Parse(await client.GetByteArrayAsync(new Uri(ledger.Url, "/api/v1/licenses?limit=100")));
        var names = Directory.EnumerateFiles(Path.Combine(ledger.DataDirectory, "keys", "demo"), "*.apikey").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .ToLookup(name => KeyFile.Read(Path.Combine(ledger.DataDirectory, "keys", "demo", $"{name}.json")).Party?.Value.ToString(), StringComparer.Ordinal);
        return page.GetProperty("items").EnumerateArray()
            .Where(license => license.GetProperty("versions").GetArrayLength() > 1)
            .Select(license => (license, names[license.GetProperty("licensee").GetString()].FirstOrDefault()))
            .First(pair => pair.Item2 is not null)!;
    }

    /// <summary>A text up to its second place, which is a day.</summary>
    private static string Start(string text) => text[..text.IndexOf("{{from", StringComparison.Ordinal)];

    [GeneratedRegex(@"\b(firstMonth|lookBack|perYear|per-unit|half-(up|even)|royalty-free|fair-terms|true|false|P\d+[YMD])\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Codes();
}
