// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Globalization;

namespace Ledger.SystemTests.Simulation.Embedded;

/// <summary>The embedded chain's loop under the deaths of its host and of its engine.</summary>
public sealed class EmbeddedSimulationTests
{
    private const int Steps = 30;

    private static readonly int _seeds = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 } ? 1_000 : 120;

    [Fact]
    public async Task Whatever_dies_no_block_changes_nothing_is_lost_nothing_stands_twice_and_every_point_has_killed()
    {
        var hit = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var (blocks, troubles, torn) = (0, 0, 0);
        var seeds = Number("LEDGER_EMBEDDED_SEEDS", _seeds);
        await Parallel.ForEachAsync(Enumerable.Range(Number("LEDGER_EMBEDDED_FROM", 1), seeds), async (seed, _) =>
        {
            await using var life = await EmbeddedSimulation.RunAsync(seed, Steps);
            Interlocked.Add(ref blocks, life.Blocks);
            Interlocked.Add(ref troubles, life.EngineTroubles);
            Interlocked.Add(ref torn, life.Torn);
            foreach (var point in life.Hit)
            {
                hit[point] = true;
            }
        });
        if (seeds >= 100)
        {
            Assert.Empty(EmbeddedSimulation.Points.Except(hit.Keys));
            Assert.True(blocks > 10 * seeds, $"Only {blocks} blocks were mined.");
            Assert.True(troubles > seeds, $"The engine had trouble only {troubles} times.");
            Assert.True(torn > seeds / 10, $"Only {torn} records were torn.");
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
