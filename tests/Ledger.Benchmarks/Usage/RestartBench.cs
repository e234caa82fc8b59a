// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Benchmarks.Starting;

namespace Ledger.Benchmarks.Usage;

/// <summary>
/// A host's start, until it is ready, over a store of 10⁵, 10⁶ and 10⁷ usage lines under their checkpoints, and the most memory that it
/// had.
/// </summary>
internal static class RestartBench
{
    private const int Rounds = 3;

    public static async IAsyncEnumerable<Measurement> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("ledger-bench-");
        try
        {
            var data = Path.Combine(directory.FullName, "data");
            await Filling.InitializeAsync(data);
            var reports = 0;
            foreach (var (wanted, name) in new[] { (100, "usage.restart-100000"), (1_000, "usage.restart-1000000"), (10_000, "usage.restart") })
            {
                await using (var ledger = await Filling.OpenAsync(data))
                {
                    var filling = await Filling.CreateAsync(ledger, reports);
                    await filling.FillAsync(wanted - reports);
                    var size = await filling.AnchorAsync();
                    _ = size >= (ulong)wanted ? 0 : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The checkpoint has {size} leaves."));
                    reports = wanted;
                }

                var (seconds, peaks) = (new double[Rounds], new double[Rounds]);
                for (var round = 0; round < Rounds; round++)
                {
                    await using var serving = await Serving.StartAsync(
                        Serving.FreePort(), "dotnet", Path.Combine(AppContext.BaseDirectory, "Ledger.Host.dll"), "serve", "--data", data);
                    (seconds[round], peaks[round]) = (serving.ReadyAfter.TotalSeconds, serving.PeakMiB);
                }

                yield return new Measurement(name, seconds.Order().ElementAt(Rounds / 2), "s");
                yield return new Measurement(name + "-memory", peaks.Max(), "MiB");
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
