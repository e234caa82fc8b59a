// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;
using Ledger.Chain;
using Ledger.Chain.Keys;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Outbox;

namespace Ledger.SystemTests.Simulation;

/// <summary>
/// One world from one seed: the real submitter, follower, projector, anchorer, journal and store, over a chain and a
/// road to it that fail in every way they know. After each step everything is checked; in the end, without faults, all
/// that was begun must come to its end, and a clean ledger over the same chain must show the same.
/// </summary>
internal sealed class Simulation : IAsyncDisposable
{
    private const ulong Begin = 1_750_000_000;

    private readonly int _seed;
    private readonly SimRandom _random;
    private readonly SimClock _clock;
    private readonly SimLeaps _leaps;
    private readonly SimChain _chain;
    private readonly SimTransport _transport;
    private readonly SimLedger _ledger;
    private readonly SimWorld _world;
    private readonly SimStranger _stranger;
    private readonly SimWitnesses _witnesses;
    private readonly SimReports _reports;
    private readonly SimPayments _payments;
    private readonly List<string> _trace = [];
    private readonly SimChecks _checks;
    private int _crashes;

    private Simulation(
        int seed, SimRandom random, SimClock clock, SimChain chain, SimTransport transport, SimLedger ledger, SimWorld world, SimStranger stranger, SimWitnesses witnesses) =>
        (_seed, _random, _clock, _leaps, _chain, _transport, _ledger, _world, _stranger, _witnesses, _reports, _payments, _checks) =
        (seed, random, clock, new SimLeaps(clock, random), chain, transport, ledger, world, stranger, witnesses, new SimReports(chain, ledger, world, clock, random), new SimPayments(chain, ledger, world, clock, random),
        new SimChecks(chain, ledger));

    public SimLedger Ledger => _ledger;

    public SimChain Chain => _chain;

    public SimTransport Road => _transport;

    /// <summary>How often each kind of fault was met on the road to the node.</summary>
    public IReadOnlyDictionary<string, int> Met => _transport.Met;

    /// <summary>How many blocks make another final: most seeds have few, one in twelve has more than the deepest reorg is deep.</summary>
    public ulong Finality { get; private init; }

    /// <summary>Where and when the process dies.</summary>
    public required SimKiller Killer { get; init; }

    /// <summary>The point that this seed's kills are mostly at: seeds that follow each other reach all.</summary>
    private string Target => SimKiller.Points[_seed % SimKiller.Points.Length];

    /// <summary>What has happened, an event a line.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>A check of the caller's own, after each step.</summary>
    public Action<Simulation>? AlsoCheck { get; init; }

    /// <summary>The beginning of a seed: a chain of one block, and an empty ledger that follows it.</summary>
    public static async Task<Simulation> CreateAsync(int seed, Action<Simulation>? alsoCheck = null)
    {
        var random = new SimRandom(seed);
        var relayer = Key(random);
        byte[][] logKeys = [Key(random), Key(random), Key(random)];
        var clock = new SimClock(Begin);
        var chain = new SimChain(SimLedger.Contracts, Begin);
        var elsewhere = new SimChain(SimLedger.Contracts with { ChainId = 1 }, Begin - 1_000);
        for (var time = Begin; time < Begin + 300; time++)
        {
            elsewhere.Mine(time);
        }

        var finality = (seed % 12) switch { 0 => 66UL, 1 or 2 => 20UL, _ => 6UL };
        var killer = new SimKiller();
        var transport = new SimTransport(chain, new SimNode(chain, finality), new SimNode(elsewhere, finality), random, killer) { Elsewhere = elsewhere };
        var keys = logKeys.Index().Select(key => ($"log-{key.Index}", key.Item)).Append(("relayer", relayer)).ToDictionary(StringComparer.Ordinal);
        var ledger = await SimLedger.CreateAsync(transport, clock, killer, finality, seed % 4 == 3 ? 150 : ApplicationOptions.DefaultAnchorGraceSeconds, chain.Head.Ref.Hash, keys);
        var stranger = new SimStranger(chain, Key(random), relayer);
        var world = new SimWorld(ledger, clock, random, [.. logKeys.Select(key => new LocalSigner(key, isDemo: true))], stranger);
        var witnesses = new SimWitnesses(ledger, world, clock);
        return new Simulation(seed, random, clock, chain, transport, ledger, world, stranger, witnesses)
        {
            Finality = finality,
            Killer = killer,
            AlsoCheck = alsoCheck,
        };
    }

    /// <summary>Lives through random steps, each of which hangs on its number alone, and then settles.</summary>
    public async Task<SimFigures> RunAsync(IReadOnlyList<int> steps)
    {
        var done = 0;
        try
        {
            await BeginAsync();
            Killer.ArmAt(Target);
            foreach (var step in steps)
            {
                done++;
                _random.Begin(step);
                await StepAsync();
                if (await _checks.CheckAsync())
                {
                    await _witnesses.CheckAsync();
                    await _reports.CheckAsync();
                    await _payments.CheckAsync();
                }

                AlsoCheck?.Invoke(this);
            }

            await CalmAsync();
            await _reports.SendAllAgainAsync();
            await SettleAsync();
            await _checks.CheckAsync(whole: true);
            await _reports.CheckAsync(whole: true);
            await _payments.CheckAsync();
            await SimEnds.CheckAsync(_chain, _ledger);
            await _witnesses.LookOnceMoreAsync();
            await SimRebuild.CompareWithCleanAsync(_ledger, _transport);
            await SimRebuild.CompareWithReplayAsync(_ledger, _transport);
            await _witnesses.CheckAsync();
            return await FiguresAsync(steps.Count, await FlipAsync(), await LieAsync());
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new SimFailedException(_seed, [.. steps.Take(done)], _trace, error);
        }
    }

    /// <summary>Makes the world in fair weather: parties, a pool, a schedule, a first license, all final.</summary>
    public async Task BeginAsync()
    {
        foreach (var beginning in _world.Beginnings())
        {
            await beginning();
            await SettleAsync(rounds: 2);
        }

        await SettleAsync();
    }

    /// <summary>Steps all loops, and mines, until nothing moves any more.</summary>
    public async Task SettleAsync(int? rounds = null)
    {
        await CalmAsync();
        await RoundsAsync(rounds ?? 1);
        await RestAsync();
        for (var sent = ulong.MaxValue; rounds is null && (sent != Sent || IsWaitedFor);)
        {
            sent = Sent;
            Pass((int)Finality); // nothing waits for these: they are read in one go
            await RoundsAsync(4); // what they made final may move something still
            await RestAsync();
        }
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    /// <summary>From here on nothing fails.</summary>
    private async Task CalmAsync()
    {
        _transport.FaultRate = 0;
        Killer.Disarm();
        if (!_ledger.IsSound)
        {
            await _ledger.ReopenAsync();
        }
    }

    /// <summary>Steps the loops in turn until each of them has rested once after the last that moved; whether any did.</summary>
    private async Task<bool> RestAsync()
    {
        Killer.Actor = "all";
        var (moved, idle) = (false, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var loops = _ledger.Open.Loops;
            if (idle == loops.Count)
            {
                return moved;
            }

            try
            {
                var moves = await loops[i % loops.Count].StepAsync(default);
                (moved, idle) = (moved || moves, moves ? 0 : idle + 1);
            }
            catch (SimCrashException crash)
            {
                _crashes++; // a reading ahead died, and nobody had looked at it yet
                idle = 0;
                Note(crash.Message);
                await _ledger.ReopenAsync();
            }
            catch (ChainFault fault)
            {
                idle = 0;
                Note($"fault of a reading ahead: {fault.Message}"); // it was met in worse weather
            }
        }

        throw new InvalidOperationException("The loops never come to rest.");
    }

    private async Task StepAsync()
    {
        _transport.FaultRate = _random.Next(3) * 0.1;
        Killer.Actor = "people";
        try
        {
            await DoAsync();
        }
        catch (SimCrashException crash)
        {
            await DieAsync(crash.Message);
        }
        catch (Exception fault) when (fault is ChainFault or StoreFault)
        {
            Note($"fault: {fault.Message}"); // the host's loops back off and come again
        }
    }

    private async Task DieAsync(string how)
    {
        _crashes++;
        Killer.Disarm();
        if (_random.Next(3) > 0)
        {
            Note(how);
            await _ledger.ReopenAsync(_ledger.IsFull);
            return;
        }

        var torn = new byte[_random.Next(1, 9_000)];
        _random.NextBytes(torn);
        Note($"{how}; the power fails, {torn.Length} bytes are torn");
        await _ledger.LosePowerAsync(torn);
    }

    private async Task DoAsync()
    {
        switch (_random.Next(123))
        {
            case < 45 when _ledger.Sleeper is { } sleeper && _random.Next(3) == 0:
                await SleepwalkAsync(sleeper);
                break;
            case < 45:
                await LoopAsync(_ledger.Open.Loops[_random.Next(_ledger.Open.Loops.Count)].Name);
                break;
            case < 46 when _ledger.AnchorGraceSeconds < ApplicationOptions.DefaultAnchorGraceSeconds:
                await HoldUpAsync();
                break;
            case < 46:
                Note(_leaps.Leap());
                break;
            case < 49:
                Killer.Actor = "witness";
                Note(await _witnesses.LookAsync(_random));
                break;
            case < 60:
                Note(await _world.ActAtRandomAsync());
                break;
            case < 76:
                _clock.Step(_random.Next(1, 20));
                Mine(_random.Next(4));
                break;
            case < 81:
                Reorg();
                break;
            case < 82:
                Reorg();
                Reorg();
                Reorg();
                break;
            case < 84:
                await CatchUpAsync();
                break;
            case < 86 when _chain.Pool.Count > 0:
                var lost = _chain.Pool[_random.Next(_chain.Pool.Count)].Hash;
                Note($"the pool forgets {lost}");
                _chain.Forget(lost);
                break;
            case < 88 when _chain.Pool.Count > 0:
                var ours = _chain.Pool[_random.Next(_chain.Pool.Count)];
                Note(_random.Next(2) == 0 ? $"a stranger relays {ours.Hash}: {_stranger.Relay(ours)}" : $"a stranger takes nonce {ours.Body.Nonce}: {_stranger.Steal(ours)}");
                break;
            case < 90:
                Killer.ArmIn(_random.Next(12));
                Note("will die at some point");
                break;
            case < 95:
                var point = _random.Next(2) == 0 ? Target : SimKiller.Points[_random.Next(SimKiller.Points.Length)];
                Killer.ArmAt(point);
                Note($"will die {point}");
                break;
            case < 96:
                _ledger.Store.FailsToSync = _random.Next(2) == 0;
                Note($"the disk will fail to sync; the write is kept: {_ledger.Store.FailsToSync}");
                break;
            case < 98:
                var isFull = !_ledger.IsFull && _random.Next(2) == 0;
                Note(isFull ? "opened again, the disk is full" : "opened again");
                await _ledger.ReopenAsync(isFull);
                break;
            case < 99 when _ledger.IsSound:
                Note("stands still, and another one takes its place");
                await _ledger.FallAsleepAsync();
                break;
            case < 100:
                _clock.Step(_random.Next(-30, 90));
                Note($"clock {_clock.Now}");
                break;
            case < 102:
                Note(await _world.ChangeLogKeyAsync());
                break;
            case < 108:
                Note(await _world.LodgeAsync());
                break;
            case < 115:
                Note(await _reports.SendAsync());
                break;
            case < 116:
                Note(await _reports.TakeBackAsync());
                break;
            case < 121:
                Note(await _payments.ActAsync());
                break;
            case < 122:
                Note("a day passes");
                _clock.Step(SimPayments.DeadlineSeconds);
                Pass((int)Finality + 1);
                break;
            default:
                var hours = _random.Next(1, 6);
                _clock.Step(hours * 3_600);
                Mine(_random.Next(2));
                Note($"{hours} hours pass");
                break;
        }
    }

    /// <summary>Blocks come, and none takes a checkpoint in, until what was promised is past its time.</summary>
    private async Task HoldUpAsync()
    {
        Note("the anchorer is held up");
        Pass((_ledger.AnchorGraceSeconds / 40) + 1, most: 0);
        await LoopAsync("follow");
    }

    private async Task LoopAsync(string name)
    {
        Killer.Actor = name;
        Note($"{name} {await _ledger.Open.Loops.Single(loop => loop.Name == name).StepAsync(default)}");
    }

    /// <summary>One that lost its place and does not know it goes on: nothing that it does may show.</summary>
    private async Task SleepwalkAsync(OpenLedger sleeper)
    {
        Killer.Actor = "sleeper";
        var loop = sleeper.Loops[_random.Next(sleeper.Loops.Count)];
        var before = await KeptAsync();
        try
        {
            Note($"the sleeper's {loop.Name} {await loop.StepAsync(default)}");
        }
        catch (SimCrashException crash)
        {
            Note($"the sleeper dies: {crash.Message}");
            await _ledger.EndSleeperAsync();
        }
        catch (Exception fault) when (fault is ChainFault or StoreFault)
        {
            Note($"the sleeper's {loop.Name}: {fault.Message}");
        }

        Assert.Equal(before, await KeptAsync());
    }

    private Task<(long, long, ulong?, long, long)> KeptAsync() => _ledger.Store.ReadAsync(reader => (
        (long)reader.Facts.Count, reader.Feed.Last, reader.Outbox.NextNonce(_stranger.Relayer), reader.Outbox.Count(IntentState.Signed), reader.Outbox.Count(IntentState.Final)));

    /// <summary>Whether a transaction of ours waits; what a stranger sent behind a nonce of his own that the network forgot waits for ever: that is his affair.</summary>
    private bool IsWaitedFor => _chain.Pool.Any(waiting => waiting.Sender == _stranger.Relayer);

    /// <summary>How many transactions of ours the chain has.</summary>
    private ulong Sent => _chain.Head.After.Nonce(_stranger.Relayer);

    /// <summary>Blocks one by one, until so many came with nothing of ours waiting for them.</summary>
    private async Task RoundsAsync(int rounds)
    {
        for (var idle = 0; idle < rounds;)
        {
            idle = await RestAsync() && IsWaitedFor ? 0 : idle + 1;
            Pass(1);
        }
    }

    private void Pass(int blocks, int most = int.MaxValue)
    {
        for (var i = 0; i < blocks; i++)
        {
            _clock.Step(40);
            Mine(most);
        }
    }

    /// <summary>The follower falls behind and reads ranges ahead; the chain moves while they are on their way.</summary>
    private async Task CatchUpAsync()
    {
        var behind = (int)Finality + _random.Next(2, 40);
        for (var i = 0; i < behind; i++)
        {
            Mine(_random.Next(2));
        }

        for (var i = _random.Next(1, 3); i > 0; i--)
        {
            await LoopAsync("follow");
        }

        Reorg();
        await LoopAsync("follow");
    }

    private void Reorg()
    {
        var wish = Finality > 64 && _random.Next(4) == 0 ? 64 : _random.Next(1, (int)Math.Min(65, Finality));
        var depth = Math.Min(wish, _chain.Blocks.Count - 2);
        var fate = (ReorgFate)_random.Next(4);
        Note($"reorg {depth} {fate}");
        _transport.Remember();
        _chain.Reorg(depth, fate, _clock.Now, _stranger.Rival);
    }

    private void Mine(int most = int.MaxValue)
    {
        _transport.Remember();
        var block = _chain.Mine(_clock.Now, most);
        Note($"block {block.Ref.Number} of {block.Receipts.Count}");
    }

    /// <summary>In one seed of five a bit of a copy of the store turns. What it was in; null: in nothing.</summary>
    private async Task<string?> FlipAsync()
    {
        _random.Begin(0);
        return _seed % 5 == 0 ? await SimFlip.ShowAsync(_ledger, _transport, _random) : null;
    }

    /// <summary>In one seed of five the log is another one than a witness saw. Whether one refused.</summary>
    private async Task<bool> LieAsync()
    {
        _random.Begin(0);
        return _seed % 5 == 1 && await _witnesses.LieAsync(_random);
    }

    private async Task<SimFigures> FiguresAsync(int steps, string? flipped, bool lied)
    {
        var (followed, lapsed) = await SimLodgings.CheckAsync(_chain, _ledger, _world.Pool);
        var figures = await _ledger.Store.ReadAsync(reader => FiguresOf(reader, steps, flipped, lied) with { Followed = followed, Lapsed = lapsed });
        _clock.Step(SimPayments.DeadlineSeconds); // the deadline of every claim: what nobody answered counts as paid
        Mine();
        await LoopAsync("follow");
        var paid = await _payments.CheckAsync();
        Assert.Equal(0, paid.Claimed);
        return figures with { Paid = paid };
    }

    private SimFigures FiguresOf(IStoreReader reader, int steps, string? flipped, bool lied) => new(
        steps, _transport.Faults, _crashes, _chain.Reorgs, _chain.Deepest,
        (int)(reader.Outbox.Count(IntentState.Final) + reader.Outbox.Count(IntentState.Failed)),
        reader.Journal.Logs().Sum(log => (int)log.Size),
        reader.Alerts.List(AlertState.Final, null, 0, int.MaxValue).Count,
        _leaps.Count, flipped, reader.Witnesses.List(null, 0, int.MaxValue).Count, lied,
        SimPromises.Check(_chain, reader), _chain.Head.After.LogKeys[_world.Pool].Epoch, SimChecks.Anchored(_chain, reader),
        _reports.Batches, _reports.InLine, _reports.PromisedLater, _reports.Corrections);

    private static byte[] Key(SimRandom random)
    {
        var key = new byte[32];
        random.NextBytes(key);
        return key;
    }

    private void Note(string what) => _trace.Add(what);
}
