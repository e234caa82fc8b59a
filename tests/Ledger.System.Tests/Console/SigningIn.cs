// SPDX-License-Identifier: Apache-2.0

using Ledger.SystemTests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.SystemTests.Console;

/// <summary>Signs a reader in: a license's history needs a key; whose, does not matter.</summary>
internal static class SigningIn
{
    public static Task AsAsync(IPage page, string language, RunningLedger ledger, string party = "licensee-willow") =>
        AsAsync(page, language, ledger.DataDirectory, party);

    public static Task AsAsync(IPage page, string language, string dataDirectory, string party) =>
        WithAsync(page, language, Path.Combine(dataDirectory, "keys", "demo", $"{party}.apikey"));

    /// <summary>With the API key in a file.</summary>
    public static async Task WithAsync(IPage page, string language, string keyFile)
    {
        var texts = new ConsoleTexts(language);
        var key = await File.ReadAllTextAsync(keyFile);
        await page.GetByRole(AriaRole.Button, new() { Name = texts["signIn.title"] }).ClickAsync();
        await page.GetByLabel(texts["signIn.field"]).FillAsync(key.Trim());
        await page.GetByRole(AriaRole.Button, new() { Name = texts["signIn.submit"] }).Last.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = texts["signIn.out"] })).ToBeVisibleAsync();
    }
}
