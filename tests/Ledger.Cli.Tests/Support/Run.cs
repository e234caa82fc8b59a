// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Cli.Tests.Support;

/// <summary>What a run of the command left: its exit code and what it wrote.</summary>
internal sealed record Run(int ExitCode, string Out, string Error)
{
    public JsonElement Json => JsonElement.Parse(Out);

    /// <summary>Runs <c>ledger</c> in this process.</summary>
    public static async Task<Run> LedgerAsync(string line, IReadOnlyDictionary<string, string>? environment = null, Func<string, bool>? confirm = null, Func<string, char[]>? askSecret = null)
    {
        using var standard = new StringWriter();
        using var error = new StringWriter();
        var around = new Surroundings(standard, error, name => environment?.GetValueOrDefault(name), TimeProvider.System, confirm, AskSecret: askSecret);
        var exitCode = await LedgerCommand.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), around);
        return new Run(exitCode, standard.ToString(), error.ToString());
    }
}
