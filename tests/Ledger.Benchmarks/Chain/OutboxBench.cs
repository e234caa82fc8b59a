// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Application;
using Ledger.Chain.Contracts;
using Ledger.Chain.Rpc;
using Ledger.Chain.Tests;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Transactions;
using Ledger.Store.Outbox;
using Ledger.SystemTests.Submitting;

namespace Ledger.Benchmarks.Chain;

/// <summary>What one round found.</summary>
/// <param name="Rate">Grants a second, from the outbox until the last is recorded in the store.</param>
/// <param name="Limit">The same, of signed bytes that a bare loop hands to the same node, until the last is in a block.</param>
/// <param name="Gaps">Nonces that nobody used.</param>
/// <param name="Duplicates">Grants that are recorded more than once, or not at all.</param>
internal sealed record OutboxRound(double Rate, double Limit, int Gaps, int Duplicates);

/// <summary>How fast single grants of one signer come on a chain of one block a second, with the follower at work beside.</summary>
internal sealed class OutboxBench : IAsyncDisposable
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(20);

    private const int PerBlock = 500;
    private const int PerBatch = 256;
    private const ulong Far = 4_000_000_000;

    private readonly OutboxWorld _world;
    private PoolId _pool;
    private ScheduleId _schedule;
    private int _licensees;

    private OutboxBench(OutboxWorld world) => _world = world;

    /// <summary>Starts a node whose blocks hold 120 M gas, and makes a pool with a schedule on it.</summary>
    public static async Task<OutboxBench> CreateAsync()
    {
        var bench = new OutboxBench(await OutboxWorld.CreateAsync(await AnvilNode.StartAsync("--order", "fifo", "--gas-limit", "120000000")));
        var contracts = bench._world.Contracts;
        var relayer = bench._world.Relayer;
        var administrator = bench.Opening(-1);
        var charter = new PoolCharter(
            Governance.GovernmentLed, administrator.Id, new HashList([]), 0, Hash32.Zero, Hash32.Zero, relayer.Address, contracts.ChainId,
            contracts.Parties, contracts.Pools, contracts.Licenses, contracts.UsageLog, Hash32.Zero, Far, Hash32.Zero);
        bench._pool = charter.Id;
        bench._schedule = new ScheduleId(Keccak256.Hash("schedule"u8));
        var revision = new ScheduleRevision(bench._pool, bench._schedule, 1, MerkleHash.Empty, 0, new HashList([]), Hash32.Zero, Far, Hash32.Zero);
        await bench.RecordAsync([(contracts.Parties, PartiesContract.Open(administrator, bench.Sign(administrator)))]);
        await bench.RecordAsync([(contracts.Pools, PoolsContract.Form(charter, bench.Sign(charter)))]);
        await bench.RecordAsync([(contracts.Pools, PoolsContract.Revise(revision, [], bench.Sign(revision), [], []))]);
        return bench;
    }

    /// <summary>One round of so many grants through the outbox, and as many past it.</summary>
    public async Task<OutboxRound> RunAsync(int grants)
    {
        var (ours, bare) = (await GrantsAsync(grants), await GrantsAsync(grants));
        var ledger = _world.Open(_world.Anvil.Transport, TimeProvider.System, new ApplicationOptions());
        await ledger.RestAsync();
        await ledger.EnqueueAsync(ours.Select(grant => new NewIntent(
            grant.ActId, nameof(ActKind.LicenseGrant), _world.Contracts.Licenses, LicensesContract.Grant(grant, Sign(grant, signers: 2)), 0, null, 1)));
        var elapsed = await RecordedAsync(ledger, grants);
        var (gaps, duplicates) = await ledger.Store.ReadAsync(reader => (
            reader.Outbox.Gaps(_world.Relayer.Address, 0).Count(nonce => nonce >= reader.Outbox.NextNonce(_world.Relayer.Address)),
            ours.Count(grant => reader.Facts.Of(grant.ActId).Count(fact => fact.Kind == "LicenseGranted") != 1)));
        var nonce = await _world.NonceAsync();
        gaps += (int)((await ledger.Store.ReadAsync(reader => reader.Outbox.NextNonce(_world.Relayer.Address)))!.Value - nonce);
        return new OutboxRound(grants / elapsed.TotalSeconds, grants / (await BareAsync(bare, nonce)).TotalSeconds, gaps, duplicates);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    /// <summary>Lets submitter and follower run as the host does, until the last grant is recorded.</summary>
    private async Task<TimeSpan> RecordedAsync(OutboxLedger ledger, int grants)
    {
        using var end = new CancellationTokenSource();
        await _world.Anvil.MineEveryAsync(1);
        var clock = Stopwatch.StartNew();
        var running = ledger.Open.Loops.Where(loop => loop.Name is "submit" or "follow").Select(loop => Task.Run(() => loop.RunAsync(end.Token))).ToArray();
        using var look = new PeriodicTimer(_look);
        while (await ledger.CountAsync(IntentState.Included) + await ledger.CountAsync(IntentState.Final) < grants)
        {
            await look.WaitForNextTickAsync();
            _ = clock.Elapsed < TimeSpan.FromMinutes(5) ? 0 : throw new InvalidOperationException("The outbox does not come to its end.");
        }

        clock.Stop();
        await end.CancelAsync();
        await Task.WhenAll(running);
        await _world.Anvil.MineEveryAsync(0);
        return clock.Elapsed;
    }

    /// <summary>The bare loop: bytes that are signed already, in batches of the same size, until the node's chain has the last.</summary>
    private async Task<TimeSpan> BareAsync(IReadOnlyList<LicenseGrant> grants, ulong nonce)
    {
        var end = nonce + (ulong)grants.Count;
        var calls = grants.Select(grant => Raw(_world.Contracts.Licenses, LicensesContract.Grant(grant, Sign(grant, signers: 2)), nonce++)).Chunk(PerBatch).ToList();
        await _world.Anvil.MineEveryAsync(1);
        var clock = Stopwatch.StartNew();
        foreach (var batch in calls)
        {
            await SendAsync(batch);
        }

        using var look = new PeriodicTimer(_look);
        while (await _world.NonceAsync() < end)
        {
            await look.WaitForNextTickAsync();
        }

        clock.Stop();
        await _world.Anvil.MineEveryAsync(0);
        return clock.Elapsed;
    }

    /// <summary>Grants to parties that are opened for them: each is the first in its file, so that none waits for another.</summary>
    private async Task<IReadOnlyList<LicenseGrant>> GrantsAsync(int count)
    {
        var openings = Enumerable.Range(_licensees, count).Select(Opening).ToList();
        _licensees += count;
        foreach (var chunk in openings.Chunk(PerBlock))
        {
            await RecordAsync([.. chunk.Select(opening => (_world.Contracts.Parties, PartiesContract.Open(opening, Sign(opening))))]);
        }

        return [.. openings.Select(opening => new LicenseGrant(
            _pool, opening.Id, _schedule, 1_700_000_000, 1_900_000_000, Keccak256.Hash("terms"u8), Hash32.Zero, Far, opening.Salt))];
    }

    private PartyOpening Opening(int number) => new(_world.Relayer.Address, Address.Zero, Hash32.Zero, Keccak256.Hash(BitConverter.GetBytes(number)));

    /// <summary>Everybody here has the relayer's key.</summary>
    private byte[] Sign(IAct act, int signers = 1)
    {
        var signature = _world.Relayer.Sign(act.Digest(_world.Contracts.Domain(act.Contract))).ToArray();
        return [.. Enumerable.Repeat(signature, signers).SelectMany(bytes => bytes)];
    }

    private async Task RecordAsync(IReadOnlyList<(Address To, byte[] Data)> acts)
    {
        var nonce = await _world.NonceAsync();
        foreach (var batch in acts.Select((act, i) => Raw(act.To, act.Data, nonce + (ulong)i)).Chunk(PerBatch).ToList())
        {
            await SendAsync(batch);
        }

        await _world.Anvil.MineAsync();
        _ = await _world.NonceAsync() == nonce + (ulong)acts.Count ? 0 : throw new InvalidOperationException("A block did not hold what it should.");
    }

    private async Task SendAsync(RpcCall[] batch)
    {
        foreach (var answer in await _world.Anvil.Transport.SendAsync(batch, default))
        {
            _ = answer.Error is null ? 0 : throw new InvalidOperationException(answer.Error.Message);
        }
    }

    private RpcCall Raw(Address to, byte[] data, ulong nonce)
    {
        var transaction = new Transaction1559
        {
            ChainId = _world.Contracts.ChainId,
            Nonce = nonce,
            MaxPriorityFeePerGas = 1_000_000_000,
            MaxFeePerGas = 100_000_000_000,
            GasLimit = 240_000,
            To = to,
            Data = data,
        };
        return new RpcCall("eth_sendRawTransaction", $"[\"{Hex.Encode(new SignedTransaction1559(transaction, _world.Relayer.Sign(transaction.SigningHash())).Encode())}\"]");
    }
}
