// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain;
using Ledger.Chain.Deploy;
using Ledger.Chain.Keys;
using Ledger.Chain.Submit;
using Ledger.Ethereum;
using Ledger.Store.Sqlite;
using Microsoft.Extensions.Logging;

namespace Ledger.Application.Setup;

/// <summary><c>init</c>: makes the data directory, the chain, the contracts and, where asked for, the seeded worlds. Nothing else does.</summary>
public static class Initialization
{
    // Two days more than the worlds' age, so that the deployment lies before its first act.
    private const int MarginDays = 2;

    /// <summary>Runs to the end, or carries on where a torn <c>init</c> stopped.</summary>
    /// <param name="progress">Takes one sentence per step.</param>
    public static async Task<Outcome<DeploymentRecord>> RunAsync(
        InitRequest request,
        ApplicationOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        IProgress<string>? progress,
        CancellationToken cancellation)
    {
        if (options.Validate() is [var wrong, ..])
        {
            return new OptionsInvalid(wrong);
        }

        if (RemoteSigner.IsWanted(options) && (request.Node is null || request.RelayerKeyFile is not null))
        {
            return new OptionsInvalid(
                $"{nameof(ApplicationOptions.SignerUrl)} {(request.Node is null ? "counts on a network only" : "and a relayer's key file exclude each other")}.");
        }

        var directory = new DataDirectory(request.DataDirectory);
        if (directory.Exists && !directory.IsEmpty && Resume(directory, ref request) is { } refusal)
        {
            return refusal;
        }

        IReadOnlyList<SeedWorld>? worlds = null;
        if (request.Seeds is { } seeds && (request.Node is null || request.Demo))
        {
            var read = SeedWorld.Read(seeds);
            if (!read.IsDone)
            {
                return read.Refusal;
            }

            worlds = read.Value;
        }

        if (directory.ReadDeployment() is null)
        {
            directory.Begin(request);
        }

        using var held = directory.TryLock();
        if (held is null)
        {
            return new DirectoryLocked(directory.Root);
        }

        try
        {
            var made = await MakeAsync(directory, request, options, time, loggers, worlds, progress, cancellation);
            if (made.IsDone)
            {
                directory.End();
            }

            return made;
        }
        catch (KeyFileException unusable)
        {
            return unusable.Refusal;
        }
    }

    /// <summary>Judges a directory that holds something; an unfinished one goes on with what it was begun with.</summary>
    private static SetupRefusal? Resume(DataDirectory directory, ref InitRequest request)
    {
        if (!directory.IsOurs)
        {
            return new DirectoryForeign(directory.Root);
        }

        if (directory.IsWhole)
        {
            return new DirectoryInitialized(directory.Root);
        }

        if (directory.ReadDeployment() is not null && directory.ReadUnfinished() is { } begun)
        {
            request = begun with { DataDirectory = request.DataDirectory, AnvilPath = request.AnvilPath };
        }

        return null;
    }

    private static async Task<Outcome<DeploymentRecord>> MakeAsync(
        DataDirectory directory,
        InitRequest request,
        ApplicationOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        IReadOnlyList<SeedWorld>? worlds,
        IProgress<string>? progress,
        CancellationToken cancellation)
    {
        directory.MakeFolders(worlds is not null);
        var clock = worlds is null || request.Node is not null
            ? time
            : new SeedClock(time.GetUtcNow().AddDays(-(Seeder.DaysAgo(worlds) + MarginDays)));
        var fresh = directory.ReadDeployment() is null;
        if (fresh)
        {
            directory.Sweep();
        }

        await using var engine = await Engine.StartAsync(directory, request, clock, () => RelayerKey(directory, request).Address, fresh, cancellation);
        if (fresh)
        {
            progress?.Report(request.Node is null ? "Embedded chain" : "Network");
            var deployed = await DeployAsync(directory, request, options, engine, clock, worlds is not null, cancellation);
            if (!deployed.IsDone)
            {
                return deployed;
            }

            progress?.Report("Contracts");
            await SqliteStore.Create(directory.Store).DisposeAsync();
            Documents.SecretFile.Open(directory.Secrets, create: true).Dispose();
            directory.WriteDeployment(deployed.Value);
        }

        var record = directory.ReadDeployment()!;
        await using var ledger = OpenLedger.Compose(directory, record, engine, options, clock, loggers);
        if (worlds is not null)
        {
            Action<DateTimeOffset>? goTo = clock is SeedClock seeds ? seeds.MoveTo : null;
            await Seeder.LoadAsync(ledger, ledger.Context, worlds, time.GetUtcNow(), goTo, progress, cancellation);
            goTo?.Invoke(time.GetUtcNow());
            await new DemoApiKeys(ledger, ledger.Context, worlds).MakeAsync(cancellation);
        }

        await Access.OperatorKey.EnsureAsync(ledger.ApiKeys, ledger.Context, cancellation);
        progress?.Report($"The operator's API key: {directory.OperatorKey}");
        await FinishAsync(ledger, engine, time, cancellation);
        return record;
    }

    private static async Task<Outcome<DeploymentRecord>> DeployAsync(
        DataDirectory directory,
        InitRequest request,
        ApplicationOptions options,
        Engine engine,
        TimeProvider clock,
        bool demo,
        CancellationToken cancellation)
    {
        var chainId = await engine.Node.ChainIdAsync(cancellation);
        var genesis = await engine.Node.BlockAsync(0, cancellation)
            ?? throw new ChainFault(ChainFaultKind.Inconsistent, "The node has no block 0.", isTransient: false);
        if (engine.Nodes is { } nodes && await nodes.FindOtherChainAsync(chainId, genesis.Ref.Hash, cancellation) is var (name, found))
        {
            return new NetworkMismatch($"chain id {chainId}, genesis {genesis.Ref.Hash}", $"{found} at {name}");
        }

        var (relayer, road) = RemoteSigner.IsWanted(options)
            ? RemoteSigner.Open(options, chainId)
            : (new LocalTransactionSigner(RelayerKey(directory, request), chainId), null);
        using var closed = road;
        if (request.Node is not null && !await IsFundedAsync(engine, relayer.Address, request.Demo, clock, cancellation))
        {
            return new RelayerUnfunded(relayer.Address);
        }

        var submitter = new Submitter(engine.Node, relayer, new SubmitterOptions { ChainId = chainId });
        var deployment = await new Deployer(engine.Node, submitter, chainId).DeployAsync(token => engine.NextBlockAsync(clock, token), cancellation);
        return new DeploymentRecord(
            DeploymentRecord.CurrentFormat,
            request.Node is null ? DeploymentRecord.Embedded : DeploymentRecord.Network,
            demo,
            chainId,
            request.Node,
            request.Node is null ? 0 : request.FinalityBlocks,
            genesis.Ref.Hash,
            deployment.FirstBlock,
            [.. deployment.Deployed.Select(contract => new DeployedContract(
                contract.Name.ToString(), "1", contract.Address, contract.CodeHash, contract.Block.Number))],
            request.RelayerKeyFile is null ? null : Path.GetFullPath(request.RelayerKeyFile),
            request.MoreNodes);
    }

    /// <summary>The key of the relayer, where no remote signer has it: given, made earlier, or made now.</summary>
    private static ISigner RelayerKey(DataDirectory directory, InitRequest request) =>
        (request.RelayerKeyFile is { } given ? KeyFile.Read(given)
            : File.Exists(directory.RelayerKey) ? KeyFile.Read(directory.RelayerKey)
            : KeyFile.Create(directory.RelayerKey, demo: false)).Signer;

    private static async Task<bool> IsFundedAsync(Engine engine, Address relayer, bool demo, TimeProvider clock, CancellationToken cancellation)
    {
        if (await engine.Node.BalanceAsync(relayer, cancellation) > UInt256.Zero)
        {
            return true;
        }

        if (demo && await DevelopmentFunds.TryLendAsync(engine.Transport, relayer, cancellation))
        {
            for (var i = 0; i < 60; i++)
            {
                if (await engine.Node.BalanceAsync(relayer, cancellation) > UInt256.Zero)
                {
                    return true;
                }

                await engine.NextBlockAsync(clock, cancellation);
            }
        }

        return (await engine.Node.PricesAsync(cancellation)).AreZero;
    }

    /// <summary>Brings the chain's clock to the present, follows to the head and leaves a snapshot for the first start.</summary>
    private static async Task FinishAsync(OpenLedger ledger, Engine engine, TimeProvider time, CancellationToken cancellation)
    {
        if (engine.Embedded is { } chain)
        {
            await chain.MineAsync((ulong)time.GetUtcNow().ToUnixTimeSeconds(), cancellation);
            await chain.SnapshotAsync(cancellation);
        }

        await ledger.SettleAsync(cancellation);
    }
}
