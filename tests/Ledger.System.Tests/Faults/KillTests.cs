// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Json;
using System.Text.Json;

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
            var granting = new Granting(directory);
            var seeded = await LicensesAsync(host);
            var recordedAfterTheKill = 0;
            for (var kill = 0; kill < Kills; kill++)
            {
                var chain = await HashesAsync(host);
                var operation = await granting.GrantAsync(host);
                await MomentAsync(kill % 4 * SpreadMs);
                await host.KillAsync(chainFirst: kill % 2 == 1);
                var killedAt = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
                await host.DisposeAsync();
                host = await KillableHost.ServeAsync(directory);
                var restarted = host;
                await host.UntilAsync(async () => await StateAsync(restarted, operation) == "final", $"done with operation {operation}");

                Assert.Equal(chain, (await HashesAsync(host)).Take(chain.Count), StringComparer.Ordinal);
                Assert.Equal(seeded.Count + kill + 1, (await LicensesAsync(host)).Count);
                var block = (await host.GetAsync($"/api/v1/operations/{operation}")).GetProperty("block");
                recordedAfterTheKill += block.GetProperty("time").GetInt64() > killedAt ? 1 : 0;
            }

            var all = await LicensesAsync(host);
            Assert.Equal(all.Count, all.Distinct(StringComparer.Ordinal).Count());
            Assert.True(recordedAfterTheKill > 0, "Every kill came too late: none of the licenses was still on its way.");
        }
        finally
        {
            await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string?> StateAsync(KillableHost host, string operation) =>
        (await host.GetAsync($"/api/v1/operations/{operation}")).GetProperty("state").GetString();

    private static async Task<List<string>> LicensesAsync(KillableHost host) =>
        [.. (await host.GetAsync("/api/v1/licenses?limit=200")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    /// <summary>The hash of every block so far, read from the chain itself.</summary>
    private static async Task<List<string>> HashesAsync(KillableHost host)
    {
        List<string> hashes = [];
        while (await BlockAsync(host, hashes.Count) is { ValueKind: JsonValueKind.Object } block)
        {
            hashes.Add(block.GetProperty("hash").GetString()!);
        }

        return hashes;
    }

    private static async Task<JsonElement> BlockAsync(KillableHost host, int number)
    {
        using var answer = await host.Client.PostAsJsonAsync(
            "/rpc", new { jsonrpc = "2.0", id = 1, method = "eth_getBlockByNumber", @params = new object[] { $"0x{number:x}", false } });
        return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("result");
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
