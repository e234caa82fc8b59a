// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Documents;
using Ledger.Application.Upkeep;
using Ledger.Chain;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Outbox;
using Ledger.Store.Proposals;

namespace Ledger.SystemTests.Simulation;

/// <summary>What a run came through, for the figures that <c>scripts/chaos</c> prints.</summary>
internal sealed record SimFigures(int Steps, int Faults, int Crashes, int Reorgs, int Intents, int Records, int Alerts);

/// <summary>
/// One world from one seed: the real submitter, follower, projector, anchorer, journal and store, over a chain and a
/// road to it that fail in every way they know. After each step everything is checked; in the end, without faults, all
/// that was begun must come to its end, and a clean ledger over the same chain must show the same.
/// </summary>
internal sealed class Simulation : IAsyncDisposable
{
    private const ulong Begin = 1_750_000_000;

    private readonly int _seed;
    private readonly Random _random;
    private readonly SimClock _clock;
    private readonly SimChain _chain;
    private readonly SimTransport _transport;
    private readonly SimLedger _ledger;
    private readonly SimWorld _world;
    private readonly SimStranger _stranger;
    private readonly List<string> _trace = [];
    private int _crashes;

    private Simulation(
        int seed, Random random, SimClock clock, SimChain chain, SimTransport transport, SimLedger ledger, SimWorld world, SimStranger stranger) =>
        (_seed, _random, _clock, _chain, _transport, _ledger, _world, _stranger) = (seed, random, clock, chain, transport, ledger, world, stranger);

    public SimLedger Ledger => _ledger;

    public SimChain Chain => _chain;

    /// <summary>The beginning of a seed: a chain of one block, and an empty ledger that follows it.</summary>
    public static async Task<Simulation> CreateAsync(int seed)
    {
        var random = new Random(seed);
        var (relayer, log) = (Key(random), Key(random));
        var clock = new SimClock(Begin);
        var chain = new SimChain(SimLedger.Contracts, Begin);
        var transport = new SimTransport(chain, new SimNode(chain, SimLedger.FinalityBlocks), random);
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["relayer"] = relayer, ["log-sim"] = log };
        var ledger = await SimLedger.CreateAsync(transport, clock, random, chain.Head.Ref.Hash, keys);
        return new Simulation(seed, random, clock, chain, transport, ledger, new SimWorld(ledger, clock, random, log), new SimStranger(chain, Key(random), relayer));
    }

    /// <summary>Lives through <paramref name="steps"/> random steps and then settles.</summary>
    public async Task<SimFigures> RunAsync(int steps)
    {
        try
        {
            await BeginAsync();
            for (var i = 0; i < steps; i++)
            {
                await StepAsync();
                await SimChecks.CheckAllAsync(_chain, _ledger);
            }

            await SettleAsync();
            await SimChecks.CheckAllAsync(_chain, _ledger);
            await CheckEndsAsync();
            await CompareWithCleanAsync();
            await CompareWithReplayAsync();
            return await FiguresAsync(steps);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new SimFailedException(_seed, steps, _trace, error);
        }
    }

    /// <summary>Makes the world in fair weather: parties, a pool, a schedule, a first license, all final.</summary>
    public async Task BeginAsync()
    {
        foreach (var beginning in _world.Beginnings())
        {
            await beginning();
            await SettleAsync();
        }
    }

    /// <summary>Steps all loops, and mines, until nothing moves any more.</summary>
    public async Task SettleAsync()
    {
        _transport.FaultRate = 0;
        _transport.CrashIn = _ledger.Store.CrashIn = null;
        for (var idle = 0; idle < (int)SimLedger.FinalityBlocks + 4;)
        {
            var moved = false;
            for (var i = 0; i < 100 && await _ledger.Open.StepAllAsync(default); i++)
            {
                moved = true;
                if (i == 99)
                {
                    throw new InvalidOperationException("The loops never come to rest.");
                }
            }

            idle = moved && _chain.Pool.Count > 0 ? 0 : idle + 1;
            _clock.Step(40);
            Mine();
        }

        for (var i = 0; i < 100 && await _ledger.Open.StepAllAsync(default); i++)
        {
        }
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    private async Task StepAsync()
    {
        _transport.FaultRate = _random.Next(3) * 0.1;
        try
        {
            await DoAsync();
        }
        catch (SimCrashException crash)
        {
            Note(crash.Message);
            _crashes++;
            _transport.CrashIn = _ledger.Store.CrashIn = null;
            await _ledger.ReopenAsync();
        }
        catch (Exception fault) when (fault is ChainFault or StoreFault)
        {
            Note($"fault: {fault.Message}"); // the host's loops back off and come again
        }
    }

    private async Task DoAsync()
    {
        var loops = _ledger.Open.Loops;
        switch (_random.Next(100))
        {
            case < 45:
                var loop = loops[_random.Next(loops.Count)];
                Note($"{loop.Name} {await loop.StepAsync(default)}");
                break;
            case < 65:
                Note(await _world.ActAtRandomAsync());
                break;
            case < 82:
                _clock.Step(_random.Next(1, 20));
                Mine(_random.Next(4));
                break;
            case < 88:
                var depth = Math.Min(_random.Next(1, (int)SimLedger.FinalityBlocks), _chain.Blocks.Count - 2);
                var fate = (ReorgFate)_random.Next(3);
                Note($"reorg {depth} {fate}");
                _chain.Reorg(depth, fate, _clock.Now);
                break;
            case < 90 when _chain.Pool.Count > 0:
                var lost = _chain.Pool[_random.Next(_chain.Pool.Count)].Hash;
                Note($"the pool forgets {lost}");
                _chain.Forget(lost);
                break;
            case < 92 when _chain.Pool.Count > 0:
                var ours = _chain.Pool[_random.Next(_chain.Pool.Count)];
                Note(_random.Next(2) == 0 ? $"a stranger relays {ours.Hash}: {_stranger.Relay(ours)}" : $"a stranger takes nonce {ours.Body.Nonce}: {_stranger.Steal(ours)}");
                break;
            case < 94:
                _transport.CrashIn = _random.Next(12);
                Note($"will die in {_transport.CrashIn} calls");
                break;
            case < 97:
                _ledger.Store.CrashIn = _random.Next(6);
                Note($"will die in {_ledger.Store.CrashIn} writes");
                break;
            default:
                _clock.Step(_random.Next(-30, 90));
                Note($"clock {_clock.Now}");
                break;
        }
    }

    private void Mine(int most = int.MaxValue)
    {
        _transport.Remember();
        var block = _chain.Mine(_clock.Now, most);
        Note($"block {block.Ref.Number} of {block.Receipts.Count}");
    }

    /// <summary>In the end nothing is on its way any more, and nothing was lost.</summary>
    private Task<bool> CheckEndsAsync() => _ledger.Store.ReadAsync(reader =>
    {
        Assert.Null(_ledger.Open.Context.Halt.Reason);
        Assert.Equal(_chain.Head.Ref, reader.Blocks.Head!.Ref);
        IntentState[] open = [IntentState.Waiting, IntentState.Signed, IntentState.Included];
        var stuck = open.SelectMany(state => reader.Outbox.InState(state, int.MaxValue)).Select(intent => Describe(reader, intent)).ToList();
        Assert.True(stuck.Count == 0, "Never came to an end: " + string.Join("; ", stuck));
        Assert.Empty(reader.Checkpoints.Open());
        foreach (var (pool, epoch, size) in reader.Journal.Logs())
        {
            Assert.Equal(size, _chain.Head.After.Checkpoints[(pool, epoch)].Size);
        }

        Assert.Empty(reader.Alerts.List(AlertState.Raised, null, 0, int.MaxValue));
        Assert.Empty(reader.Alerts.List(AlertState.Provisional, null, 0, int.MaxValue));
        Assert.Empty(reader.Proposals.InState(ProposalState.Submitted, int.MaxValue));
        foreach (var failed in reader.Outbox.InState(IntentState.Failed, int.MaxValue))
        {
            Assert.DoesNotContain(failed.Id, _chain.Head.After.Recorded);
        }

        return true;
    });

    /// <summary>A ledger that never saw a fault, over the same chain and journal, shows the same rows and raised alerts.</summary>
    private async Task CompareWithCleanAsync()
    {
        var (clean, store) = _ledger.OpenClean(_transport, "clean.db");
        await using var closing = store;
        await using var ending = clean;
        var (journal, documents) = await _ledger.Store.ReadAsync(reader => (
            reader.Journal.List(null, null, 0, int.MaxValue),
            reader.Documents.List(Ethereum.Hash32.Zero, int.MaxValue).Select(row => reader.Documents.Find(row.Id)!).ToList()));
        await store.WriteAsync(writer => (documents.All(writer.Documents.TryAdd), journal.Select(writer.Journal.Append).ToList()));
        var follow = clean.Loops.Single(loop => loop.Name == "follow");
        while (await follow.StepAsync(default))
        {
        }

        var (kept, keptAlerts) = await _ledger.Store.ReadAsync(Shown);
        var (made, madeAlerts) = await store.ReadAsync(Shown);
        Assert.Equal(made, kept);
        Assert.Equal(madeAlerts, keptAlerts);
    }

    /// <summary>What <c>fsck</c> and <c>rebuild</c> do: the kept history, lived again with its reorgs, gives every row and raised alert to the byte.</summary>
    private async Task CompareWithReplayAsync()
    {
        var context = _ledger.Open.Context;
        var book = new FlawBook();
        using var scratch = new ScratchDirectory(context.Directory.Root);
        using var secrets = SecretFile.Read(context.Directory.Secrets);
        var ground = new Ground(scratch.Files, context.Record, _ledger.Store.Inner, secrets, context.Documents, context.Time);
        await new HistoryCheck(ground, book).RunAsync(null, default);
        await using (var replayed = await new Replay(ground, book).RunAsync(null, default))
        {
            await new ProjectionCheck(ground, replayed, book).RunAsync(default);
        }

        File.Delete(Path.Combine(scratch.Files.Root, "replay.db"));
        Assert.Equal([], book.Flaws);
        var rebuilt = await Rebuild.RunAsync(ground, null, default);
        Assert.Equal((0, 0), (rebuilt.Changed, rebuilt.Alerts));
    }

    // First numbers are the store's own: a store that saw a reorg counted facts that the clean one never met.
    private static (List<string> Rows, List<string> Alerts) Shown(IStoreReader reader) => (
        [.. reader.Projections.All().Select(row => SimChecks.Text(row with { FirstSeq = 0 }))],
        [.. reader.Alerts.List(AlertState.Final, null, 0, int.MaxValue)
            .Select(alert => $"{alert.Id} {alert.Rule} {alert.State} {alert.Deciding} {Ethereum.Hex.Encode(alert.Body)}").Order(StringComparer.Ordinal)]);

    private Task<SimFigures> FiguresAsync(int steps) => _ledger.Store.ReadAsync(reader => new SimFigures(
        steps,
        _transport.Faults,
        _crashes,
        _chain.Reorgs,
        (int)(reader.Outbox.Count(IntentState.Final) + reader.Outbox.Count(IntentState.Failed)),
        reader.Journal.Logs().Sum(log => (int)log.Size),
        reader.Alerts.List(AlertState.Final, null, 0, int.MaxValue).Count));

    private static byte[] Key(Random random)
    {
        var key = new byte[32];
        random.NextBytes(key);
        return key;
    }

    private string Describe(IStoreReader reader, IntentRow intent)
    {
        var attempts = reader.Outbox.Attempts(intent.Id).Select(attempt => $"{attempt.Nonce}{(attempt.SentAt is null ? " unsent" : "")}{(attempt.Abandoned ? " abandoned" : "")}");
        var chain = intent.Signer is { } signer ? $", the chain's nonce {_chain.Head.After.Nonce(signer)}, the next {reader.Outbox.NextNonce(signer)}" : "";
        return $"{intent.Kind} {intent.State} nonce {intent.Nonce} [{string.Join(", ", attempts)}]{chain}";
    }

    private void Note(string what) => _trace.Add(what);
}

/// <summary>A seed failed. The message says how to see it again, and what came last.</summary>
internal sealed class SimFailedException(int seed, int steps, IReadOnlyList<string> trace, Exception inner) : Exception(
    $"""
    Seed {seed} failed after {trace.Count} events: {inner.Message}
    Replay: ./scripts/chaos --seeds 1 --from {seed} --steps {steps}
    Last events:
      {string.Join("\n  ", trace.TakeLast(40))}
    """,
    inner);
