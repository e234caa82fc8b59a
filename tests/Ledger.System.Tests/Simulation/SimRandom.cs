// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Simulation;

/// <summary>Chance of one seed, begun anew at each step: what a step does hangs on its number alone, so that others can be left out.</summary>
internal sealed class SimRandom(int seed) : Random
{
    private Random _now = new(seed);

    /// <summary>From here on chance is that of a step.</summary>
    public void Begin(int step) => _now = new Random(HashOf(seed, step));

    public override int Next() => _now.Next();

    public override int Next(int maxValue) => _now.Next(maxValue);

    public override int Next(int minValue, int maxValue) => _now.Next(minValue, maxValue);

    public override double NextDouble() => _now.NextDouble();

    public override void NextBytes(byte[] buffer) => _now.NextBytes(buffer);

    public override void NextBytes(Span<byte> buffer) => _now.NextBytes(buffer);

    private static int HashOf(int seed, int step) => unchecked((((seed * 397) ^ step) * 16_777_619) + step);
}
