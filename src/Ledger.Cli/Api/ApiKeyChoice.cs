// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Keys;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;

namespace Ledger.Cli.Api;

/// <summary>Which API key goes with a call. A key never stands in an argument.</summary>
internal static class ApiKeyChoice
{
    public const string Variable = "LEDGER_API_KEY_FILE";

    /// <summary>Set by <c>scripts/ledger</c>: the operator's key of this checkout's own ledger.</summary>
    public const string FallbackVariable = "LEDGER_FALLBACK_API_KEY_FILE";

    /// <summary>
    /// The file that <c>--api-key-file</c> names, else the variable's, else the one that lies beside the signing key under its
    /// name, else the fallback, which never goes to a host on another machine. Null: none, as public routes need none.
    /// </summary>
    public static string? Find(string? named, string? signingKey, Uri host, string language, Func<string, string?> variable)
    {
        var beside = signingKey is null ? null : Path.ChangeExtension(signingKey, CallerApiKey.Ending);
        var path = named
            ?? (variable(Variable) is { Length: > 0 } given ? given : null)
            ?? (File.Exists(beside) ? beside : null)
            ?? (host.IsLoopback && variable(FallbackVariable) is { Length: > 0 } fallback && File.Exists(fallback) ? fallback : null);
        if (path is null)
        {
            return null;
        }

        var read = CallerApiKey.Read(path);
        return read.IsDone ? read.Value : throw Unusable(read.Refusal, language);
    }

    /// <summary>The failure of a command whose API key file is of no use.</summary>
    public static CliFailure Unusable(Refusal refusal, string language)
    {
        var problem = new RefusalTexts().Describe(refusal, language);
        return new CliFailure(ExitCode.Usage, "usage.apiKey", ("reason", problem.Detail), ("code", problem.Code))
        {
            Problem = JsonSerializer.SerializeToElement(problem, LedgerJson.Options),
        };
    }
}
