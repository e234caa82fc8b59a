// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Cli;

/// <summary>A command ends here with one sentence (a text key and its values) and an exit code.</summary>
public sealed class CliFailure(int exitCode, string key, params (string Name, string Value)[] values)
    : Exception($"{key} {string.Join(", ", values)}")
{
    public int ExitCode => exitCode;

    public string Key => key;

    public IReadOnlyList<(string Name, string Value)> Values => values;

    /// <summary>The problem that the host answered with, as it sent it.</summary>
    public JsonElement? Problem { get; init; }

    /// <summary>The code of that problem; null where there is none.</summary>
    public string? Code => Problem is { ValueKind: JsonValueKind.Object } problem && problem.TryGetProperty("code", out var code) ? code.ToString() : null;
}
