// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Cli.Signing;

/// <summary>What an observation rests on, as a draft names it: files are hashed here and stay here, each piece gets a salt.</summary>
internal static class EvidenceDrafts
{
    /// <param name="folder">Where files are looked for.</param>
    /// <param name="zone">The IANA zone whose days its dates are; null for UTC.</param>
    public static async Task<IReadOnlyList<EvidenceItem>> ReadAsync(JsonElement pieces, string folder, string? zone, CancellationToken cancel)
    {
        var items = new List<EvidenceItem>();
        foreach (var draft in pieces.Deserialize<List<EvidenceDraft>>(DraftJson.Options)!)
        {
            items.Add(new EvidenceItem(
                DraftJson.Word<EvidenceSource>(draft.Source),
                draft.Name ?? (draft.File is { } path ? Path.GetFileName(path) : throw Wrong("name")),
                draft.File is { } file ? await DigestAsync(Path.Combine(folder, file), cancel) : draft.Content ?? Hash32.Zero,
                draft.ObtainedAt?.ToSeconds(zone) ?? 0,
                draft.Note,
                UsageSigning.Salt()));
        }

        return items;
    }

    private static async Task<Hash32> DigestAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        return new Hash32(await SHA256.HashDataAsync(stream, cancel));
    }

    private static CliFailure Wrong(string what) => new(ExitCode.Usage, "usage.content", ("reason", what));

    /// <param name="Source">listing | teardown | customs | shipment | purchase | other.</param>
    /// <param name="File">A file beside the draft: its SHA-256 is signed.</param>
    /// <param name="Name">What it is called; the file's own name where it is left out.</param>
    /// <param name="Content">The SHA-256 itself, where the file lies elsewhere.</param>
    private sealed record EvidenceDraft(
        string Source, string? File = null, string? Name = null, Hash32? Content = null, Flexible? ObtainedAt = null, string Note = "");
}
