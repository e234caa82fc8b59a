// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain.Alerts;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Certificates;
using Ledger.Store.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests;

/// <summary>The year of records that the demonstration comes with, whatever day it is first started on.</summary>
public sealed class SeededYearTests
{
    [Theory]
    [InlineData("2026-10-01T00:30:00Z")]
    [InlineData("2026-12-31T20:00:00Z")]
    public async Task A_year_of_three_pools_is_reported_late_nil_missing_forked_paid_and_disputed(string day)
    {
        var now = DateTimeOffset.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        using var temp = new TempDirectory();
        TestLedger.Must(await Initialization.RunAsync(
            new InitRequest(temp["data"], Repository.AllSeeds, AnvilPath: Repository.Anvil), new ApplicationOptions(), new TestClock(now), NullLoggerFactory.Instance, null, CancellationToken.None));
        await using var test = await TestLedger.OpenAsync(temp["data"], now);
        var rows = await test.Ledger.Context.Store.ReadAsync(reader => reader.Journal.List(new RecordFilter(), 0, 1_000));
        var reports = rows.Where(row => row.Kind is RecordKind.UsageReport).Select(row => Core.ActJson.Read<UsageReport>(row.Body)).ToList();

        Assert.Contains(reports, report => report.LineCount == 0);
        Assert.Contains(reports, report => !report.Supersedes.IsZero);
        Assert.Contains(rows, row => row.Kind is RecordKind.ReportVoid);
        Assert.True(rows.Count(row => row.Kind is RecordKind.PeriodStatement) >= 9, "A statement for each of the quarters that were closed.");
        Assert.Contains(rows.Where(row => row.Kind is RecordKind.UsageReport), row => row.ReceivedAt > (long)Core.ActJson.Read<UsageReport>(row.Body).PeriodEnd + (60 * 24 * 3600));
        Assert.True(rows.All(row => row.ReceivedAt <= now.ToUnixTimeSeconds()), "Nothing is from the future.");

        // Every record stands on chain, and no promise was broken on the way.
        var places = rows.GroupBy(row => (row.Pool, row.Epoch)).ToDictionary(log => log.Key, log => log.Max(row => row.Index));
        var checkpoints = await test.Ledger.Context.Store.ReadAsync(reader => places.Keys.ToDictionary(log => log, log => test.Ledger.Context.On(reader).Log(new(log.Pool))));
        Assert.All(places, log => Assert.True(checkpoints[log.Key].Latest(log.Key.Epoch)!.Act.Size > log.Value));
        Assert.All(rows, row => Assert.True(
            checkpoints[(row.Pool, row.Epoch)].FirstPast(row.Epoch, row.Index)!.At.Time <= Application.Usage.Journaling.ReadPromise(row).Promise.AnchorBy, $"{row.Kind} {row.Index}"));

        var claims = new List<PaymentState>();
        foreach (var license in rows.Where(row => row.Kind is RecordKind.PaymentClaimed).Select(row => row.Concerns!.Value).Distinct())
        {
            claims.AddRange(TestLedger.Must(await test.Ledger.RecordBook.PaymentsAsync(license, CancellationToken.None)).Select(payment => Enum.Parse<PaymentState>(payment.State, ignoreCase: true)));
        }

        Assert.Superset(new HashSet<PaymentState> { PaymentState.Received, PaymentState.Disputed, PaymentState.Undisputed }, claims.ToHashSet());
        var rules = (await test.Ledger.Alerts.ListAsync(null, null, null, 100, "en", CancellationToken.None)).Items.Select(alert => (alert.Rule, alert.State)).ToList();
        Assert.Superset(new HashSet<(string, string)> { (NoLicense.Rule, "final"), (ReportFork.Rule, "retracted"), (ReportGap.Rule, "provisional") }, rules.ToHashSet());
        var suspects = await test.Ledger.Context.Store.ReadAsync(reader => reader.Suspects.List(null, null, null, 0, 10));
        Assert.Equal(Enum.GetValues<SuspectReason>(), suspects.Select(suspect => suspect.Reason).Order());
        await AssertEachViewShowsAsync(test, rows);
        await AssertDeedsShowAsync(test, rows);
        AssertCodesHold(test, now);
        await test.CheckAll();
    }

    /// <summary>The codes of the shipment's cartons hold on the day of the first start, under the administrator's key.</summary>
    private static void AssertCodesHold(TestLedger test, DateTimeOffset now)
    {
        var codes = Directory.GetFiles(test.Ledger.Context.Directory.DemoCodes).Select(File.ReadAllText).ToList();
        Assert.Equal(3, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Equal(
            CertificateVerdict.Valid,
            CertificateVerifier.Check(code, new CertificateTrust([test.Key("administrator").Signer.Address]), (ulong)now.ToUnixTimeSeconds()).Verdict));
    }

    /// <summary>Checkpoints of each pool are signed from outside, a record is held, another's lines are erased, a report was lodged in time, and a lodging lapsed.</summary>
    private static async Task AssertDeedsShowAsync(TestLedger test, IReadOnlyList<JournalRow> rows)
    {
        var pools = rows.Select(row => row.Pool).Distinct().ToList();
        foreach (var pool in pools)
        {
            Assert.NotEmpty(TestLedger.Must(await test.Ledger.Witnesses.ListAsync(pool, null, 10, CancellationToken.None)).Items);
        }

        var views = new List<RecordView>();
        foreach (var row in rows)
        {
            views.Add(TestLedger.Must(await test.Ledger.RecordBook.GetAsync(row.RecordId, CancellationToken.None)));
        }

        Assert.Equal(["AVS 2026-3"], Assert.Single(views, view => view.Held.Count > 0).Held);
        Assert.Single(views, view => view.Erased is not null);
        var lodgings = new List<LodgingView>();
        foreach (var pool in pools)
        {
            lodgings.AddRange(await test.LodgingsAsync(new(pool)));
        }

        Assert.Equal(["followed", "lapsed"], lodgings.Select(lodging => lodging.State).Order(StringComparer.Ordinal));
        Assert.Contains(rows, row => row.RecordId == lodgings.Single(lodging => lodging.State is "followed").Digest);
    }

    /// <summary>Three pools have reports, statements, payments and observations; every kind of record is there; the map has every state; every record and alert has a graph in words.</summary>
    private static async Task AssertEachViewShowsAsync(TestLedger test, IReadOnlyList<JournalRow> rows)
    {
        var pools = rows.Where(row => row.Kind is RecordKind.UsageReport).Select(row => row.Pool).Distinct().ToList();
        Assert.Equal(3, pools.Count);
        Assert.All(pools, pool => Assert.Superset(
            new HashSet<RecordKind> { RecordKind.UsageReport, RecordKind.PeriodStatement, RecordKind.PaymentClaimed },
            rows.Where(row => row.Pool == pool).Select(row => row.Kind).ToHashSet()));
        Assert.All(pools, pool => Assert.Contains(rows, row => row.Pool == pool && row.Kind is RecordKind.Observation));
        Assert.Equal(Enum.GetValues<RecordKind>().ToHashSet(), rows.Select(row => row.Kind).ToHashSet());
        Assert.Contains(rows, row => row.Kind is RecordKind.Observation && row.Attachment is not null);

        var states = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pool in pools)
        {
            var map = TestLedger.Must(await test.Ledger.UsageMap.ReadAsync(Caller.Host, pool, null, null, null, 500, RefusalTexts.English, CancellationToken.None));
            states.UnionWith(map.Items.SelectMany(row => row.Periods).Select(period => period.State));
        }

        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "reported", "nil", "late", "missing" }, states);
        var alerts = (await test.Ledger.Alerts.ListAsync(null, null, null, 100, RefusalTexts.English, CancellationToken.None)).Items.Select(alert => Hash32.Parse(alert.Id));
        foreach (var id in rows.Select(row => row.RecordId).Concat(alerts))
        {
            var graph = TestLedger.Must(await test.Ledger.Graphs.DrawAsync(Caller.Host, id, null, RefusalTexts.Chinese, CancellationToken.None));
            Assert.DoesNotContain(graph.Nodes.SelectMany(node => node.Words.Append(node.Title)).Concat(graph.Edges.Select(edge => edge.Word)), word => word.StartsWith("graph/", StringComparison.Ordinal));
        }
    }
}
