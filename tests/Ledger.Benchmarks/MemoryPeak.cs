// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Benchmarks;

/// <summary>The largest working set of this process since it was made, by looking often.</summary>
internal sealed class MemoryPeak : IDisposable
{
    private const int EveryMs = 10;
    private const double BytesPerMiB = 1024 * 1024;

    private readonly Timer _timer;
    private long _peak;

    /// <summary>Begins after a full collection: what was before is not this one's.</summary>
    public MemoryPeak()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _timer = new Timer(_ => Look(), null, 0, EveryMs);
    }

    public double MiB
    {
        get
        {
            Look();
            return _peak / BytesPerMiB;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look() => _peak = Math.Max(_peak, Environment.WorkingSet);
}
