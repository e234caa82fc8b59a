// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ledger.Application.Setup;
using Ledger.Chain;
using Ledger.Chain.Embedded;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Sqlite;

namespace Ledger.Application.Upkeep;

/// <summary>Looks at machine and data directory before somebody asks why a host does not start. Changes nothing, opens no host.</summary>
public sealed class Doctor
{
    private const long RoomWarning = 1L << 30;
    private const long RoomNeeded = 100L << 20;
    private const int ClockToleranceSeconds = 60;

    private readonly DataDirectory _directory;
    private readonly TimeProvider _time;
    private readonly List<DoctorFinding> _findings = [];

    private readonly ApplicationOptions? _options;

    private Doctor(DataDirectory directory, TimeProvider time, ApplicationOptions? options) => (_directory, _time, _options) = (directory, time, options);

    /// <param name="port">The loopback port that a host would listen on.</param>
    /// <param name="anvilPath">The anvil binary of the embedded chain; null looks for it.</param>
    /// <param name="options">Where a network's nodes are, if not where the deployment says; null for the defaults.</param>
    public static async Task<IReadOnlyList<DoctorFinding>> RunAsync(
        string dataDirectory, int port, string? anvilPath, TimeProvider time, CancellationToken cancellation, ApplicationOptions? options = null)
    {
        var doctor = new Doctor(new DataDirectory(dataDirectory), time, options);
        doctor.LookAtLibrary();
        var record = doctor.LookAtDirectory();
        if (record is null or { IsEmbedded: true })
        {
            doctor.LookAtEngine(anvilPath);
        }

        doctor.LookAtRoom();
        var isHeld = false;
        if (record is not null)
        {
            doctor.LookAtAccess();
            isHeld = doctor.LookAtLock();
            await doctor.LookAtStoreAsync(cancellation);
            await doctor.LookAtNodeAsync(record, cancellation);
        }

        doctor.LookAtPort(port, isHeld);
        return doctor._findings;
    }

    private void LookAtLibrary()
    {
        try
        {
            Span<byte> one = stackalloc byte[32];
            one[^1] = 1;
            _ = Secp256k1.AddressOf(one);
            Add(DoctorFinding.Good("library", "libsecp256k1"));
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException)
        {
            Add(DoctorFinding.LibraryMissing((missing.InnerException ?? missing).Message));
        }
    }

    private void LookAtEngine(string? anvilPath)
    {
        try
        {
            Add(DoctorFinding.Good("engine", ChainFiles.FindEngine(anvilPath)));
        }
        catch (ChainFault missing)
        {
            Add(DoctorFinding.EngineMissing(missing.Message));
        }
    }

    /// <summary>The deployment, where the directory is a whole ledger's.</summary>
    private DeploymentRecord? LookAtDirectory()
    {
        DoctorFinding? flaw = _directory switch
        {
            { Exists: false } or { IsOurs: false, IsEmpty: true } => DoctorFinding.DirectoryMissing(_directory.Root),
            { IsOurs: false } => DoctorFinding.DirectoryForeign(_directory.Root),
            { IsUnfinished: true } => DoctorFinding.DirectoryUnfinished(_directory.Root),
            _ => null,
        };
        if (flaw is not null)
        {
            Add(flaw);
            return null;
        }

        var record = _directory.ReadDeployment()!;
        // Where init was run with a remote signer there is no relayer's key to miss; serve says so where the signer is not named.
        var isSignedElsewhere = record is { IsEmbedded: false, RelayerKeyFile: null } && !File.Exists(_directory.RelayerKey);
        List<string> needed = [_directory.Store, _directory.Secrets, .. isSignedElsewhere ? [] : new[] { record.RelayerKeyFile ?? _directory.RelayerKey }];
        var missing = needed.Where(path => !File.Exists(path)).ToList();
        missing.ForEach(path => Add(DoctorFinding.FileMissing(path)));
        if (missing.Count == 0)
        {
            Add(DoctorFinding.Good("directory", _directory.Root));
        }

        if (_directory.TryFindDivergence(out var evidence))
        {
            Add(DoctorFinding.Diverged(evidence));
        }

        return record;
    }

    private void LookAtRoom()
    {
        var at = new DirectoryInfo(_directory.Root);
        while (!at.Exists && at.Parent is not null)
        {
            at = at.Parent;
        }

        var free = new DriveInfo(at.FullName).AvailableFreeSpace;
        var text = (free >> 20).ToString(CultureInfo.InvariantCulture);
        Add(free < RoomNeeded ? DoctorFinding.RoomGone(text) : free < RoomWarning ? DoctorFinding.RoomShort(text) : DoctorFinding.Good("room", $"{text} MiB"));
    }

    private void LookAtAccess()
    {
        string[] secret = [_directory.Secrets, Path.Combine(_directory.Root, "operator.key")];
        var files = secret.Where(File.Exists).Concat(
            Directory.Exists(_directory.Keys) ? Directory.EnumerateFiles(_directory.Keys, "*", SearchOption.AllDirectories) : []).Order(StringComparer.Ordinal).ToList();
        var open = files.Where(IsOpenToOthers).ToList();
        open.ForEach(path => Add(DoctorFinding.OpenToOthers(path)));
        if (open.Count == 0)
        {
            Add(DoctorFinding.Good("access", $"{files.Count} × 0600"));
        }
    }

    private static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0;

    private bool LookAtLock()
    {
        using var held = _directory.TryLock();
        Add(held is null ? DoctorFinding.Held() : DoctorFinding.Free());
        return held is null;
    }

    private async Task LookAtStoreAsync(CancellationToken cancellation)
    {
        try
        {
            var (found, known) = StoreFile.SchemaVersion(_directory.Store);
            if (found != known)
            {
                Add(DoctorFinding.SchemaUnknown(found, known));
                return;
            }

            await using var store = SqliteStore.Open(_directory.Store);
            Add(DoctorFinding.Good("schema", found.ToString(CultureInfo.InvariantCulture)));
            var now = _time.GetUtcNow();
            var head = await store.ReadAsync(reader => reader.Blocks.Head?.Time ?? 0, cancellation);
            var behind = checked((long)head - now.ToUnixTimeSeconds());
            Add(behind > ClockToleranceSeconds
                ? DoctorFinding.ClockBehind(behind)
                : DoctorFinding.Good("clock", now.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        }
        catch (StoreFault fault)
        {
            Add(DoctorFinding.StoreUnreadable(fault.Message));
        }
    }

    private async Task LookAtNodeAsync(DeploymentRecord record, CancellationToken cancellation)
    {
        if (record.IsEmbedded)
        {
            return;
        }

        try
        {
            await using var engine = await Engine.OpenAsync(_directory, record, anvilPath: null, cancellation, _options);
            var found = await engine.Node.ChainIdAsync(cancellation);
            Add(found == record.ChainId
                ? DoctorFinding.Good("node", found.ToString(CultureInfo.InvariantCulture))
                : DoctorFinding.NodeOther(record.ChainId, found));
            foreach (var (name, trouble) in (engine.Nodes?.Statuses ?? []).Where(status => status.Trouble is not null).Select(status => (status.Name, status.Trouble!.Value)))
            {
                Add(DoctorFinding.NodeAside(name, trouble.ToString()));
            }
        }
        catch (ChainFault fault)
        {
            Add(DoctorFinding.NodeSilent(fault.Message));
        }
    }

    /// <summary>Whoever holds the directory is taken for the one that listens.</summary>
    private void LookAtPort(int port, bool isHeld)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            Add(DoctorFinding.Good("port", port.ToString(CultureInfo.InvariantCulture)));
        }
        catch (SocketException)
        {
            Add(isHeld ? DoctorFinding.Good("port", port.ToString(CultureInfo.InvariantCulture)) : DoctorFinding.PortTaken(port));
        }
    }

    private void Add(DoctorFinding finding) => _findings.Add(finding);
}
