// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Ledger.SystemTests.Console;

/// <summary>Debian's Chromium, without a window and without a word to anybody but the ledger.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] _arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>What pages complained of: scripts that failed, requests that failed, policies that were broken.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <param name="more">What Chromium is told beside.</param>
    public static async Task<Browser> StartAsync(params string[] more)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Headless = true, Args = [.. _arguments, .. more] });
        return new Browser(playwright, browser);
    }

    public async Task<IPage> OpenAsync(Uri url, string locale)
    {
        var context = await _browser.NewContextAsync(new() { Locale = locale, BaseURL = url.AbsoluteUri });
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Enqueue(error);
        page.RequestFailed += (_, request) =>
        {
            // A page that is left gives up what it was still asking for; that is no complaint.
            if (request.Failure is not "net::ERR_ABORTED")
            {
                Complaints.Enqueue($"{request.Url}: {request.Failure}");
            }
        };
        await page.GotoAsync("/");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
