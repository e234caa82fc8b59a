// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics;
using Ledger.Chain;
using Ledger.Chain.Embedded;
using Ledger.Ethereum;
using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Simulation.Embedded;

/// <summary>
/// The real embedded chain over a simulated engine, through one seed's life: strangers send, blocks and snapshots come, the engine and
/// the host die wherever they can. After every step everything is checked. The disk is a real folder; a death leaves a copy of it.
/// </summary>
internal sealed class EmbeddedSimulation : IAsyncDisposable
{
    private const ulong Genesis = 1_700_000_000;
    private const int Senders = 5;
    private const int MostStarts = 50;

    private readonly int _seed;
    private readonly SimRandom _random;
    private readonly SimKiller _killer = new();
    private readonly SimTrouble _trouble;
    private readonly SimIntents _intents;
    private readonly List<Hash32> _final = [];
    private readonly IDisposable _listening;
    private IDisposable? _points;
    private Place _place = new();
    private EmbeddedChain? _chain;
    private SimEngineProcess? _engine;

    private EmbeddedSimulation(int seed)
    {
        (_seed, _random) = (seed, new SimRandom(seed));
        _trouble = new SimTrouble(_random);
        _intents = new SimIntents(_random, Senders);
        _listening = DiagnosticListener.AllListeners.Subscribe(new Listener<DiagnosticListener>(source =>
        {
            if (source.Name is EmbeddedPoints.Source)
            {
                _points = source.Subscribe(new Listener<KeyValuePair<string, object?>>(point =>
                {
                    if (string.Equals(point.Value as string, _place["chain"], StringComparison.Ordinal))
                    {
                        _killer.Pass(point.Key);
                    }
                }));
            }
        }));
    }

    /// <summary>Every point where the host can die.</summary>
    public static ImmutableArray<string> Points { get; } =
        [.. EmbeddedPoints.All, .. SimEngineProcess.Calls.SelectMany(call => new[] { SimKiller.Before(call), SimKiller.After(call) })];

    public IReadOnlySet<string> Hit => _killer.Hit;

    public int EngineTroubles => _trouble.Met.Where(each => each.Key > 0).Sum(each => each.Value);

    public int Blocks => _final.Count;

    public int Torn { get; private set; }

    private EmbeddedChainOptions Options => new()
    {
        Directory = _place["chain"],
        SnapshotEveryBlocks = 7,
        Launch = (options, arguments, _) => Task.FromResult<IEngineProcess>(_engine = SimEngineProcess.Start(options, arguments, _killer, _trouble)),
    };

    /// <summary>Lives a life of as many steps.</summary>
    /// <exception cref="InvalidOperationException">Something does not hold: the message says how to see it again.</exception>
    public static async Task<EmbeddedSimulation> RunAsync(int seed, int steps)
    {
        var life = new EmbeddedSimulation(seed);
        var step = 0;
        try
        {
            life._chain = await EmbeddedChain.CreateAsync(life.Options, new EmbeddedGenesis(Genesis, []), CancellationToken.None);
            for (step = 1; step <= steps; step++)
            {
                life._random.Begin(step);
                await life.StepAsync();
                await life.CheckAsync();
            }

            await life.EndAsync();
            return life;
        }
        catch (Exception failure)
        {
            await life.DisposeAsync();
            throw new InvalidOperationException($"Seed {seed} failed at step {step}. Replay: LEDGER_EMBEDDED_FROM={seed} LEDGER_EMBEDDED_SEEDS=1. {failure.Message}", failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _killer.Disarm();
        _listening.Dispose();
        _points?.Dispose();
        await (_chain?.DisposeAsync() ?? ValueTask.CompletedTask);
        _place.Dispose();
    }

    private async Task StepAsync()
    {
        _trouble.Rate = _random.Next(3) == 0 ? 0.05 : 0;
        if (_random.Next(2) == 0)
        {
            _killer.ArmAt(_random.Next(2) == 0 ? Points[_seed % Points.Length] : Points[_random.Next(Points.Length)]);
        }

        var snapshot = _random.Next(6) == 0;
        var reopen = _random.Next(8) == 0;
        if (_random.Next(8) == 0)
        {
            _engine?.Die();
        }

        try
        {
            await _intents.SendAsync(_chain!, isLast: false);
            await MineAsync();
            if (snapshot)
            {
                await _chain!.SnapshotAsync(CancellationToken.None);
            }

            if (reopen)
            {
                await _chain!.DisposeAsync();
                _chain = null;
                await OpenAsync();
            }
        }
        catch (ChainFault fault) when (fault.Kind is ChainFaultKind.TimedOut or ChainFaultKind.Unreachable)
        {
            // The caller hears of it and asks again later, as the loop does; or it starts the host again.
            if (_chain is null)
            {
                Calm();
                await OpenAsync();
            }
        }
        catch (SimCrashException)
        {
            await FallAsync();
        }
    }

    private void Calm()
    {
        _killer.Disarm();
        _trouble.Rate = 0;
    }

    private async Task MineAsync()
    {
        var mined = await _chain!.MineAsync(Genesis + (ulong)_random.Next(10_000), CancellationToken.None);
        Remember(mined.Block.Number, mined.Block.Hash);
        _intents.Refused(mined.Refused.Select(each => each.Transaction));
    }

    /// <summary>The host is dead: the next one finds a copy of the disk, torn where a write had not ended.</summary>
    private async Task FallAsync()
    {
        var old = _chain;
        for (var starts = 0; ; starts++)
        {
            Assert.True(starts < MostStarts, "The chain does not start any more.");
            var next = new Place();
            Directory.CreateDirectory(next["chain"]);
            foreach (var file in Directory.EnumerateFiles(_place["chain"]).Where(file => Path.GetFileName(file) != "lock"))
            {
                File.Copy(file, Path.Combine(next["chain"], Path.GetFileName(file)));
            }

            Calm();
            await (old?.DisposeAsync() ?? ValueTask.CompletedTask);
            old = null;
            _chain = null;
            _place.Dispose();
            _place = next;
            Tear();
            if (_random.Next(3) == 0)
            {
                _killer.ArmAt(Points[_random.Next(Points.Length)]);
            }

            try
            {
                await OpenAsync();
                return;
            }
            catch (SimCrashException)
            {
                // It died again while it started.
            }
        }
    }

    private async Task OpenAsync()
    {
        _chain = await EmbeddedChain.OpenAsync(Options, CancellationToken.None);
        _intents.Forgotten();
    }

    /// <summary>What was not synced yet may be there in part: the last record without its hash, a snapshot without its name.</summary>
    private void Tear()
    {
        var records = _place["chain/blocks.log"];
        var lines = File.ReadAllLines(records);
        var isOpen = lines.Length > 0 && lines[^1].StartsWith('B');
        if (isOpen && _random.Next(3) == 0)
        {
            // Where a smaller record replaces the first, that one is durable: only the last line can be torn.
            using var file = new FileStream(records, FileMode.Open);
            file.SetLength(file.Length - 1 - _random.Next(lines[^1].Length));
            Torn++;
        }

        foreach (var half in Directory.EnumerateFiles(_place["chain"], "*.new"))
        {
            using var file = new FileStream(half, FileMode.Open);
            file.SetLength(_random.Next((int)file.Length + 1));
        }

        if (_random.Next(6) == 0 && SnapshotFiles.List(_place["chain"]) is [var (_, newest), ..])
        {
            File.WriteAllText(newest, File.ReadAllText(newest)[..^1].Replace("\":1", "\":2", StringComparison.Ordinal) + (_random.Next(2) == 0 ? "}" : ""));
        }
    }

    private void Remember(ulong number, Hash32 hash)
    {
        Assert.True(number <= (ulong)_final.Count + 1);
        if (number == (ulong)_final.Count + 1)
        {
            _final.Add(hash);
        }

        Assert.Equal(_final[(int)number - 1], hash);
    }

    /// <summary>What was final stays; the records, the engine and a chain without snapshots say the same; nothing stands twice.</summary>
    private async Task CheckAsync()
    {
        Calm();
        var node = new EthereumNode(_chain!);
        var head = (await node.HeadAsync(CancellationToken.None)).Ref;
        Assert.Equal(_chain!.Head, head);
        var records = ChainFiles.Blocks(_place["chain"]).ToList();
        Assert.Equal(head.Number, (ulong)records.Count);
        var count = 0UL;
        foreach (var record in records)
        {
            // A block that was mined as its host died is final with its hash, whoever was told.
            Remember(record.Number, record.Hash!.Value);
            var block = (await node.BlockAsync(record.Number, CancellationToken.None))!;
            Assert.Equal((record.Hash!.Value, record.Time), (block.Ref.Hash, block.Time));
            Assert.Equal(record.Transactions, block.Transactions);
            count += (ulong)record.Transactions.Count;
        }

        Assert.Equal(_final.Count, records.Count);
        Assert.Equal(count, _chain.TransactionCount);
        _intents.Check(records, _chain.Queued);
    }

    /// <summary>Nothing fails any more: every intent comes through, and the records alone give the same chain again.</summary>
    private async Task EndAsync()
    {
        for (var round = 0; _intents.Open > 0; round++)
        {
            Assert.True(round < 20, $"{_intents.Open} transactions never came through.");
            await _intents.SendAsync(_chain!, isLast: true);
            await MineAsync();
            await CheckAsync();
        }

        var head = _chain!.Head;
        await _chain.DisposeAsync();
        foreach (var (_, path) in SnapshotFiles.List(_place["chain"]))
        {
            File.Delete(path);
        }

        await OpenAsync();
        Assert.Equal(head, _chain.Head);
    }

    private sealed class Listener<T>(Action<T> next) : IObserver<T>
    {
        public void OnNext(T value) => next(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
