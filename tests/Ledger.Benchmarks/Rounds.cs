// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Ledger.Benchmarks;

/// <summary>Measures in rounds; where there is a limit, it takes turns with it, so that both see the same machine.</summary>
internal static class Rounds
{
    private const int Count = 15;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(80);

    /// <summary>The median rate of <paramref name="work"/>, in operations a second.</summary>
    /// <param name="work">Does this many operations.</param>
    public static double Rate(Action<int> work)
    {
        var batch = Calibrate(work);
        return Median([.. Enumerable.Range(0, Count).Select(_ => Time(work, batch))]);
    }

    /// <summary>The median rates of the work and of its limit, and the median of their ratios round by round.</summary>
    public static (double Rate, double Limit, double Ratio) Against(Action<int> work, Action<int> limit)
    {
        var (workBatch, limitBatch) = (Calibrate(work), Calibrate(limit));
        var (rates, limits) = (new double[Count], new double[Count]);
        for (var round = 0; round < Count; round++)
        {
            rates[round] = Time(work, workBatch);
            limits[round] = Time(limit, limitBatch);
        }

        return (Median(rates), Median(limits), Median([.. rates.Zip(limits, (rate, bound) => rate / bound)]));
    }

    /// <summary>Warms up until the compiler is done with the code, and finds the batch that fills a slice.</summary>
    private static int Calibrate(Action<int> work)
    {
        var batch = 16;
        var rate = 0.0;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < WarmUp;)
        {
            rate = Time(work, batch);
            batch = Math.Max(16, (int)Math.Min(rate * Slice.TotalSeconds / 4, 10_000_000));
        }

        return Math.Max(16, (int)Math.Min(rate * Slice.TotalSeconds, 100_000_000));
    }

    private static double Time(Action<int> work, int batch)
    {
        var clock = Stopwatch.StartNew();
        work(batch);
        return batch / clock.Elapsed.TotalSeconds;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
