// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Usage;
using Ledger.Domain.Usage;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Tracing;

/// <summary>Keeps the index of reports, and what they add up to, up with the journal; it is derived, so that intake need not wait for it.</summary>
internal sealed class ReportIndexing(LedgerContext context)
{
    private const int Batch = 64;

    /// <summary>Reads what the journal has beyond the index.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        while (await StepAsync(cancellation))
        {
        }
    }

    /// <summary>Takes the next records in; false where there are none.</summary>
    public async Task<bool> StepAsync(CancellationToken cancellation)
    {
        var next = await context.Store.ReadAsync(
            reader => reader.Journal.List(default, reader.Reports.Through, Batch).Select(row => Read(reader, row)).ToList(), cancellation);
        return next.Count > 0 && await context.Store.WriteAsync(
            writer =>
            {
                var through = writer.Reports.Through;
                foreach (var (seq, record, report) in next.Where(record => record.Seq > through))
                {
                    PeriodSums.Take(writer, seq, record);
                    if (report is not null)
                    {
                        // Lines that were erased since they were read here leave no marks either.
                        writer.Reports.Add(CustodyBook.ErasureOf(writer, report.RecordId) is null ? report : report with { Marks = [.. LineMarks.Any] });
                    }
                }

                writer.Reports.Reach(Math.Max(through, next[^1].Seq));
                return true;
            },
            cancellation);
    }

    private static (long Seq, IUsageRecord Record, IndexedReport? Report) Read(IStoreReader reader, JournalRow row)
    {
        var record = RecordJson.Read(row.Kind, row.Body);
        return (row.Seq, record, record is UsageReport report ? Read(reader, row, report) : null);
    }

    private static IndexedReport Read(IStoreReader reader, JournalRow row, UsageReport report) => new(
        row.Seq,
        row.RecordId,
        row.Pool,
        report.License.Value,
        report.Reporter.Value,
        report.PeriodStart,
        report.PeriodEnd,
        report.LineCount,
        report.Supersedes.IsZero ? null : report.Supersedes.Value,
        KeptRecords.TakenAt(reader, row),
        row.Attachment is null ? [.. LineMarks.Any] : LineMarks.Of(UsageIntake.Lines(row)));
}
