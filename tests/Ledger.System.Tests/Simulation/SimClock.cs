// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Simulation;

/// <summary>
/// A clock that moves only when the simulation says so, by whole seconds, and not always forwards: the world's, by which
/// blocks are stamped, and the host's own, which may be set to another hour.
/// </summary>
internal sealed class SimClock(ulong start) : TimeProvider
{
    public ulong Now { get; private set; } = start;

    /// <summary>How far the host's clock is ahead of the world's, in seconds; less than nothing: behind.</summary>
    public long HostAhead { get; private set; }

    public void Step(long seconds) => Now = checked((ulong)((long)Now + seconds));

    /// <summary>Somebody, or a time server, sets the host's clock; the world's goes on as it did.</summary>
    public void SetHost(long ahead) => HostAhead = ahead;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(checked((long)Now + HostAhead));
}
