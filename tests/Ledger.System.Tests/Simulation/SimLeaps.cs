// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Simulation;

/// <summary>Sets the host's clock by hours or days, and now and then right again.</summary>
internal sealed class SimLeaps(SimClock clock, Random random)
{
    private const int Hour = 3_600;
    private const int MostDays = 12;

    /// <summary>How often it was set.</summary>
    public int Count { get; private set; }

    public string Leap()
    {
        Count++;
        var (before, ahead) = (clock.HostAhead, random.Next(4) == 0 ? 0 : random.Next(2) == 0 ? random.Next(-23, 24) * Hour : random.Next(-MostDays, MostDays + 1) * 24 * Hour);
        clock.SetHost(ahead);
        return $"the host's clock is {ahead / Hour} hours ahead, no longer {before / Hour}";
    }
}
