// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Setup;

/// <summary>The clock while seeding: it stands where the seeds put it and never goes back. Waiting takes real time.</summary>
internal sealed class SeedClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void MoveTo(DateTimeOffset time)
    {
        if (time > GetUtcNow())
        {
            Interlocked.Exchange(ref _ticks, time.UtcTicks);
        }
    }
}
