// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Application;
using Ledger.Application.Access;

namespace Ledger.Benchmarks.Usage;

/// <summary>
/// One report and a line of it traced among 10⁵, 10⁶ and 10⁷ lines, in reports of a thousand: the store is filled directly, the use case is
/// the product's own. Beside it, what it takes to index a line.
/// </summary>
internal static class TraceBench
{
    private const int Looks = 1_000;
    private const int WarmUp = 500;
    private const int Stride = 7_919; // a prime: every report and every line comes up

    public static async IAsyncEnumerable<Measurement> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("ledger-bench-");
        try
        {
            var data = Path.Combine(directory.FullName, "data");
            await Filling.InitializeAsync(data);
            await using var ledger = await Filling.OpenAsync(data);
            var filling = await Filling.CreateAsync(ledger);
            foreach (var (reports, name) in new[] { (100, "usage.trace-100000"), (1_000, "usage.trace-1000000"), (10_000, "usage.trace") })
            {
                await filling.FillAsync(reports);
                var clock = Stopwatch.StartNew();
                await Filling.IndexAsync(ledger);

                yield return new Measurement(name + "-index", filling.Fresh * Filling.LinesPerReport / clock.Elapsed.TotalSeconds, "lines/s");
                yield return new Measurement(name, await LookAsync(ledger, filling), "ms");
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>The 99th of a hundred: reports and lines all over the journal, each answered whole.</summary>
    private static async Task<double> LookAsync(OpenLedger ledger, Filling filling)
    {
        var times = new double[Looks];
        for (var look = -WarmUp; look < Looks; look++) // the first ones only make the compiler do its work
        {
            var id = filling.Reports[(look + WarmUp) * Stride % filling.Reports.Count];
            var clock = Stopwatch.StartNew();
            var trace = await ledger.ReportTrace.TraceAsync(Caller.Host, id, (ulong)((look + WarmUp) * Stride % Filling.LinesPerReport), proof: false, default);
            times[Math.Max(look, 0)] = clock.Elapsed.TotalMilliseconds;
            _ = trace.Value?.License.Schedule is not null ? 0 : throw new InvalidOperationException($"{trace.Refusal}");
        }

        Array.Sort(times);
        return times[Looks * 99 / 100];
    }
}
