// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.SystemTests.Simulation;

/// <summary>Which report corrects which, and what then counts, judged plainly: by what the reports themselves say, one after the other.</summary>
internal static class SimCorrections
{
    /// <summary>By the corrected report the one that corrects it: at most one does.</summary>
    public static IReadOnlyDictionary<RecordId, RecordId> Of(IEnumerable<UsageReport> reports) =>
        reports.Where(report => !report.Supersedes.IsZero).ToDictionary(report => report.Supersedes, report => report.Id);

    /// <summary>The reports that were taken back.</summary>
    public static IEnumerable<RecordId> Voids(IStoreReader reader, Hash32 pool) =>
        reader.Journal.List(new RecordFilter(RecordKind.ReportVoid, pool), 0, int.MaxValue).Select(row => ActJson.Read<ReportVoid>(row.Body).Report);

    /// <summary>Compares the index, and the log that is read past it, with what the reports say.</summary>
    /// <param name="whole">Whether the index must have come to the journal's end.</param>
    /// <returns>How many reports are corrected.</returns>
    public static int Check(IStoreReader reader, Hash32 pool, LicenseId license, bool whole)
    {
        var rows = reader.Journal.List(new RecordFilter(RecordKind.UsageReport, pool), 0, int.MaxValue);
        var reports = rows.ToDictionary(row => new RecordId(row.RecordId), row => (row.Seq, Report: ActJson.Read<UsageReport>(row.Body)));
        var corrections = Of(reports.Values.Select(one => one.Report));
        var (log, through) = (new LicenseLog(reader, license), reader.Reports.Through);
        Assert.True(!whole || rows.All(row => row.Seq <= through), "the index never came to the end of the journal");
        foreach (var id in reports.Keys)
        {
            RecordId? by = corrections.TryGetValue(id, out var correction) ? correction : null;
            Assert.Equal(by, log.CorrectionOf(id));
            Assert.Equal(by is { } known && reports[known].Seq <= through ? known.Value : null, reader.Reports.CorrectionOf(id.Value));
        }

        var dropped = corrections.Keys.Concat(Voids(reader, pool)).ToHashSet();
        foreach (var period in reports.Values.Select(one => one.Report).GroupBy(report => (report.Reporter, report.PeriodStart, report.PeriodEnd)))
        {
            var (reporter, start, end) = period.Key;
            Assert.Equal(PeriodTotals.Of(period.Where(report => !dropped.Contains(report.Id)).Select(PeriodTotals.Of)), log.Totals(reporter, start, end));
        }

        return corrections.Count;
    }
}
