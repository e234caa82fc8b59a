// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Cli.Commands;

/// <summary>JSON files that a command is given.</summary>
internal static class JsonFiles
{
    /// <summary>No duplicate keys, and no deeper than anything of ours.</summary>
    internal static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The file's JSON; a duplicate key is refused.</summary>
    public static Task<JsonElement> ReadAsync(string path, CancellationToken cancel) => ReadAsync(path, Strict, cancel);

    /// <summary>The file's JSON, read with other options; they refuse a duplicate key too.</summary>
    public static async Task<JsonElement> ReadAsync(string path, JsonDocumentOptions options, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(path);
        using var document = await JsonDocument.ParseAsync(stream, options, cancel);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new CliFailure(ExitCode.Usage, "usage.content", ("reason", path));
    }
}
