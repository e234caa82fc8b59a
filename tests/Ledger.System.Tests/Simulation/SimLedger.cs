// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Application;
using Ledger.Application.Documents;
using Ledger.Application.Setup;
using Ledger.Application.Upkeep;
using Ledger.Chain.Deploy;
using Ledger.Chain.Rpc;
using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Store.Sqlite;
using Ledger.Store.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.SystemTests.Simulation;

/// <summary>The real ledger, composed as the host composes it, over a simulated node; it can die and be opened again.</summary>
internal sealed class SimLedger : IAsyncDisposable
{
    /// <summary>How old a block may be that a record names, and how long after its lodging a body is in time: hours, so that a life comes past both.</summary>
    public const int MaxRecordAgeSeconds = 10_800, LodgeGraceSeconds = 14_400;

    /// <summary>For how many days a claimed payment can be disputed.</summary>
    public const int PaymentDisputeDays = 1;

    private readonly DataDirectory _directory;
    private readonly DeploymentRecord _record;
    private readonly INodeTransport _transport;
    private readonly TimeProvider _clock;
    private readonly SimKiller _killer;

    private CrashingStore? _sleeperStore;

    private SimLedger(DataDirectory directory, DeploymentRecord record, INodeTransport transport, TimeProvider clock, SimKiller killer) =>
        (_directory, _record, _transport, _clock, _killer) = (directory, record, transport, clock, killer);

    public CrashingStore Store { get; private set; } = null!;

    public OpenLedger Open { get; private set; } = null!;

    /// <summary>How many writes the present process began, and the one that stands still.</summary>
    public long Writes => Store.Writes + (_sleeperStore?.Writes ?? 0);

    /// <summary>A host that stood still while another became the writer, and does not know it; null where there is none.</summary>
    public OpenLedger? Sleeper { get; private set; }

    public DataDirectory Directory => _directory;

    /// <summary>How far ahead promises are given.</summary>
    public int AnchorGraceSeconds { get; private init; }

    /// <summary>The addresses of every simulated deployment.</summary>
    public static LedgerContracts Contracts { get; } = new(
        424_242_424_242, Named("Parties"), Named("Pools"), Named("Licenses"), Named("UsageLog"));

    /// <summary>Makes the data directory and opens it.</summary>
    /// <param name="anchorGraceSeconds">How far ahead promises are given.</param>
    /// <param name="keys">Names of key files, and their private keys.</param>
    public static async Task<SimLedger> CreateAsync(
        INodeTransport transport, TimeProvider clock, SimKiller killer, ulong finality, int anchorGraceSeconds, Hash32 genesis, IReadOnlyDictionary<string, byte[]> keys)
    {
        // Syncing is what a simulation of thousands of commits spends its time on; in memory it costs nothing.
        var parent = System.IO.Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var directory = new DataDirectory(Path.Combine(parent, $"ledger-simulation-{Guid.NewGuid():N}"));
        System.IO.Directory.CreateDirectory(directory.Root);
        directory.MakeFolders(demo: false);
        foreach (var (name, key) in keys)
        {
            WriteKey(Path.Combine(directory.Keys, name + ".json"), key);
        }

        await SqliteStore.Create(directory.Store, SqliteOptions.Alone).DisposeAsync();
        SecretFile.Open(directory.Secrets, create: true).Dispose();
        var record = new DeploymentRecord(
            DeploymentRecord.CurrentFormat,
            DeploymentRecord.Network,
            Demo: true,
            Contracts.ChainId,
            Node: null,
            finality,
            genesis,
            StartBlock: 1,
            [.. Enum.GetValues<ContractName>().Select(name => new Application.Setup.DeployedContract(
                name.ToString(), "1", Contracts.AddressOf(name), Hash32.Zero, 1))],
            RelayerKeyFile: null);
        var ledger = new SimLedger(directory, record, transport, clock, killer) { AnchorGraceSeconds = anchorGraceSeconds };
        await ledger.ComposeAsync();
        return ledger;
    }

    /// <summary>Writes a key file in the clear.</summary>
    /// <param name="party">Whom the key speaks for; null: it does not say.</param>
    public static void WriteKey(string path, ReadOnlyMemory<byte> key, Hash32? party = null)
    {
        using var file = new StreamWriter(path, Encoding.ASCII, KeyFileOptions());
        var of = party is { } id ? $$""","party":"{{id}}" """ : "";
        file.Write($$"""{"ledgerKey":1,"address":"{{Secp256k1.AddressOf(key.Span)}}","privateKey":"{{Hex.Encode(key.Span)}}","demo":false{{of}}}""");
    }

    /// <summary>A second ledger over the same chain, with a store of its own: what a clean rebuild gives.</summary>
    public (OpenLedger Ledger, SqliteStore Store) OpenClean(INodeTransport transport, string file)
    {
        var store = SqliteStore.Create(Path.Combine(_directory.Root, file), SqliteOptions.Alone);
        return (OpenLedger.Compose(_directory, _record, Engine.Over(transport), Options, _clock, NullLoggerFactory.Instance, store), store);
    }

    /// <summary>What <c>fsck</c> says of a directory's store, the chain asked.</summary>
    public Task<FsckReport> LookOverAsync(DataDirectory directory, INodeTransport transport) => Fsck.LookAsync(
        directory, _record, (_, _) => Task.FromResult(Engine.Over(transport)), _clock, null, default, beside: _directory.Root);

    /// <summary>Whether the disk has no room for another page.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether the disk takes writes, and will take the next.</summary>
    public bool IsSound => !IsFull && !Store.IsBroken && Store.FailsToSync is null;

    /// <summary>The process is gone; a new one opens what it left.</summary>
    /// <param name="isFull">Whether the disk is full from now on.</param>
    public async Task ReopenAsync(bool isFull = false)
    {
        await CloseAsync();
        IsFull = isFull;
        await ComposeAsync();
    }

    /// <summary>The process stands still, and another one takes its place.</summary>
    public async Task FallAsleepAsync()
    {
        await EndSleeperAsync();
        (Sleeper, _sleeperStore) = (Open, Store);
        await ComposeAsync();
    }

    /// <summary>The process that stood still is gone.</summary>
    public async Task EndSleeperAsync()
    {
        if (Sleeper is not null)
        {
            await Sleeper.DisposeAsync();
            await _sleeperStore!.DisposeAsync();
            (Sleeper, _sleeperStore) = (null, null);
        }
    }

    /// <summary>The power fails: the files stay as they were at that moment, and what was being appended is torn.</summary>
    public async Task LosePowerAsync(ReadOnlyMemory<byte> torn)
    {
        var putBack = Remembered();
        await CloseAsync();
        putBack(torn);
        await ComposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        System.IO.Directory.Delete(_directory.Root, recursive: true);
    }

    private static FileStreamOptions KeyFileOptions()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private ApplicationOptions Options => new()
    {
        AnchorIntervalSeconds = 30, AnchorSize = 4, AnchorGraceSeconds = AnchorGraceSeconds, MaxRecordAgeSeconds = MaxRecordAgeSeconds, LodgeGraceSeconds = LodgeGraceSeconds,
        PaymentDisputeDays = PaymentDisputeDays,
    };

    private static Address Named(string name)
    {
        var hash = Keccak256.Hash(Encoding.ASCII.GetBytes(name));
        return new Address(Hash32.Bytes(in hash)[12..]);
    }

    private async Task ComposeAsync()
    {
        var room = IsFull ? SqliteOptions.Alone with { MaxPageCount = Math.Max(1, new FileInfo(_directory.Store).Length / 4_096) } : SqliteOptions.Alone;
        var store = new CrashingStore(SqliteStore.Open(_directory.Store, room), _killer);
        var token = await store.ReadAsync(reader => reader.Writer.Current.Token);
        Assert.NotNull(await store.TryTakeAsync(new WriterClaim(token, "simulated")));
        (Store, Open) = (store, OpenLedger.Compose(_directory, _record, Engine.Over(_transport), Options, _clock, NullLoggerFactory.Instance, store));
    }

    /// <summary>The files of the store as they are now; what puts them back, and something torn after them.</summary>
    private Action<ReadOnlyMemory<byte>> Remembered()
    {
        var (path, log) = (_directory.Store, _directory.Store + "-wal");
        var (before, logBefore) = (Bytes(path), Bytes(log));
        return torn =>
        {
            File.WriteAllBytes(path, before);
            File.WriteAllBytes(log, [.. logBefore, .. torn.Span]);
        };
    }

    private static byte[] Bytes(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private async Task CloseAsync()
    {
        await EndSleeperAsync();
        await Open.DisposeAsync();
        await Store.DisposeAsync();
    }
}
