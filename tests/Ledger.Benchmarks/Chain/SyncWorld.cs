// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
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
using Ledger.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using DeployedContract = Ledger.Application.Setup.DeployedContract;

namespace Ledger.Benchmarks.Chain;

/// <summary>A real anvil with the real contracts and many openings of parties on it, 500 a block; and ways to read them.</summary>
internal sealed class SyncWorld : IAsyncDisposable
{
    private const int EventsPerBlock = 500;
    private const int BlocksPerRange = 32;
    private const ulong Wei = 1_000_000_000_000_000_000;

    private readonly AnvilNode _anvil;
    private readonly DataDirectory _directory;
    private readonly DeploymentRecord _record;
    private readonly ulong _head;
    private readonly HttpClient _bare = new();
    private int _stores;

    private SyncWorld(AnvilNode anvil, DataDirectory directory, DeploymentRecord record, ulong head) =>
        (_anvil, _directory, _record, _head) = (anvil, directory, record, head);

    /// <summary>Starts the node, deploys, and opens as many parties as events are wanted.</summary>
    public static async Task<SyncWorld> CreateAsync(int events)
    {
        var anvil = await AnvilNode.StartAsync("--order", "fifo", "--gas-limit", "1000000000");
        var directory = new DataDirectory(Directory.CreateTempSubdirectory("ledger-bench-").FullName);
        directory.MakeFolders(demo: false);
        File.Create(directory.Secrets).Dispose();
        var relayer = KeyFile.Create(directory.RelayerKey, demo: false).Signer;
        await anvil.AskAsync("anvil_setBalance", $"[\"{relayer.Address}\",\"{Hex.Encode(Balance())}\"]");
        await anvil.MineAsync();
        var chainId = await anvil.Node.ChainIdAsync(default);
        var submitter = new Submitter(anvil.Node, relayer, new SubmitterOptions { ChainId = chainId });
        var deployment = await new Deployer(anvil.Node, submitter, chainId).DeployAsync(_ => anvil.MineAsync(), default);
        var nonce = await submitter.ChainNonceAsync(default);
        for (var first = 0; first < events; first += EventsPerBlock)
        {
            var calls = Enumerable.Range(first, Math.Min(EventsPerBlock, events - first))
                .Select(i => new RpcCall("eth_sendRawTransaction", $"[\"{Hex.Encode(Opening(deployment.Contracts, relayer, nonce++, i))}\"]"))
                .ToArray();
            foreach (var answer in await anvil.Transport.SendAsync(calls, default))
            {
                _ = answer.Error is null ? 0 : throw new InvalidOperationException(answer.Error.Message);
            }

            await anvil.MineAsync();
        }

        var genesis = (await anvil.Node.BlockAsync(0, default))!.Ref.Hash;
        var record = new DeploymentRecord(
            DeploymentRecord.CurrentFormat, DeploymentRecord.Network, Demo: true, chainId, anvil.Url, FinalityBlocks: 1, genesis,
            deployment.FirstBlock,
            [.. deployment.Deployed.Select(it => new DeployedContract(it.Name.ToString(), "1", it.Address, it.CodeHash, it.Block.Number))],
            RelayerKeyFile: null);
        await anvil.MineAsync();
        return new SyncWorld(anvil, directory, record, (await anvil.Node.HeadAsync(default)).Ref.Number);
    }

    /// <summary>The time in which a new store takes it all in: headers linked, logs checked against blooms, facts kept, rows folded.</summary>
    public async Task<TimeSpan> SyncAsync()
    {
        await using var store = SqliteStore.Create(Path.Combine(_directory.Root, $"store-{_stores++}.db"));
        await using var engine = Engine.Over(_anvil.Transport);
        await using var ledger = OpenLedger.Compose(
            _directory, _record, engine, new ApplicationOptions(), TimeProvider.System, NullLoggerFactory.Instance, store);
        var follow = ledger.Loops.Single(loop => loop.Name == "follow");
        var clock = Stopwatch.StartNew();
        while (await follow.StepAsync(default))
        {
        }

        clock.Stop();
        return await store.ReadAsync(reader => reader.Blocks.Head?.Ref.Number) == _head
            ? clock.Elapsed
            : throw new InvalidOperationException("The ledger did not reach the head.");
    }

    /// <summary>The bare loop: the same range in the same steps, each answer read to its end and parsed, nothing kept.</summary>
    public async Task<TimeSpan> ReadLogsAsync()
    {
        var addresses = string.Join(',', _record.Contracts.Select(contract => $"\"{contract.Address}\""));
        var clock = Stopwatch.StartNew();
        for (var from = _record.StartBlock; from <= _head; from += BlocksPerRange)
        {
            var filter = $$"""{"fromBlock":"0x{{from:x}}","toBlock":"0x{{Math.Min(from + BlocksPerRange - 1, _head):x}}","address":[{{addresses}}]}""";
            using var call = new StringContent(
                $$"""{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{{filter}}]}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var answer = await _bare.PostAsync(_anvil.Url, call);
            using var logs = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
            _ = logs.RootElement.GetProperty("result").GetArrayLength();
        }

        return clock.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        _bare.Dispose();
        await _anvil.DisposeAsync();
        Directory.Delete(_directory.Root, recursive: true);
    }

    private static byte[] Opening(LedgerContracts contracts, ISigner relayer, ulong nonce, int number)
    {
        var act = new PartyOpening(relayer.Address, Address.Zero, Hash32.Zero, Keccak256.Hash(BitConverter.GetBytes(number)));
        var signature = relayer.Sign(act.Digest(contracts.Domain(ContractName.Parties)));
        var transaction = new Transaction1559
        {
            ChainId = contracts.ChainId,
            Nonce = nonce,
            MaxPriorityFeePerGas = 1_000_000_000,
            MaxFeePerGas = 100_000_000_000,
            GasLimit = 500_000,
            To = contracts.Parties,
            Data = PartiesContract.Open(act, signature.ToArray()),
        };
        return new SignedTransaction1559(transaction, relayer.Sign(transaction.SigningHash())).Encode();
    }

    private static byte[] Balance()
    {
        var word = new byte[32];
        new UInt256(0, (UInt128)Wei * 1_000_000).WriteBigEndian(word);
        return word;
    }
}
