// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Ledger.SystemTests.Running;
using Ledger.SystemTests.Simulation;

namespace Ledger.SystemTests.Faults;

/// <summary>Many acts under way while the real host and the real chain die at random.</summary>
public sealed class StormTests
{
    private static readonly bool _isFull = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 };
    private static readonly int _grants = _isFull ? 200 : 30;
    private static readonly int _kills = _isFull ? 10 : 3;

    [Fact]
    public async Task Grants_in_flight_while_host_and_chain_are_killed_at_random_are_recorded_once_each()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var random = new SimRandom(seed);
        using var place = new Place();
        await KillableHost.InitAsync(place["data"]);
        var host = await KillableHost.ServeAsync(place["data"]);
        try
        {
            using var client = new PatientClient(host.Port, Crowd.TokenOf(place["data"]));
            var seeded = (await client.ListAsync("/api/v1/licenses")).Count;
            var storm = await Storm.BeginAsync(client, new Crowd(place["data"], client), _grants);
            List<string> seen = [];
            for (var kill = 1; kill <= _kills; kill++)
            {
                seen = await Aftermath.HashesAsync(client);
                await storm.UntilAsync((double)kill / (_kills + 1), random);
                await host.KillAsync(chainFirst: random.Next(2) == 0);
                await host.DisposeAsync();
                host = await KillableHost.ServeAsync(place["data"], host.Port);
                Assert.Equal(seen, (await Aftermath.HashesAsync(client)).Take(seen.Count), StringComparer.Ordinal);
            }

            await storm.Sending;
            await Aftermath.AssertOneEachAsync(client, seeded, storm.Operations);
            Assert.True(client.Again > 0, $"Every kill of seed {seed} came too late: no request met one.");
            Assert.Equal(seen, (await Aftermath.HashesAsync(client)).Take(seen.Count), StringComparer.Ordinal);
        }
        finally
        {
            await host.DisposeAsync();
        }

        await Aftermath.AssertSoundAsync(place["data"]);
    }
}
