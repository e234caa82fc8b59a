// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Usage;
using Ledger.Domain.Usage;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Tracing;

/// <summary>Keeps the index of reports up with the journal; it is derived, so that intake need not wait for it.</summary>
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

    /// <summary>Takes the next reports in; false where there are none.</summary>
    public async Task<bool> StepAsync(CancellationToken cancellation)
    {
        var next = await context.Store.ReadAsync(
            reader => reader.Journal.List(new RecordFilter(RecordKind.UsageReport), reader.Reports.Through, Batch).Select(row => Read(reader, row)).ToList(), cancellation);
        return next.Count > 0 && await context.Store.WriteAsync(
            writer =>
            {
                foreach (var report in next.SkipWhile(report => report.Seq <= writer.Reports.Through).ToList())
                {
                    // Lines that were erased since they were read here leave no marks either.
                    writer.Reports.Add(CustodyBook.ErasureOf(writer, report.RecordId) is null ? report : report with { Marks = [.. LineMarks.Any] });
                }

                return true;
            },
            cancellation);
    }

    private static IndexedReport Read(IStoreReader reader, JournalRow row)
    {
        var report = ActJson.Read<UsageReport>(row.Body);
        return new IndexedReport(
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
}
