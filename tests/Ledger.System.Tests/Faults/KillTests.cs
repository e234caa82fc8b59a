// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Faults;

/// <summary>Host and chain die between the outbox and the block, again and again.</summary>
public sealed class KillTests
{
    private const int Kills = 20;
    private const int SpreadMs = 5;

    [Fact]
    public async Task Twenty_kills_between_outbox_and_inclusion_leave_exactly_one_license_each_and_the_same_chain()
    {
        var directory = Path.Combine(Path.GetTempPath(), "ledger-kill-" + Path.GetRandomFileName());
        KillableHost? host = null;
        try
        {
            await KillableHost.InitAsync(directory);
            host = await KillableHost.ServeAsync(directory);
            using var client = new PatientClient(host.Port, Crowd.TokenOf(directory));
            var crowd = new Crowd(directory, client);
            var seeded = (await client.ListAsync("/api/v1/licenses")).Count;
            List<string> operations = [];
            var recordedAfterTheKill = 0;
            for (var kill = 0; kill < Kills; kill++)
            {
                var chain = await Aftermath.HashesAsync(client);
                operations.Add(await crowd.GrantAsync(kill));
                await MomentAsync(kill % 4 * SpreadMs);
                await host.KillAsync(chainFirst: kill % 2 == 1);
                var killedAt = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
                await host.DisposeAsync();
                host = await KillableHost.ServeAsync(directory, host.Port);

                await Aftermath.AssertOneEachAsync(client, seeded, operations);
                Assert.Equal(chain, (await Aftermath.HashesAsync(client)).Take(chain.Count), StringComparer.Ordinal);
                var block = (await client.GetAsync($"/api/v1/operations/{operations[^1]}")).GetProperty("block");
                recordedAfterTheKill += block.GetProperty("time").GetInt64() > killedAt ? 1 : 0;
            }

            Assert.True(recordedAfterTheKill > 0, "Every kill came too late: none of the licenses was still on its way.");
        }
        finally
        {
            await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Spreads the kills over the way from the outbox to the block.</summary>
    private static async Task MomentAsync(int milliseconds)
    {
        if (milliseconds > 0)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds));
            await timer.WaitForNextTickAsync();
        }
    }
}
