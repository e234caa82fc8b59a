// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Cli.Output;

/// <summary>The host's answer with what it was found to be here, for programs.</summary>
internal static class Checked
{
    /// <summary>The answer and <c>check: {ok, code}</c>.</summary>
    public static JsonElement Of(JsonElement answer, bool ok, string code)
    {
        var shown = JsonObject.Create(answer)!;
        shown["check"] = new JsonObject { ["ok"] = ok, ["code"] = code };
        return JsonSerializer.SerializeToElement(shown);
    }

    /// <summary>A verdict's stable code: its name in small letters and dashes, after what was judged.</summary>
    public static string Code<T>(string judged, T verdict)
        where T : struct, Enum
    {
        var code = new StringBuilder(judged);
        foreach (var letter in verdict.ToString())
        {
            code.Append(char.IsAsciiLetterUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : letter);
        }

        return code.ToString();
    }
}
