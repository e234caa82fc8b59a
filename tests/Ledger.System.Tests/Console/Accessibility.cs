// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.SystemTests.Architecture;
using Microsoft.Playwright;

namespace Ledger.SystemTests.Console;

/// <summary>axe over a page: WCAG 2.2 at levels A and AA.</summary>
internal static class Accessibility
{
    private const string Run =
        "async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations"
        + ".map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)";

    /// <summary>What axe finds wrong, a line each: the rule and the elements.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        // Evaluated and not added as a script: the page's own policy would rightly refuse that.
        await page.EvaluateAsync(Checkout.Read("node_modules/axe-core/axe.min.js"));
        var found = await page.EvaluateAsync<JsonElement>(Run);
        return [.. found.EnumerateArray().Select(line => line.GetString()!)];
    }
}
