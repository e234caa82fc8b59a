// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Loops;
using Ledger.Application.Notifying;
using Ledger.Chain.Embedded;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Ethereum;
using Microsoft.Extensions.Logging;

namespace Ledger.Application.Setup;

/// <summary>What has to be true before a ledger is opened.</summary>
internal static class Opening
{
    /// <summary>What the directory alone says against opening it; null for nothing.</summary>
    public static SetupRefusal? Judge(DataDirectory directory, ApplicationOptions options) => directory switch
    {
        _ when options.Validate() is [var wrong, ..] => new OptionsInvalid(wrong),
        _ when WebhookSetup.Flaw(options.Notify) is { } flaw => new OptionsInvalid(flaw),
        { Exists: false } or { IsOurs: false, IsEmpty: true } => new DirectoryMissing(directory.Root),
        { IsOurs: false } => new DirectoryForeign(directory.Root),
        { IsUnfinished: true } => new InitUnfinished(directory.Root),
        _ when directory.ReadDeployment() is { FormatVersion: not DeploymentRecord.CurrentFormat and var format } => new FormatUnknown(format),
        _ when RemoteSigner.IsWanted(options) && directory.ReadDeployment() is { IsEmbedded: true } =>
            new OptionsInvalid($"{nameof(ApplicationOptions.SignerUrl)} counts on a network only."),
        _ when !RemoteSigner.IsWanted(options) && directory.ReadDeployment() is { IsEmbedded: false, RelayerKeyFile: null } && !File.Exists(directory.RelayerKey) =>
            new OptionsInvalid($"{nameof(ApplicationOptions.SignerUrl)} is not given, and there is no relayer's key at {directory.RelayerKey}: init was run with a remote signer."),
        _ when directory.ReadDeployment() is { IsEmbedded: false, Demo: false } && HasKeys(directory.DemoKeys) => new DemoKeysOnNetwork(directory.DemoKeys),
        _ => null,
    };

    public static async Task<Outcome<OpenLedger>> TryOpenAsync(
        DataDirectory directory,
        ApplicationOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        string? anvilPath,
        WriterLease lease,
        CancellationToken cancellation)
    {
        var record = directory.ReadDeployment()!;
        Engine? engine = null;
        try
        {
            engine = await Engine.OpenAsync(directory, record, anvilPath, cancellation, options, seize: lease.SeizedFrom is not null);
            if (await CompareAsync(record, engine, cancellation) is { } refusal)
            {
                return refusal;
            }

            var ledger = OpenLedger.Compose(directory, record, engine, options, time, loggers, lease.Store, lease);
            ledger.Keep(engine);
            if (lease.SeizedFrom is { } holder)
            {
                LoopLog.Seized(loggers.CreateLogger("Ledger.Application"), lease.Token, holder);
            }

            engine = null;
            return ledger;
        }
        catch (EmbeddedDivergenceException diverged)
        {
            return new ChainDiverged(diverged.Number, directory.WriteDivergence(diverged));
        }
        catch (KeyFileException unusable)
        {
            return unusable.Refusal;
        }
        finally
        {
            if (engine is not null)
            {
                await engine.DisposeAsync();
            }
        }
    }

    /// <summary>Whether the node's chain is the pinned one, with the pinned code.</summary>
    private static async Task<Refusal?> CompareAsync(DeploymentRecord record, Engine engine, CancellationToken cancellation)
    {
        var chainId = await engine.Node.ChainIdAsync(cancellation);
        if (chainId != record.ChainId)
        {
            return new NetworkMismatch($"chain id {record.ChainId}", $"chain id {chainId}");
        }

        var genesis = await engine.Node.BlockAsync(0, cancellation);
        if (genesis?.Ref.Hash != record.Genesis)
        {
            return new NetworkMismatch($"genesis {record.Genesis}", $"genesis {genesis?.Ref.Hash}");
        }

        foreach (var contract in record.Contracts)
        {
            if (Keccak256.Hash(await engine.Node.CodeAsync(contract.Address, at: null, cancellation)) != contract.CodeHash)
            {
                return new CodeMismatch(contract.Name, contract.Address);
            }
        }

        return null;
    }

    private static bool HasKeys(string path) => Directory.Exists(path) && Directory.EnumerateFiles(path).Any();
}
