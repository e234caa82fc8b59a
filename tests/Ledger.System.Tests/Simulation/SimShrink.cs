// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Simulation;

/// <summary>Finds the shortest history that still fails: steps are left out, many at first, then one by one.</summary>
internal static class SimShrink
{
    private const int MostReplays = 80;

    /// <param name="failed">What failed first.</param>
    /// <param name="alsoCheck">The caller's own check, where that failed.</param>
    public static async Task<SimFailedException> ShortestAsync(SimFailedException failed, Action<Simulation>? alsoCheck = null)
    {
        var replays = 0;
        for (var chunk = Math.Max(1, failed.Steps.Count / 2); ; chunk = Math.Max(1, chunk / 2))
        {
            var isShorter = false;
            for (var at = 0; at < failed.Steps.Count && replays < MostReplays; replays++)
            {
                int[] fewer = [.. failed.Steps.Take(at), .. failed.Steps.Skip(at + chunk)];
                if (await FailureOfAsync(failed.Seed, fewer, alsoCheck) is { } shorter)
                {
                    (failed, isShorter) = (shorter, true);
                }
                else
                {
                    at += chunk;
                }
            }

            if (replays >= MostReplays || (chunk == 1 && !isShorter))
            {
                return failed;
            }
        }
    }

    private static async Task<SimFailedException?> FailureOfAsync(int seed, int[] steps, Action<Simulation>? alsoCheck)
    {
        await using var simulation = await Simulation.CreateAsync(seed, alsoCheck);
        try
        {
            await simulation.RunAsync(steps);
            return null;
        }
        catch (SimFailedException again)
        {
            return again;
        }
    }
}
