// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using Ledger.Application;
using Ledger.Application.Usage;
using Ledger.Domain;

namespace Ledger.Benchmarks.Usage;

/// <summary>
/// What a period statement and a correction are judged by, asked for after 10³, 10⁴ and 10⁵ reports of one license, all of one period: heads, sums
/// and the last statement; and whether a report was corrected or taken back. The store is filled directly, the answers are the product's own.
/// </summary>
internal static class StatementBench
{
    private const int Looks = 200;
    private const int WarmUp = 50;

    public static async IAsyncEnumerable<Measurement> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("ledger-bench-");
        try
        {
            var data = Path.Combine(directory.FullName, "data");
            await Filling.InitializeAsync(data);
            await using var ledger = await Filling.OpenAsync(data);
            var filling = await Filling.CreateAsync(ledger, lines: 1);
            foreach (var reports in new[] { 1_000, 10_000, 100_000 })
            {
                await filling.FillAsync(reports);
                await Filling.IndexAsync(ledger);
                var size = reports == 100_000 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{reports}");
                yield return new Measurement("usage.statements" + size, await MedianAsync(ledger, look => Statement(filling, look)), "ms");
                yield return new Measurement("usage.corrections" + size, await MedianAsync(ledger, look => Correction(filling, look)), "ms");
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static Action<LicenseLog> Statement(Filling filling, int look) => log =>
    {
        var (reporter, start, end) = (filling.Reporter, Filling.PeriodStart, Filling.PeriodEnd);
        var last = log.StatementOf(reporter, start, end) is null ? log.Heads(reporter, start, end) : [];
        if (log.Totals(reporter, start, end).Reports != filling.Reports.Count || last[0].Report.Value != filling.Reports[^1])
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The period is not summed up at look {look}."));
        }
    };

    private static Action<LicenseLog> Correction(Filling filling, int look) => log =>
    {
        var old = new RecordId(filling.Reports[look * 7_919 % filling.Reports.Count]);
        if (log.Report(old) is null || (log.CorrectionOf(old) ?? log.VoidOf(old)) is not null)
        {
            throw new InvalidOperationException($"{old} is not there, or counts no more.");
        }
    };

    private static async Task<double> MedianAsync(OpenLedger ledger, Func<int, Action<LicenseLog>> ask)
    {
        var license = (await ledger.Registry.LicensesAsync(null, null, null, null, 1, default)).Value!.Items[0].Id;
        var times = new double[Looks];
        for (var look = -WarmUp; look < Looks; look++) // the first ones only make the compiler do its work
        {
            var question = ask(look + WarmUp);
            var clock = Stopwatch.StartNew();
            await ledger.Context.Store.ReadAsync(reader =>
            {
                question(new LicenseLog(reader, new LicenseId(license)));
                return true;
            });
            times[Math.Max(look, 0)] = clock.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Looks / 2];
    }
}
