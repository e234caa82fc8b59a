// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;

namespace Ledger.SystemTests.Simulation;

public sealed class SimulationTests
{
    private const int Steps = 120;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task Whatever_fails_nothing_is_lost_and_nothing_happens_twice(int seed)
    {
        await using var simulation = await Simulation.CreateAsync(seed);
        var figures = await simulation.RunAsync(Steps);
        Assert.True(figures.Intents > 0);
    }

    [Fact]
    public async Task A_reorg_deeper_than_finality_halts_the_writer_and_leaves_evidence()
    {
        await using var simulation = await Simulation.CreateAsync(0);
        await simulation.BeginAsync();
        var head = await simulation.Ledger.Store.ReadAsync(reader => reader.Blocks.Head!.Ref);
        simulation.Chain.Reorg((int)SimLedger.FinalityBlocks + 3, ReorgFate.Drop, 1_800_000_000);
        var follow = simulation.Ledger.Open.Loops.Single(loop => loop.Name == "follow");
        Assert.False(await follow.StepAsync(default));
        Assert.True(simulation.Ledger.Open.Context.Halt.IsSet);
        Assert.True(simulation.Ledger.Directory.TryFindDivergence(out var evidence));
        Assert.NotNull(JsonDocument.Parse(await File.ReadAllBytesAsync(evidence)));
        Assert.Equal(head, await simulation.Ledger.Store.ReadAsync(reader => reader.Blocks.Head!.Ref));
        await simulation.Ledger.ReopenAsync();
        Assert.True(simulation.Ledger.Open.Context.Halt.IsSet);
    }

    [Fact]
    public async Task A_seed_lives_the_same_life_twice()
    {
        await using var first = await Simulation.CreateAsync(7);
        await using var second = await Simulation.CreateAsync(7);
        Assert.Equal(await first.RunAsync(60), await second.RunAsync(60));
        Assert.Equal(first.Chain.Head.Ref, second.Chain.Head.Ref);
    }

    /// <summary>What <c>scripts/chaos</c> runs: seeds, first seed and steps come from the environment; one JSON line goes out.</summary>
    [Fact]
    public async Task As_many_seeds_as_asked_for()
    {
        var (seeds, from, steps) = (Number("LEDGER_CHAOS_SEEDS", 1), Number("LEDGER_CHAOS_FROM", 1_000), Number("LEDGER_CHAOS_STEPS", Steps));
        var all = new List<SimFigures>();
        for (var seed = from; seed < from + seeds; seed++)
        {
            await using var simulation = await Simulation.CreateAsync(seed);
            all.Add(await simulation.RunAsync(steps));
        }

        if (Environment.GetEnvironmentVariable("LEDGER_CHAOS_OUTPUT") is { Length: > 0 } output)
        {
            await File.WriteAllTextAsync(output, JsonSerializer.Serialize(new
            {
                name = "chaos.simulator",
                seeds,
                from,
                steps = all.Sum(figures => figures.Steps),
                faults = all.Sum(figures => figures.Faults),
                crashes = all.Sum(figures => figures.Crashes),
                reorgs = all.Sum(figures => figures.Reorgs),
                intents = all.Sum(figures => figures.Intents),
                records = all.Sum(figures => figures.Records),
                alerts = all.Sum(figures => figures.Alerts),
                failed = 0,
            }));
        }

        Assert.Equal(seeds, all.Count);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
