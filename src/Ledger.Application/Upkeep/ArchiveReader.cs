// SPDX-License-Identifier: Apache-2.0

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Views;

namespace Ledger.Application.Upkeep;

/// <summary>
/// Unpacks a backup. Only names of the closed list become paths, nothing is a link, nothing grows beyond what the manifest
/// says, and what is written is what the manifest's hashes say.
/// </summary>
internal sealed class ArchiveReader : IDisposable
{
    private const int MostEntries = 10_000;
    private const int MostManifestBytes = 4 << 20;

    private readonly string _file;
    private readonly ZipArchive _zip;

    private ArchiveReader(string file, ZipArchive zip, ArchiveManifest manifest) => (_file, _zip, Manifest) = (file, zip, manifest);

    public ArchiveManifest Manifest { get; }

    /// <summary>Opens a backup of a kind and judges all that can be judged without unpacking it.</summary>
    public static Outcome<ArchiveReader> Open(string file, string kind)
    {
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(file);
            var manifest = ReadManifest(zip);
            if (Judge(file, zip, manifest, kind) is { } refusal)
            {
                return refusal;
            }

            var reader = new ArchiveReader(file, zip, manifest!);
            zip = null;
            return reader;
        }
        catch (InvalidDataException wrong)
        {
            return new BackupForeign(file, wrong.Message);
        }
        finally
        {
            zip?.Dispose();
        }
    }

    /// <summary>Writes every entry below <paramref name="root"/>; null when all of it is what the manifest says.</summary>
    public async Task<UpkeepRefusal?> UnpackAsync(string root, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        var total = Manifest.Entries.Sum(entry => entry.Bytes);
        if (new DriveInfo(root).AvailableFreeSpace is var free && free < total)
        {
            return new RoomMissing(root, total, free);
        }

        ulong done = 0;
        foreach (var entry in Manifest.Entries)
        {
            progress?.Report(new UpkeepStep(UpkeepStep.Unpack, done, (ulong)total));
            var path = Path.Combine(root, entry.Name);
            Setup.DataDirectory.Make(Path.GetDirectoryName(path)!);
            if (!await TryUnpackAsync(_zip.GetEntry(entry.Name)!, entry, path, cancellation))
            {
                return new BackupDamaged(_file, entry.Name);
            }

            done += (ulong)entry.Bytes;
        }

        progress?.Report(new UpkeepStep(UpkeepStep.Unpack, done, (ulong)total));
        return null;
    }

    public void Dispose() => _zip.Dispose();

    private static ArchiveManifest? ReadManifest(ZipArchive zip)
    {
        if (zip.Entries.Count > MostEntries || zip.Entries is not [{ FullName: ArchiveManifest.EntryName, Length: <= MostManifestBytes } first, ..])
        {
            return null;
        }

        using var content = first.Open();
        var bytes = new byte[MostManifestBytes + 1];
        var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        try
        {
            return read > MostManifestBytes ? null : JsonSerializer.Deserialize<ArchiveManifest>(bytes.AsSpan(0, read), LedgerJson.Incoming);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static BackupForeign? Judge(string file, ZipArchive zip, ArchiveManifest? manifest, string kind)
    {
        if (manifest is null or { LedgerBackup: not ArchiveManifest.Format })
        {
            return new BackupForeign(file, ArchiveManifest.EntryName);
        }

        if (!string.Equals(manifest.Kind, kind, StringComparison.Ordinal))
        {
            return new BackupForeign(file, manifest.Kind);
        }

        // Names are compared without their case: two of them must not be one file where a disk does not tell them apart.
        var listed = manifest.Entries.Select(entry => entry.Name).Append(ArchiveManifest.EntryName).ToList();
        if (listed.Distinct(StringComparer.OrdinalIgnoreCase).Count() != listed.Count
            || !zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal).SequenceEqual(listed.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            return new BackupForeign(file, ArchiveManifest.EntryName);
        }

        return manifest.Entries.FirstOrDefault(entry => !ArchiveManifest.Allows(kind, entry.Name) || entry.Bytes < 0) is { } spare
            ? new BackupForeign(file, spare.Name)
            : null;
    }

    private static async Task<bool> TryUnpackAsync(ZipArchiveEntry from, ArchiveEntry said, string path, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = new FileStream(path, options);
        try
        {
            await using var content = await from.OpenAsync(cancellation);
            var buffer = new byte[256 * 1024];
            for (long left = said.Bytes; ;)
            {
                var read = await content.ReadAsync(buffer, cancellation);
                if (read == 0)
                {
                    break;
                }

                left -= read;
                if (left < 0)
                {
                    return false;
                }

                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        target.Flush(flushToDisk: true);
        return target.Length == said.Bytes && string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), said.Sha256, StringComparison.Ordinal);
    }
}
