// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Xunit.Abstractions;

namespace Ledger.Application.Tests;

/// <summary>Sound reports of every shape with something changed in them, over and over: none is taken that says anything else, and each hears why.</summary>
/// <remarks>Each shape has its share of the mutants. A tenth of the million that <c>LEDGER_TEST_FULL</c> runs.</remarks>
[Collection(SeededTemplate.Collection)]
public sealed class MutatedReportTests(SeededTemplate template, ITestOutputHelper output)
{
    private const string Harbor = "licensee-harbor";
    private const int Seed = 28;
    private const int AtOnce = 500;
    private const int Resigned = 200;
    private static readonly int _count = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 } ? 1_000_000 : 100_000;

    [Fact]
    public async Task No_mutant_of_a_sound_report_is_taken_for_anything_but_what_it_was()
    {
        await using var test = await TestLedger.StartAsync(template);
        var intake = test.Ledger.UsageIntake;
        List<(ReportMutants Mutants, Hash32 Id)> sound = [];
        foreach (var (report, lines) in ReportShapes.Stream(await test.ReportAsync(Harbor, [])))
        {
            var request = test.Sign(report, lines, Harbor);
            Assert.Equal(report.Id.Value, TestLedger.Must(await intake.SubmitAsync(request, CancellationToken.None)).ReportId);
            sound.Add((new ReportMutants(JsonSerializer.SerializeToUtf8Bytes(request, LedgerJson.Options), Seed + sound.Count), report.Id.Value));
        }

        var size = await test.LogSizeAsync();
        var codes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var done = 0; done < _count; done += AtOnce)
        {
            var (mutants, valid) = sound[done / AtOnce % sound.Count];
            var texts = Enumerable.Range(0, AtOnce).Select(_ => mutants.Next()).ToArray();
            var read = new IncomingReport?[AtOnce];
            Parallel.For(0, AtOnce, i => read[i] = Read(intake, texts[i].Text));
            var outcomes = await intake.TakeAsync([.. read.OfType<IncomingReport>()], Caller.Host, RefusalTexts.English, CancellationToken.None);
            Count(codes, "(no request)", read.Count(one => one is null));
            foreach (var outcome in outcomes)
            {
                Assert.True(!outcome.IsDone || outcome.Value.Id == valid, "A mutant was taken for another report.");
                Count(codes, outcome.IsDone ? "(the same report)" : outcome.Refusal.Code, 1);
            }
        }

        foreach (var (code, count) in codes)
        {
            output.WriteLine($"{count,8}  {code}");
        }

        Assert.Equal(size, await test.LogSizeAsync());
        Assert.All(codes.Keys.Where(code => code[0] != '('), code => Assert.All(RefusalTexts.Languages, language => Assert.Contains(code, RefusalTexts.Codes(language))));
        Assert.True(codes.Count > 5, "Too few ways to be wrong were tried.");
        Assert.True(codes.GetValueOrDefault("(the same report)") < _count / 20, "Too many mutants were none.");
    }

    [Fact]
    public async Task No_other_report_that_the_licensee_signs_for_a_place_that_is_taken_is_taken_too()
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(3);
        var first = await test.ReportAsync(Harbor, lines);
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(first, lines, Harbor), CancellationToken.None));
        var size = await test.LogSizeAsync();
        var random = new Random(Seed);
        Func<UsageReport, UsageReport>[] changes =
        [
            report => report with { Salt = Records.Salt() },
            report => report with { License = new(Records.Salt()) },
            report => report with { Reporter = new(Records.Salt()) },
            report => report with { Stream = new(Records.Salt()) },
            report => report with { Sequence = (ulong)random.NextInt64() },
            report => report with { Previous = new(Records.Salt()) },
            report => report with { Supersedes = new(Records.Salt()) },
            report => report with { PeriodStart = report.PeriodStart + (ulong)random.Next(1, 1_000) },
            report => report with { PeriodEnd = report.PeriodEnd - (ulong)random.Next(1, 1_000) },
            report => report with { LinesRoot = Records.Salt() },
            report => report with { LineCount = (uint)random.Next(4, 100) },
            report => report with { TotalQuantity = (ulong)random.NextInt64() },
            report => report with { TotalNetValue = (ulong)random.Next(1, 100) },
            report => report with { Currency = "CNY" },
            report => report with { RecentBlock = Records.Salt() },
        ];
        for (var i = 0; i < Resigned; i++)
        {
            var outcome = await test.Ledger.UsageIntake.SubmitAsync(test.Sign(changes[i % changes.Length](first), lines, Harbor), CancellationToken.None);
            Assert.False(outcome.IsDone, $"change {i % changes.Length}");
        }

        Assert.Equal(size, await test.LogSizeAsync());
        await test.CheckAll();
    }

    /// <summary>As a door reads it: the plain form, or any other; null for what is no request at all.</summary>
    private static IncomingReport? Read(UsageIntake intake, byte[] text)
    {
        try
        {
            return intake.TryRead(text) ?? (JsonSerializer.Deserialize<UsageReportRequest>(text, LedgerJson.Incoming) is { } request ? intake.Read(request) : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Count(SortedDictionary<string, int> codes, string code, int more) => codes[code] = codes.GetValueOrDefault(code) + more;
}
