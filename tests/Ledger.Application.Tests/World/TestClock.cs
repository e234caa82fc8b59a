// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Tests.World;

/// <summary>A clock that stands still until a test moves it; waits on it take real time.</summary>
internal sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Move(TimeSpan by) => _now += by;
}
