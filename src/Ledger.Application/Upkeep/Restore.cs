// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Setup;

namespace Ledger.Application.Upkeep;

/// <summary>Makes a data directory of a backup, where nothing is; it appears under its name only once <c>fsck</c> has nothing against it.</summary>
public static class Restore
{
    /// <param name="secretsFile">The keys and secrets that belong to it; null restores what can be read without them, and cannot be served yet.</param>
    /// <param name="anvilPath">The anvil binary of the embedded chain; null looks for it.</param>
    /// <param name="withChain">Whether the chain is replayed, or its node asked, before the directory appears.</param>
    public static async Task<Outcome<RestoreReport>> RunAsync(
        string file,
        string? secretsFile,
        string dataDirectory,
        string? anvilPath,
        bool withChain,
        TimeProvider time,
        IProgress<UpkeepStep>? progress,
        CancellationToken cancellation)
    {
        var target = new DataDirectory(dataDirectory);
        if (File.Exists(target.Root) || (target.Exists && !target.IsEmpty))
        {
            return new DirectoryNotEmpty(target.Root);
        }

        var beside = Path.GetDirectoryName(target.Root)!;
        Directory.CreateDirectory(beside);
        using var stage = new ScratchDirectory(beside);
        var unpacked = await UnpackAsync(file, secretsFile, stage.Files, progress, cancellation);
        if (!unpacked.IsDone)
        {
            return unpacked.Refusal;
        }

        stage.Files.MakeFolders(demo: false);
        if (Opening.Judge(stage.Files, new ApplicationOptions()) is { } refusal)
        {
            return refusal;
        }

        var record = stage.Files.ReadDeployment()!;
        var inspected = new Inspected(target.Root, stage.Files.Store, stage.Files.Chain, stage.Files.Secrets, record);
        var report = await Fsck.InspectAsync(inspected, new FlawBook(), withChain ? Fsck.Opener(record, anvilPath) : null, time, progress, cancellation);
        var served = File.Exists(stage.Files.Secrets);
        if (report.Wrong == 0)
        {
            if (target.Exists)
            {
                Directory.Delete(target.Root);
            }

            Directory.Move(stage.Files.Root, target.Root);
        }

        return new RestoreReport(target.Root, report.Wrong == 0, served, report);
    }

    private static async Task<Outcome<ArchiveManifest>> UnpackAsync(
        string file, string? secretsFile, DataDirectory stage, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        var data = ArchiveReader.Open(file, ArchiveManifest.Data);
        if (!data.IsDone)
        {
            return data.Refusal;
        }

        using var reader = data.Value;
        if (await reader.UnpackAsync(stage.Root, progress, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (secretsFile is null)
        {
            return reader.Manifest;
        }

        var secrets = ArchiveReader.Open(secretsFile, ArchiveManifest.Secrets);
        if (!secrets.IsDone)
        {
            return secrets.Refusal;
        }

        using var opened = secrets.Value;
        if ((opened.Manifest.ChainId, opened.Manifest.Genesis) != (reader.Manifest.ChainId, reader.Manifest.Genesis))
        {
            return new BackupMismatch(file, secretsFile);
        }

        return await opened.UnpackAsync(stage.Root, progress, cancellation) is { } wrong ? wrong : reader.Manifest;
    }
}

/// <summary>What became of a backup.</summary>
/// <param name="Restored">Whether the directory is there now; not where <c>fsck</c> found something wrong.</param>
/// <param name="CanServe">Whether keys and secrets came with it.</param>
public sealed record RestoreReport(string Directory, bool Restored, bool CanServe, FsckReport Fsck);
