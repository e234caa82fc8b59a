// SPDX-License-Identifier: Apache-2.0

using Microsoft.Playwright;

namespace Ledger.SystemTests.Console;

/// <summary>A look at a page on a phone and on a desk: what axe says of it, whether it fits there, and a picture for eyes to judge.</summary>
internal static class Look
{
    public static async Task AtAsync(IPage page, string name)
    {
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        foreach (var (width, suffix) in ((int, string)[])[(Pictures.Narrow, ".narrow"), (Pictures.Wide, "")])
        {
            await page.SetViewportSizeAsync(width, Pictures.Height);
            await Pictures.TakeAsync(page, name + suffix);
            Assert.Empty(await Accessibility.ViolationsAsync(page));
            Assert.False(await Pictures.IsWiderThanItsWindowAsync(page), $"{name}{suffix} scrolls sideways");
        }
    }
}
