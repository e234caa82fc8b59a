// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Chain.Embedded;
using Ledger.Evidence.Divergences;

namespace Ledger.Application.Setup;

/// <summary>The data directory: where everything lies, and who may use it.</summary>
/// <remarks>
/// <c>init.unfinished</c> is written first and removed last, so that a directory is ours, and whole, exactly when
/// <c>deployment.json</c> is there and the marker is not.
/// </remarks>
public sealed class DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public DataDirectory(string path) => Root = Path.GetFullPath(path);

    public string Root { get; }

    public string Store => Path.Combine(Root, "ledger.db");

    public string Secrets => Path.Combine(Root, "secrets.jsonl");

    public string Keys => Path.Combine(Root, "keys");

    public string DemoKeys => Path.Combine(Keys, "demo");

    /// <summary>The codes of the demonstration's cartons, one in each file.</summary>
    public string DemoCodes => Path.Combine(Root, "demo", "codes");

    public string RelayerKey => Path.Combine(Keys, "relayer.json");

    /// <summary>The operator's API key, written by the first start.</summary>
    public string OperatorKey => Path.Combine(Root, "operator.key");

    public string Chain => Path.Combine(Root, "chain");

    public string Exports => Path.Combine(Root, "exports");

    /// <summary>What <c>init</c> pinned.</summary>
    public string Deployment => Path.Combine(Root, "deployment.json");

    private string Unfinished => Path.Combine(Root, "init.unfinished");

    private string Lock => Path.Combine(Root, "lock");

    public bool Exists => Directory.Exists(Root);

    public bool IsEmpty => !Directory.EnumerateFileSystemEntries(Root).Any();

    /// <summary>Whether an <c>init</c> began here and did not end.</summary>
    public bool IsUnfinished => File.Exists(Unfinished);

    /// <summary>Whether <c>init</c> ended here.</summary>
    public bool IsWhole => File.Exists(Deployment) && !IsUnfinished;

    /// <summary>Whether the directory is a ledger's, finished or not.</summary>
    public bool IsOurs => File.Exists(Deployment) || IsUnfinished;

    /// <summary>Makes the directory and writes the marker with what is asked for.</summary>
    public void Begin(InitRequest request)
    {
        Make(Root);
        WriteWhole(Unfinished, JsonSerializer.SerializeToUtf8Bytes(request, LedgerJson.Options));
    }

    /// <summary>What the <c>init</c> that did not end was asked for.</summary>
    public InitRequest? ReadUnfinished() => JsonSerializer.Deserialize<InitRequest>(File.ReadAllBytes(Unfinished), LedgerJson.Options);

    public void End() => File.Delete(Unfinished);

    /// <summary>Removes what an <c>init</c> made before it pinned a deployment; keys stay, for they may hold funds.</summary>
    public void Sweep()
    {
        foreach (var file in Directory.EnumerateFiles(Root, "ledger.db*").Append(Secrets))
        {
            File.Delete(file);
        }

        if (Directory.Exists(Chain))
        {
            Directory.Delete(Chain, recursive: true);
        }
    }

    public void MakeFolders(bool demo)
    {
        Make(Keys);
        Make(Exports);
        if (demo)
        {
            Make(DemoKeys);
            Make(DemoCodes);
        }
    }

    public DeploymentRecord? ReadDeployment() =>
        File.Exists(Deployment) ? JsonSerializer.Deserialize<DeploymentRecord>(File.ReadAllBytes(Deployment), LedgerJson.Options) : null;

    public void WriteDeployment(DeploymentRecord record) => WriteWhole(Deployment, JsonSerializer.SerializeToUtf8Bytes(record, LedgerJson.Options));

    /// <summary>Leaves a divergence's evidence where the operator finds it, beside what lies there already; returns its path.</summary>
    /// <param name="number">The block, or the log's size, at which both sides part.</param>
    public string WriteDivergence(ulong number, ReadOnlySpan<byte> evidence)
    {
        var path = Path.Combine(Root, $"divergence-{number}.json");
        for (var more = 2; File.Exists(path); more++)
        {
            if (evidence.SequenceEqual(File.ReadAllBytes(path)))
            {
                return path;
            }

            path = Path.Combine(Root, $"divergence-{number}-{more}.json");
        }

        WriteWhole(path, evidence);
        return path;
    }

    /// <summary>Leaves the evidence of an embedded chain that was replayed to another block; the same divergence leaves it once.</summary>
    internal string WriteDivergence(EmbeddedDivergenceException diverged) => WriteDivergence(
        diverged.Number,
        new ReplayDivergenceFile(
            diverged.ChainId,
            diverged.Message,
            diverged.Time,
            [.. diverged.Transactions.Select(raw => (ReadOnlyMemory<byte>)raw)],
            diverged.Recorded,
            new DivergentBlock(diverged.Number, diverged.Replayed.Ref.Hash, diverged.Replayed.Header.Encode())).Write());

    /// <summary>Whether evidence of a divergence lies here: then nothing may be written until the operator has looked.</summary>
    public bool TryFindDivergence([NotNullWhen(true)] out string? path)
    {
        path = Divergences().FirstOrDefault();
        return path is not null;
    }

    /// <summary>The evidence of divergences that lies here.</summary>
    internal IEnumerable<string> Divergences() => Directory.EnumerateFiles(Root, "divergence-*.json").Order(StringComparer.Ordinal);

    /// <summary>Takes the directory for this process; null when another one has it. Dispose to free it.</summary>
    public LockFile? TryLock() => LockFile.TryTake(Lock);

    /// <summary>Takes the directory from a process that stands still.</summary>
    internal LockFile SeizeLock() => LockFile.Seize(Lock);

    /// <summary>Writes a file whole or not at all: temporary name, fsync, rename. Readable by its owner only.</summary>
    /// <exception cref="IOException">The world failed, or the file is there already and <paramref name="overwrite"/> says to leave it.</exception>
    public static void WriteWhole(string path, ReadOnlySpan<byte> bytes, bool overwrite = true)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite);
    }

    internal static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }
}
