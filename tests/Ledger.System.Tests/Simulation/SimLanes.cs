// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.SystemTests.Simulation;

/// <summary>What many seeds came through together.</summary>
internal sealed record SimSum(IReadOnlyList<SimFigures> Figures, IReadOnlySet<string> Hit, IReadOnlyDictionary<string, int> Met)
{
    /// <summary>The line that <c>scripts/chaos</c> prints.</summary>
    public string ToJson(int from) => JsonSerializer.Serialize(new
    {
        name = "chaos.simulator",
        seeds = Figures.Count,
        from,
        steps = Figures.Sum(figures => figures.Steps),
        faults = Figures.Sum(figures => figures.Faults),
        faultKinds = Met.Count,
        crashes = Figures.Sum(figures => figures.Crashes),
        points = SimKiller.Points.Length,
        pointsHit = SimKiller.Points.Count(Hit.Contains),
        pointsMissed = SimKiller.Points.Except(Hit),
        reorgs = Figures.Sum(figures => figures.Reorgs),
        deepest = Figures.Max(figures => figures.Deepest),
        intents = Figures.Sum(figures => figures.Intents),
        records = Figures.Sum(figures => figures.Records),
        alerts = Figures.Sum(figures => figures.Alerts),
        clockSteps = Figures.Sum(figures => figures.Leaps),
        flippedBits = Figures.Count(figures => figures.Flipped is not null),
        witnessed = Figures.Sum(figures => figures.Witnessed),
        liesRefused = Figures.Count(figures => figures.Lied),
        epochs = Figures.Sum(figures => figures.Epochs),
        carried = Figures.Sum(figures => figures.Carried),
        lodgedInTime = Figures.Sum(figures => figures.Followed),
        lodgedInVain = Figures.Sum(figures => figures.Lapsed),
        batches = Figures.Sum(figures => figures.Batches),
        batchesInLine = Figures.Sum(figures => figures.InLine),
        promisedLater = Figures.Sum(figures => figures.PromisedLater),
        corrections = Figures.Sum(figures => figures.Corrections),
        paymentsReceived = Figures.Sum(figures => figures.Paid.Received),
        paymentsDisputed = Figures.Sum(figures => figures.Paid.Disputed),
        paymentsUndisputed = Figures.Sum(figures => figures.Paid.Undisputed),
        processorSeconds = Math.Round(Environment.CpuUsage.TotalTime.TotalSeconds, 1),
        promisesBroken = Figures.Sum(figures => figures.Broken),
        failed = 0,
    });
}

/// <summary>Runs seeds side by side, one lane a processor.</summary>
internal static class SimLanes
{
    /// <exception cref="SimFailedException">A seed failed; its history is the shortest found.</exception>
    public static async Task<SimSum> RunAsync(int from, int seeds, IReadOnlyList<int> steps)
    {
        var figures = new List<SimFigures>(seeds);
        var hit = new HashSet<string>(StringComparer.Ordinal);
        var met = new Dictionary<string, int>(StringComparer.Ordinal);
        SimFailedException? failed = null;
        await Parallel.ForEachAsync(Enumerable.Range(from, seeds), async (seed, _) =>
        {
            if (Volatile.Read(ref failed) is not null)
            {
                return;
            }

            await using var simulation = await Simulation.CreateAsync(seed);
            try
            {
                var lived = await simulation.RunAsync(steps);
                lock (figures)
                {
                    figures.Add(lived);
                    hit.UnionWith(simulation.Killer.Hit);
                    foreach (var (kind, count) in simulation.Met)
                    {
                        met[kind] = met.GetValueOrDefault(kind) + count;
                    }
                }
            }
            catch (SimFailedException one)
            {
                Interlocked.CompareExchange(ref failed, one, null);
            }
        });
        return failed is null ? new SimSum(figures, hit, met) : throw await SimShrink.ShortestAsync(failed);
    }
}
