// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Keys;

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
    public static string? Find(string? named, string? signingKey, Uri host, Func<string, string?> variable)
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
        return read.IsDone ? read.Value : throw new CliFailure(ExitCode.Usage, "usage.apiKey", ("reason", read.Refusal.Args["reason"]));
    }
}
