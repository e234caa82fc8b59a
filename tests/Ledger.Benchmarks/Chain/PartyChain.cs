// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;
using Ledger.Application.Setup;
using Ledger.Chain.Contracts;
using Ledger.Chain.Deploy;
using Ledger.Chain.Keys;
using Ledger.Chain.Rpc;
using Ledger.Chain.Submit;
using Ledger.Chain.Tests;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Ethereum.Transactions;
using Ledger.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using DeployedContract = Ledger.Application.Setup.DeployedContract;

namespace Ledger.Benchmarks.Chain;

/// <summary>A real anvil with the real contracts, and parties that open on it by the hundred; ledgers of their own read it.</summary>
internal sealed class PartyChain : IAsyncDisposable
{
    /// <summary>How many events a full block has.</summary>
    public const int EventsPerBlock = 500;

    private const ulong Wei = 1_000_000_000_000_000_000;
    private const int Selector = 4;

    // log2(calldata[0x40..], calldata[0..0x20], calldata[0x20..0x40])
    private const string EmitterCode = "0x602035600035604036038060406000376000a200";

    /// <summary>What a transaction says to the contract, or to what stands in its place.</summary>
    private delegate byte[] Call(PartyOpening act, ReadOnlySpan<byte> signature);

    private readonly DataDirectory _directory;
    private readonly ISigner _relayer;
    private readonly LedgerContracts _contracts;
    private ulong _nonce;
    private int _parties;
    private int _stores;

    private PartyChain(AnvilNode anvil, DataDirectory directory, DeploymentRecord record, LedgerContracts contracts, ISigner relayer, ulong nonce) =>
        (Anvil, _directory, Record, _contracts, _relayer, _nonce) = (anvil, directory, record, contracts, relayer, nonce);

    public AnvilNode Anvil { get; }

    public DeploymentRecord Record { get; }

    /// <summary>Starts the node and deploys.</summary>
    public static async Task<PartyChain> CreateAsync()
    {
        var anvil = await AnvilNode.StartAsync("--order", "fifo", "--gas-limit", "1000000000", "--prune-history", "8");
        var directory = new DataDirectory(Directory.CreateTempSubdirectory("ledger-bench-").FullName);
        directory.MakeFolders(demo: false);
        await File.Create(directory.Secrets).DisposeAsync();
        var relayer = KeyFile.Create(directory.RelayerKey, demo: false).Signer;
        await anvil.AskAsync("anvil_setBalance", $"[\"{relayer.Address}\",\"{Hex.Encode(Balance())}\"]");
        await anvil.MineAsync();
        var chainId = await anvil.Node.ChainIdAsync(default);
        var submitter = new Submitter(anvil.Node, relayer, new SubmitterOptions { ChainId = chainId });
        var deployment = await new Deployer(anvil.Node, submitter, chainId).DeployAsync(_ => anvil.MineAsync(), default);
        var record = new DeploymentRecord(
            DeploymentRecord.CurrentFormat, DeploymentRecord.Network, Demo: true, chainId, anvil.Url, FinalityBlocks: 1,
            (await anvil.Node.BlockAsync(0, default))!.Ref.Hash, deployment.FirstBlock,
            [.. deployment.Deployed.Select(it => new DeployedContract(it.Name.ToString(), "1", it.Address, it.CodeHash, it.Block.Number))],
            RelayerKeyFile: null);
        return new PartyChain(anvil, directory, record, deployment.Contracts, relayer, await submitter.ChainNonceAsync(default));
    }

    /// <summary>A ledger over a new store, in production wiring.</summary>
    /// <param name="hinted">Whether it listens to the node's WebSocket.</param>
    /// <param name="road">The way to the node, where it is not the node's own.</param>
    public (OpenLedger Ledger, SqliteStore Store) Open(bool hinted = false, INodeTransport? road = null)
    {
        var options = new ApplicationOptions { NodeWs = hinted ? new UriBuilder(Anvil.Url) { Scheme = "ws" }.Uri.ToString() : "" };
        var store = SqliteStore.Create(Path.Combine(_directory.Root, $"store-{_stores++}.db"));
        return (OpenLedger.Compose(_directory, Record, Engine.Over(road ?? Anvil.Transport), options, TimeProvider.System, NullLoggerFactory.Instance, store), store);
    }

    /// <summary>Puts openings into the node's pool; they wait for a block.</summary>
    /// <returns>The party that opens last.</returns>
    public Task<PartyId> SendAsync(int count) => SendAsync(count, PartiesContract.Open);

    private async Task<PartyId> SendAsync(int count, Call call)
    {
        var acts = Enumerable.Range(_parties, count)
            .Select(number => new PartyOpening(_relayer.Address, Address.Zero, Hash32.Zero, Keccak256.Hash(BitConverter.GetBytes(number)))).ToList();
        _parties += count;
        foreach (var answer in await Anvil.Transport.SendAsync([.. acts.Select(act => new RpcCall("eth_sendRawTransaction", $"[\"{Hex.Encode(Signed(act, call))}\"]"))], default))
        {
            _ = answer.Error is null ? 0 : throw new InvalidOperationException(answer.Error.Message);
        }

        return acts[^1].Id;
    }

    /// <summary>Blocks of <see cref="EventsPerBlock"/> events, and one more on top of them.</summary>
    public Task FillAsync(int events) => FillAsync(events, PartiesContract.Open);

    /// <summary>
    /// The same events, more than anvil could take from the contract itself: it hashes the whole state for each block. In the
    /// contract's place stands code that emits what it is given and keeps nothing; afterwards its own is back.
    /// </summary>
    public async Task FillBareAsync(int events)
    {
        var code = await Anvil.AskAsync("eth_getCode", $"[\"{_contracts.Parties}\",\"latest\"]");
        await PutCodeAsync(EmitterCode);
        await FillAsync(events, static (act, signature) =>
            [.. Hash32.Bytes(PartiesContract.PartyOpenedTopic), .. Hash32.Bytes(act.ActId), .. PartiesContract.Open(act, signature).AsSpan(Selector)]);
        await PutCodeAsync(code.Result.GetString()!);
    }

    private Task<RpcAnswer> PutCodeAsync(string code) => Anvil.AskAsync("anvil_setCode", $"[\"{_contracts.Parties}\",\"{code}\"]");

    private async Task FillAsync(int events, Call call)
    {
        for (var first = 0; first < events; first += EventsPerBlock)
        {
            await SendAsync(Math.Min(EventsPerBlock, events - first), call);
            await Anvil.MineAsync();
        }

        await Anvil.MineAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Anvil.DisposeAsync();
        Directory.Delete(_directory.Root, recursive: true);
    }

    private byte[] Signed(PartyOpening act, Call call)
    {
        var signature = _relayer.Sign(act.Digest(_contracts.Domain(ContractName.Parties)));
        var transaction = new Transaction1559
        {
            ChainId = _contracts.ChainId,
            Nonce = _nonce++,
            MaxPriorityFeePerGas = 1_000_000_000,
            MaxFeePerGas = 100_000_000_000,
            GasLimit = 500_000,
            To = _contracts.Parties,
            Data = call(act, signature.ToArray()),
        };
        return new SignedTransaction1559(transaction, _relayer.Sign(transaction.SigningHash())).Encode();
    }

    private static byte[] Balance()
    {
        var word = new byte[32];
        new UInt256(0, (UInt128)Wei * 1_000_000).WriteBigEndian(word);
        return word;
    }
}
