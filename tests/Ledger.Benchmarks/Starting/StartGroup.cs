// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Benchmarks.Starting;

/// <summary>How long a second start takes, until <c>/health/ready</c> says so: of the built host, and of <c>scripts/run</c> over an unchanged checkout.</summary>
internal static class StartGroup
{
    private const int Rounds = 7;

    public static async IAsyncEnumerable<Measurement> RunAsync()
    {
        var host = Path.Combine(AppContext.BaseDirectory, "Ledger.Host.dll");
        var directory = Directory.CreateTempSubdirectory("ledger-bench-");
        var data = Path.Combine(directory.FullName, "data");
        try
        {
            await Serving.RunAsync("dotnet", host, "init", "--data", data);
            yield return new Measurement("host.start", await MedianAsync(port => Serving.StartAsync(port, "dotnet", host, "serve", "--data", data)), "s");

            // The first of these may build; it is thrown away as every first start is.
            var script = Path.Combine(Root(), "scripts", "run");
            yield return new Measurement("run.start", await MedianAsync(port => Serving.StartAsync(port, script, "--data", data)), "s");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<double> MedianAsync(Func<int, Task<Serving>> start)
    {
        var seconds = new double[Rounds];
        for (var round = -1; round < Rounds; round++)
        {
            await using var serving = await start(Serving.FreePort());
            seconds[Math.Max(round, 0)] = serving.ReadyAfter.TotalSeconds;
        }

        return seconds.Order().ElementAt(Rounds / 2);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Ledger.sln above the benchmarks.");
        }

        return folder.FullName;
    }
}
