// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Simulation;

/// <summary>A seed failed. The message says how to see it again, and what came last.</summary>
internal sealed class SimFailedException(int seed, IReadOnlyList<int> steps, IReadOnlyList<string> trace, Exception inner) : Exception(
    $"""
    Seed {seed} failed after {steps.Count} steps and {trace.Count} events: {inner.Message}
    Replay: ./scripts/chaos --seeds 1 --from {seed} --only {string.Join(',', steps)}
    Last events:
      {string.Join("\n  ", trace.TakeLast(40))}
    """,
    inner)
{
    public int Seed => seed;

    /// <summary>The steps that led here; those after are left out.</summary>
    public IReadOnlyList<int> Steps => steps;
}
