// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Setup;
using Ledger.Chain.Embedded;
using Ledger.Domain;
using Ledger.Store.Sqlite;

namespace Ledger.Application.Upkeep;

/// <summary>
/// Backs a data directory up while a host serves it: one snapshot of the store, and the embedded chain exactly up to the
/// block that this snapshot follows. Keys and the documents' secrets go into a file of their own, or nowhere.
/// </summary>
public static class Backup
{
    /// <param name="file">The backup to write; nothing may be there.</param>
    /// <param name="secretsFile">Where keys and secrets go; null leaves them out.</param>
    public static async Task<Outcome<BackupReport>> RunAsync(
        string dataDirectory, string file, string? secretsFile, TimeProvider time, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        var directory = new DataDirectory(dataDirectory);
        if (Opening.Judge(directory, new ApplicationOptions()) is { } refusal)
        {
            return refusal;
        }

        if (new[] { file, secretsFile }.FirstOrDefault(path => path is not null && Path.Exists(path)) is { } there)
        {
            return new BackupExists(there);
        }

        using var stage = new ScratchDirectory(Path.GetDirectoryName(Path.GetFullPath(file)));
        var book = new FlawBook();
        if (!Fsck.TryCopy(directory, stage.Files, book, progress))
        {
            return new StoreUncopied(directory.Store, book.Flaws[^1].Args["reason"]);
        }

        var record = directory.ReadDeployment()!;
        var head = await HeadAsync(stage.Files, cancellation);
        CopyBeside(directory, stage.Files, record, head);
        var manifest = new ArchiveManifest(
            ArchiveManifest.Format, ArchiveManifest.Data, (ulong)time.GetUtcNow().ToUnixTimeSeconds(), record.ChainId, record.Genesis, head, []);
        if (secretsFile is not null)
        {
            // Each secret is kept before its document's row: read after the store, none is missing.
            await ArchiveWriter.WriteAsync(
                secretsFile, manifest with { Kind = ArchiveManifest.Secrets }, directory.Root, SecretNames(directory), progress: null, cancellation);
        }

        var inspected = new Inspected(directory.Root, stage.Files.Store, stage.Files.Chain, directory.Secrets, record);
        var report = await Fsck.InspectAsync(inspected, book, open: null, time, progress, cancellation);
        manifest = await ArchiveWriter.WriteAsync(file, manifest, stage.Files.Root, Names(stage.Files), progress, cancellation);
        return new BackupReport(file, secretsFile, head, manifest.Entries.Count, new FileInfo(file).Length, report.Flaws.Where(flaw => flaw.IsWrong).ToList());
    }

    private static async Task<BlockRef?> HeadAsync(DataDirectory stage, CancellationToken cancellation)
    {
        await using var store = SqliteStore.Open(stage.Store);
        return await store.ReadAsync(reader => reader.Blocks.Head?.Ref, cancellation);
    }

    private static void CopyBeside(DataDirectory directory, DataDirectory stage, DeploymentRecord record, BlockRef? head)
    {
        File.Copy(directory.Deployment, stage.Deployment);
        foreach (var evidence in directory.Divergences())
        {
            File.Copy(evidence, Path.Combine(stage.Root, Path.GetFileName(evidence)));
        }

        if (record.IsEmbedded)
        {
            DataDirectory.Make(stage.Chain);
            ChainFiles.Copy(directory.Chain, stage.Chain, head?.Number ?? 0, withSnapshots: true);
        }
    }

    /// <summary>The small files first, so that a glance at the archive tells what it is.</summary>
    private static List<string> Names(DataDirectory stage) =>
        [.. Below(stage.Root, stage.Root).Where(name => ArchiveManifest.Allows(ArchiveManifest.Data, name)).OrderBy(name => name is "ledger.db").ThenBy(name => name, StringComparer.Ordinal)];

    private static List<string> SecretNames(DataDirectory directory)
    {
        string[] alone = [Path.GetFileName(directory.Secrets), "operator.key"];
        return
        [
            .. alone.Where(name => File.Exists(Path.Combine(directory.Root, name))),
            .. Below(directory.Root, directory.Keys).Where(name => ArchiveManifest.Allows(ArchiveManifest.Secrets, name)).Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Below(string root, string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'));
}

/// <summary>A backup that was made.</summary>
/// <param name="Secrets">The file with keys and secrets; null where none was asked for.</param>
/// <param name="Head">The newest block that is in it.</param>
/// <param name="Flaws">What is wrong in the directory, and so in the backup.</param>
public sealed record BackupReport(string File, string? Secrets, BlockRef? Head, int Entries, long Bytes, IReadOnlyList<Flaw> Flaws);
