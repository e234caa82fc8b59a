// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Application;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Setup;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;
using Ledger.Store.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Usage;

/// <summary>
/// One report and a line of it traced among 10⁵, 10⁶ and 10⁷ lines, in reports of a thousand: the store is filled directly, the use case is
/// the product's own. Beside it, what it takes to index a line.
/// </summary>
internal static class TraceBench
{
    private const int LinesPerReport = 1_000;
    private const int Looks = 1_000;
    private const int Group = 50;
    private const int WarmUp = 500;
    private const int Stride = 7_919; // a prime: every report and every line comes up

    public static async IAsyncEnumerable<Measurement> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("ledger-bench-");
        try
        {
            var data = Path.Combine(directory.FullName, "data");
            var options = new ApplicationOptions();
            var made = await Initialization.RunAsync(
                new InitRequest(data, Path.Combine(AppContext.BaseDirectory, "seeds", "avs.json")), options, TimeProvider.System, NullLoggerFactory.Instance, null, default);
            _ = made.IsDone ? 0 : throw new InvalidOperationException($"{made.Refusal}");
            var opened = await OpenLedger.OpenAsync(data, options, TimeProvider.System, NullLoggerFactory.Instance, null, default);
            await using var ledger = opened.Value ?? throw new InvalidOperationException($"{opened.Refusal}");
            while (await ledger.StepAllAsync(default))
            {
            }

            var filling = await Filling.CreateAsync(ledger);
            foreach (var (reports, name) in new[] { (100, "usage.trace-100000"), (1_000, "usage.trace-1000000"), (10_000, "usage.trace") })
            {
                await filling.FillAsync(reports);
                var index = ledger.Loops.Single(loop => loop.Name == "report-index");
                var clock = Stopwatch.StartNew();
                while (await index.StepAsync(default))
                {
                }

                yield return new Measurement(name + "-index", filling.Fresh * LinesPerReport / clock.Elapsed.TotalSeconds, "lines/s");
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
            var trace = await ledger.ReportTrace.TraceAsync(Caller.Host, id, (ulong)((look + WarmUp) * Stride % LinesPerReport), proof: false, default);
            times[Math.Max(look, 0)] = clock.Elapsed.TotalMilliseconds;
            _ = trace.Value?.License.Schedule is not null ? 0 : throw new InvalidOperationException($"{trace.Refusal}");
        }

        Array.Sort(times);
        return times[Looks * 99 / 100];
    }

    /// <summary>Puts reports into the journal as intake would.</summary>
    private sealed class Filling(OpenLedger ledger, PoolId pool, LicenseId license, PartyId reporter, byte[] lines)
    {
        public List<Hash32> Reports { get; } = [];

        /// <summary>How many the last filling added.</summary>
        public int Fresh { get; private set; }

        public static async Task<Filling> CreateAsync(OpenLedger ledger)
        {
            var license = (await ledger.Registry.LicensesAsync(null, null, null, null, 1, default)).Value!.Items[0];
            var lines = Enumerable.Range(0, LinesPerReport).Select(i => UsageLine.Of($"Model {i % 50}", PatentAct.Sale, "CN", i % 2 == 0 ? "CN" : "VN", (ulong)i + 1, Salt(i)));
            return new Filling(ledger, new PoolId(license.Pool), new LicenseId(license.Id), new PartyId(license.Licensee), PackedLines.Pack([.. lines]));
        }

        public async Task FillAsync(int reports)
        {
            Fresh = reports - Reports.Count;
            while (Reports.Count < reports)
            {
                await ledger.Context.Store.WriteAsync(writer =>
                {
                    for (var i = 0; i < Group; i++)
                    {
                        writer.Journal.Append(Row(writer.Journal.Size(pool.Value, 0), writer.Blocks.Head!.Ref));
                    }

                    return true;
                });
            }
        }

        private JournalRow Row(ulong index, BlockRef head)
        {
            var start = 1_700_000_000UL;
            var report = new UsageReport(
                license, reporter, new RecordId(Salt(-1)), (ulong)Reports.Count + 1, default, default, start, start + 86_400, Salt(0), LinesPerReport, 1UL, default, "", head.Hash, Salt((int)index));
            _ = Signature.TryCreate([.. Enumerable.Repeat((byte)1, Signature.Size - 1), 27], out var signature);
            Reports.Add(report.Id.Value);
            return new JournalRow(
                0, pool.Value, 0, index, RecordKind.UsageReport, report.Id.Value, UsageLeaf.Hash(RecordKind.UsageReport, report.Id, signature), reporter.Value, license.Value,
                report.Stream.Value, report.Sequence, RecordJson.Message(report), signature.ToArray(), lines, head, 1_700_000_000, null);
        }

        private static Hash32 Salt(int seed) => Keccak256.Hash(BitConverter.GetBytes(seed));
    }
}
