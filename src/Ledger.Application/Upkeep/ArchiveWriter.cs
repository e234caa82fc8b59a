// SPDX-License-Identifier: Apache-2.0

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Views;

namespace Ledger.Application.Upkeep;

/// <summary>Packs files into a backup: a ZIP whose first entry is the manifest; written aside, synced, renamed; readable by its owner only.</summary>
internal static class ArchiveWriter
{
    // ZIP's own times would make two backups of one state differ; what counts stands in the manifest.
    private static readonly DateTimeOffset _epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="root">Where the files lie.</param>
    /// <param name="names">The entries: paths below <paramref name="root"/>, with <c>/</c>.</param>
    public static async Task<ArchiveManifest> WriteAsync(
        string file, ArchiveManifest manifest, string root, IReadOnlyList<string> names, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        List<ArchiveEntry> entries = [];
        foreach (var name in names)
        {
            await using var content = Open(root, name);
            entries.Add(new ArchiveEntry(name, content.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation))));
        }

        manifest = manifest with { Entries = entries };
        var aside = file + ".new";
        File.Delete(aside);
        try
        {
            await using (var target = new FileStream(aside, Options()))
            {
                await using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
                {
                    await AddAsync(zip, ArchiveManifest.EntryName, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, LedgerJson.Options)), cancellation);
                    await PackAsync(zip, root, entries, progress, cancellation);
                }

                target.Flush(flushToDisk: true);
            }

            File.Move(aside, file, overwrite: false);
        }
        finally
        {
            File.Delete(aside);
        }

        return manifest;
    }

    private static async Task PackAsync(
        ZipArchive zip, string root, List<ArchiveEntry> entries, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        var total = (ulong)entries.Sum(entry => entry.Bytes);
        ulong done = 0;
        foreach (var entry in entries)
        {
            progress?.Report(new UpkeepStep(UpkeepStep.Pack, done, total));
            await using var content = Open(root, entry.Name);
            await AddAsync(zip, entry.Name, content, cancellation);
            done += (ulong)entry.Bytes;
        }

        progress?.Report(new UpkeepStep(UpkeepStep.Pack, total, total));
    }

    private static async Task AddAsync(ZipArchive zip, string name, Stream content, CancellationToken cancellation)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = _epoch;
        await using var to = await entry.OpenAsync(cancellation);
        await content.CopyToAsync(to, cancellation);
    }

    private static FileStream Open(string root, string name) =>
        new(Path.Combine(root, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
