// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Ledger.Chain.Tests;
using Ledger.SystemTests.Running;
using Ledger.SystemTests.Simulation;

namespace Ledger.SystemTests.Faults;

/// <summary>Many acts under way on a network whose road fails, whose newest blocks are replaced, and whose ledger dies.</summary>
public sealed class NetworkStormTests
{
    private const int Finality = 5;
    private const int BlockMs = 400;

    private static readonly bool _isFull = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 };
    private static readonly int _grants = _isFull ? 200 : 20;
    private static readonly int _kills = _isFull ? 10 : 2;

    [Fact]
    public async Task Grants_over_two_failing_roads_and_through_reorgs_are_recorded_once_each()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var random = new SimRandom(seed);
        using var place = new Place();
        await using var network = await AnvilNode.StartAsync();
        await using var one = await FaultProxy.StartAsync(network.Url, new SimRandom(seed));
        await using var other = await FaultProxy.StartAsync(network.Url, new SimRandom(seed + 1));
        FaultProxy[] roads = [one, other];
        using var ending = new CancellationTokenSource();
        var weather = new Weather(network, new SimRandom(seed));
        var mining = weather.MineAsync(ending.Token);
        await KillableHost.InitAsync(place["data"], "--node", one.Url.AbsoluteUri, "--node", other.Url.AbsoluteUri, "--finality", $"{Finality}", "--demo");
        var host = await KillableHost.ServeAsync(place["data"]);
        try
        {
            using var client = new PatientClient(host.Port, Crowd.TokenOf(place["data"]));
            var seeded = (await client.ListAsync("/api/v1/licenses")).Count;
            var storm = await Storm.BeginAsync(client, new Crowd(place["data"], client), _grants);
            Calm(roads, false);
            weather.Reorgs = true;
            for (var kill = 1; kill <= _kills; kill++)
            {
                await storm.UntilAsync((double)kill / (_kills + 1), random);
                await host.KillAsync();
                await host.DisposeAsync();
                host = await ServeAsync(place["data"], host.Port, roads);
            }

            await storm.Sending;
            await Aftermath.AssertOneEachAsync(client, seeded, storm.Operations);
            Assert.True(weather.Replaced > 0, $"Seed {seed} saw no reorg.");
            Assert.Empty(FaultProxy.Kinds.Except(roads.SelectMany(road => road.Met.Keys)));
        }
        finally
        {
            await host.DisposeAsync();
        }

        Calm(roads, true);
        await Aftermath.AssertSoundAsync(place["data"]);
        await ending.CancelAsync();
        await mining;
    }

    /// <summary>A start reads the chain's identity and code: no answer to it may be missing.</summary>
    private static async Task<KillableHost> ServeAsync(string directory, int port, FaultProxy[] roads)
    {
        Calm(roads, true);
        var host = await KillableHost.ServeAsync(directory, port);
        Calm(roads, false);
        return host;
    }

    private static void Calm(FaultProxy[] roads, bool isCalm) => Array.ForEach(roads, road => road.IsCalm = isCalm);

    /// <summary>Blocks as they come, and now and then others in their place.</summary>
    private sealed class Weather(AnvilNode network, SimRandom random)
    {
        private const int ReorgEvery = 12;

        public bool Reorgs { get; set; }

        /// <summary>How many blocks were replaced.</summary>
        public int Replaced { get; private set; }

        public async Task MineAsync(CancellationToken cancellation)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(BlockMs));
            try
            {
                for (var block = 1; await timer.WaitForNextTickAsync(cancellation); block++)
                {
                    await network.MineAsync();
                    if (Reorgs && block % ReorgEvery == 0)
                    {
                        var depth = random.Next(1, Finality);
                        await network.ReorgAsync(depth);
                        Replaced += depth;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The storm is over.
            }
        }
    }
}
