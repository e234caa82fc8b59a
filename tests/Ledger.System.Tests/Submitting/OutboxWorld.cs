// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;
using Ledger.Application.Setup;
using Ledger.Chain.Contracts;
using Ledger.Chain.Deploy;
using Ledger.Chain.Keys;
using Ledger.Chain.Rpc;
using Ledger.Chain.Submit;
using Ledger.Chain.Tests;
using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Ethereum.Transactions;
using Ledger.Store.Outbox;
using Ledger.Store.Sqlite;
using Ledger.SystemTests.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using DeployedContract = Ledger.Application.Setup.DeployedContract;

namespace Ledger.SystemTests.Submitting;

/// <summary>A real anvil with the real contracts and one relayer, and ledgers in production wiring on it, each with a store of its own.</summary>
internal sealed class OutboxWorld : IAsyncDisposable
{
    private const ulong Wei = 1_000_000_000_000_000_000;

    private readonly DataDirectory _directory;
    private readonly DeploymentRecord _record;
    private readonly List<OutboxLedger> _ledgers = [];

    private OutboxWorld(AnvilNode anvil, DataDirectory directory, DeploymentRecord record, LedgerContracts contracts, ISigner relayer) =>
        (Anvil, _directory, _record, Contracts, Relayer) = (anvil, directory, record, contracts, relayer);

    public AnvilNode Anvil { get; }

    public LedgerContracts Contracts { get; }

    public ISigner Relayer { get; }

    /// <summary>Deploys, and funds the relayer.</summary>
    public static async Task<OutboxWorld> CreateAsync(AnvilNode anvil, ulong finality = 1)
    {
        var directory = new DataDirectory(Directory.CreateTempSubdirectory("ledger-outbox-").FullName);
        directory.MakeFolders(demo: false);
        await File.Create(directory.Secrets).DisposeAsync();
        var relayer = KeyFile.Create(directory.RelayerKey, demo: false).Signer;
        await FundAsync(anvil, relayer.Address, (UInt128)Wei * 1_000_000);
        await anvil.MineAsync();
        var chainId = await anvil.Node.ChainIdAsync(default);
        var submitter = new Submitter(anvil.Node, relayer, new SubmitterOptions { ChainId = chainId });
        var deployment = await new Deployer(anvil.Node, submitter, chainId).DeployAsync(_ => anvil.MineAsync(), default);
        var record = new DeploymentRecord(
            DeploymentRecord.CurrentFormat, DeploymentRecord.Network, Demo: true, chainId, anvil.Url, finality,
            (await anvil.Node.BlockAsync(0, default))!.Ref.Hash, deployment.FirstBlock,
            [.. deployment.Deployed.Select(it => new DeployedContract(it.Name.ToString(), "1", it.Address, it.CodeHash, it.Block.Number))],
            RelayerKeyFile: null);
        return new OutboxWorld(anvil, directory, record, deployment.Contracts, relayer);
    }

    /// <summary>Opens a ledger over a road to the node; each has an empty store of its own, and all have the relayer's key.</summary>
    public OutboxLedger Open(INodeTransport road, TimeProvider clock, ApplicationOptions? options = null)
    {
        return Open(SqliteStore.Create(Path.Combine(_directory.Root, $"store-{_ledgers.Count}.db")), road, clock, options);
    }

    /// <summary>Opens a ledger over the store of another one.</summary>
    public OutboxLedger OpenBeside(OutboxLedger other, INodeTransport road, TimeProvider clock) =>
        Open(SqliteStore.Open(Path.Combine(_directory.Root, $"store-{_ledgers.IndexOf(other)}.db")), road, clock, options: null);

    private OutboxLedger Open(SqliteStore store, INodeTransport road, TimeProvider clock, ApplicationOptions? options)
    {
        var ledger = new OutboxLedger(
            OpenLedger.Compose(_directory, _record, Engine.Over(road), options ?? new ApplicationOptions(), clock, NullLoggerFactory.Instance, store), store);
        _ledgers.Add(ledger);
        return ledger;
    }

    /// <summary>A clock that stands where the chain's does, until a test moves it.</summary>
    public async Task<SimClock> ClockAsync() => new((await Anvil.Node.HeadAsync(default)).Time);

    public Task FundAsync(UInt128 wei) => FundAsync(Anvil, Relayer.Address, wei);

    /// <summary>Openings of parties, as intents that stand for themselves.</summary>
    public IReadOnlyList<NewIntent> Openings(int first, int count) => [.. Enumerable.Range(first, count).Select(number =>
    {
        var act = new PartyOpening(Relayer.Address, Address.Zero, Hash32.Zero, Keccak256.Hash(BitConverter.GetBytes(number)));
        var signature = Relayer.Sign(act.Digest(Contracts.Domain(ContractName.Parties)));
        return new NewIntent(act.ActId, nameof(ActKind.PartyOpening), Contracts.Parties, PartiesContract.Open(act, signature.ToArray()), 0, null, 1);
    })];

    /// <summary>A transaction from the relayer's key that no ledger signed.</summary>
    public byte[] Foreign(ulong nonce, ulong feeGwei = 40)
    {
        var transaction = new Transaction1559
        {
            ChainId = Contracts.ChainId,
            Nonce = nonce,
            MaxPriorityFeePerGas = feeGwei * SubmitterOptions.Gwei,
            MaxFeePerGas = feeGwei * SubmitterOptions.Gwei,
            GasLimit = 50_000,
            To = Relayer.Address,
        };
        return new SignedTransaction1559(transaction, Relayer.Sign(transaction.SigningHash())).Encode();
    }

    public Task<ulong> NonceAsync(bool withPending = false) => Anvil.Node.NonceAsync(Relayer.Address, withPending, default);

    public async ValueTask DisposeAsync()
    {
        foreach (var ledger in _ledgers)
        {
            await ledger.DisposeAsync();
        }

        await Anvil.DisposeAsync();
        Directory.Delete(_directory.Root, recursive: true);
    }

    private static async Task FundAsync(AnvilNode anvil, Address account, UInt128 wei)
    {
        var word = new byte[32];
        new UInt256(0, wei).WriteBigEndian(word);
        await anvil.AskAsync("anvil_setBalance", $"[\"{account}\",\"{Hex.Encode(word)}\"]");
    }
}
