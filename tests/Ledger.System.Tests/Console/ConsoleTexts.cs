// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.SystemTests.Architecture;

namespace Ledger.SystemTests.Console;

/// <summary>The console's own texts, so that the tests follow its wording.</summary>
internal sealed class ConsoleTexts(string language)
{
    private readonly JsonElement _all = JsonDocument.Parse(Checkout.Read($"src/Console/src/i18n/{language}.json")).RootElement;

    public string this[string path] => path.Split('.').Aggregate(_all, (texts, key) => texts.GetProperty(key)).GetString()!;

    /// <summary>A text with its places filled.</summary>
    public string Fill(string path, params ReadOnlySpan<(string Name, string Value)> args)
    {
        var text = this[path];
        foreach (var (name, value) in args)
        {
            text = text.Replace($"{{{{{name}}}}}", value, StringComparison.Ordinal);
        }

        return text;
    }
}
