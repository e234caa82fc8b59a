// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Ledger.Chain;

namespace Ledger.SystemTests.Simulation;

public sealed class SimulationTests
{
    private const int Steps = 60;
    private const int Seeds = 500;
    private const int FullSeeds = 10_000;

    private static readonly bool _isFull = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 };

    [Fact]
    public async Task Whatever_fails_nothing_is_lost_nothing_happens_twice_and_every_point_but_the_rare_has_killed()
    {
        var sum = await SimLanes.RunAsync(1, _isFull ? FullSeeds : Seeds, [.. Enumerable.Range(1, Steps)]);
        Assert.All(sum.Figures, figures => Assert.True(figures.Intents > 0));
        Assert.Empty(SimKiller.Points.Except(SimKiller.Rare).Except(sum.Hit));
        Assert.Empty(SimTransport.Kinds.Except(sum.Met.Keys));
        Assert.Empty(SimFlip.Kinds.Except(sum.Figures.Select(figures => figures.Flipped)));
        Assert.True(sum.Figures.Count(figures => figures.Lied) > Seeds / 10, "hardly any witness met a log that was rewritten");
        Assert.True(sum.Figures.Sum(figures => figures.Witnessed) > Seeds, "hardly any checkpoint was witnessed");
        Assert.True(sum.Figures.Sum(figures => figures.Broken) > Seeds / 20, "hardly any promise was broken");
        Assert.True(sum.Figures.Sum(figures => figures.Epochs) > Seeds / 5, "a log key hardly ever changed");
        Assert.True(sum.Figures.Sum(figures => figures.Carried) > Seeds / 5, "hardly any leaf was carried on into the next epoch");
        Assert.True(sum.Figures.Sum(figures => figures.Followed) > Seeds / 10, "hardly any body followed its lodging in time");
        Assert.True(sum.Figures.Sum(figures => figures.Lapsed) > Seeds / 50, "hardly any lodging lapsed");
        Assert.True(sum.Figures.Sum(figures => figures.Batches) > Seeds, "hardly any reports came in batches");
        Assert.True(sum.Figures.Sum(figures => figures.InLine) > Seeds / 5, "hardly any batch waited for another one");
        Assert.True(sum.Figures.Sum(figures => figures.PromisedLater) > Seeds / 20, "hardly any report had to be sent again");
        Assert.True(sum.Figures.Sum(figures => figures.Corrections) > Seeds, "hardly any report was corrected");
        Assert.True(sum.Figures.Sum(figures => figures.Paid.Received) > Seeds / 20, "hardly any payment was received");
        Assert.True(sum.Figures.Sum(figures => figures.Paid.Disputed) > Seeds / 20, "hardly any payment was disputed");
        Assert.True(sum.Figures.Sum(figures => figures.Paid.Undisputed) > Seeds / 20, "hardly any payment was left undisputed");
        Assert.True(sum.Figures.Sum(figures => figures.Leaps) > Seeds / 5, "the host's clock was hardly ever set");
        Assert.True(sum.Figures.Max(figures => figures.Deepest) >= 64, "no reorg was 64 deep");
    }

    [Fact]
    public void Twenty_points_and_more_have_names_of_their_own() =>
        Assert.True(SimKiller.Points.Distinct(StringComparer.Ordinal).Count() is var count && count >= 20 && count == SimKiller.Points.Length);

    [Fact]
    public async Task A_failure_is_shown_by_the_shortest_history_that_has_it()
    {
        static void TwoReorgs(Simulation simulation) => Assert.True(simulation.Chain.Reorgs < 2, "planted: a second reorg");

        await using var simulation = await Simulation.CreateAsync(9, TwoReorgs);
        var failed = await Assert.ThrowsAsync<SimFailedException>(() => simulation.RunAsync([.. Enumerable.Range(1, 400)]));
        var shortest = await SimShrink.ShortestAsync(failed, TwoReorgs);
        Assert.True(shortest.Steps.Count is 1 or 2, shortest.Message);
        Assert.Contains("planted", shortest.Message, StringComparison.Ordinal);
        Assert.Contains($"--seeds 1 --from 9 --only {string.Join(',', shortest.Steps)}", shortest.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_of_another_chain_is_no_divergence()
    {
        await using var simulation = await Simulation.CreateAsync(3);
        await simulation.BeginAsync();
        var follow = simulation.Ledger.Open.Loops.Single(loop => loop.Name == "follow");
        simulation.Road.IsElsewhere = true;
        var fault = await Assert.ThrowsAsync<ChainFault>(() => follow.StepAsync(default));
        Assert.Contains("answers for chain 1", fault.Message, StringComparison.Ordinal);
        Assert.False(simulation.Ledger.Open.Context.Halt.IsSet);
    }

    [Fact]
    public async Task A_reorg_deeper_than_finality_halts_the_writer_and_leaves_evidence()
    {
        await using var simulation = await Simulation.CreateAsync(3);
        await simulation.BeginAsync();
        var head = await simulation.Ledger.Store.ReadAsync(reader => reader.Blocks.Head!.Ref);
        simulation.Chain.Reorg((int)simulation.Finality + 3, ReorgFate.Drop, 1_800_000_000);
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
        Assert.Equal(await first.RunAsync([.. Enumerable.Range(1, 60)]), await second.RunAsync([.. Enumerable.Range(1, 60)]));
        Assert.Equal(first.Chain.Head.Ref, second.Chain.Head.Ref);
    }

    /// <summary>What <c>scripts/chaos</c> runs: seeds, first seed and steps come from the environment; one JSON line goes out.</summary>
    [Fact]
    public async Task As_many_seeds_as_asked_for()
    {
        var (seeds, from, steps) = (Number("LEDGER_CHAOS_SEEDS", 1), Number("LEDGER_CHAOS_FROM", 1_000), Number("LEDGER_CHAOS_STEPS", Steps));
        var only = Environment.GetEnvironmentVariable("LEDGER_CHAOS_ONLY") is { Length: > 0 } list
            ? list.Split(',').Select(step => int.Parse(step, CultureInfo.InvariantCulture))
            : Enumerable.Range(1, steps);
        var sum = await SimLanes.RunAsync(from, seeds, [.. only]);
        if (Environment.GetEnvironmentVariable("LEDGER_CHAOS_OUTPUT") is { Length: > 0 } output)
        {
            await File.WriteAllTextAsync(output, sum.ToJson(from));
        }

        Assert.Equal(seeds, sum.Figures.Count);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
