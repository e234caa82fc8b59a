// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Simulation;

/// <summary>A clock that moves only when the simulation says so, by whole seconds, and not always forwards.</summary>
internal sealed class SimClock(ulong start) : TimeProvider
{
    public ulong Now { get; private set; } = start;

    public void Step(long seconds) => Now = checked((ulong)((long)Now + seconds));

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(checked((long)Now));
}
