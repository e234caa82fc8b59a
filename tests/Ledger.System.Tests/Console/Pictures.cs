// SPDX-License-Identifier: Apache-2.0

using Ledger.SystemTests.Architecture;
using Microsoft.Playwright;

namespace Ledger.SystemTests.Console;

/// <summary>Pictures of pages in <c>.state/screenshots</c>, for eyes to judge.</summary>
internal static class Pictures
{
    public const int Wide = 1280;
    public const int Narrow = 390;
    public const int Height = 720;

    private static readonly string _directory = Directory.CreateDirectory(Path.Combine(Checkout.Root, ".state", "screenshots")).FullName;

    public static Task TakeAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(_directory, $"{name}.png"), FullPage = true });

    /// <summary>Whether a reader would have to scroll sideways to see all of the page.</summary>
    public static Task<bool> IsWiderThanItsWindowAsync(IPage page) =>
        page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > window.innerWidth");
}
