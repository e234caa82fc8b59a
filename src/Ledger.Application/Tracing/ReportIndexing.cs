// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Usage;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Tracing;

/// <summary>Keeps the index of reports, and what they add up to, up with the journal; it is derived, so that intake need not wait for it.</summary>
internal sealed class ReportIndexing(LedgerContext context)
{
    private const int Batch = 256;

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
        var (custody, next) = await context.Store.ReadAsync(reader => (reader.Custody.Newest, Read(reader)), cancellation);
        return next.Count > 0 && await context.Store.WriteAsync(
            writer =>
            {
                var (through, sums) = (writer.Reports.Through, new PeriodSums(writer));
                var erased = CustodyBook.ErasedSince(writer, custody).ToHashSet();
                foreach (var (seq, id, record, report) in next.Where(record => record.Seq > through))
                {
                    sums.Take(seq, id, record);
                    if (report is not null)
                    {
                        // Lines that were erased since they were read here leave no marks either.
                        writer.Reports.Add(erased.Contains(id) ? report with { Marks = [.. LineMarks.Any] } : report);
                    }
                }

                sums.Keep();
                writer.Reports.Reach(Math.Max(through, next[^1].Seq));
                return true;
            },
            cancellation);
    }

    private static List<(long Seq, Hash32 Id, IUsageRecord Record, IndexedReport? Report)> Read(IStoreReader reader)
    {
        Dictionary<Hash32, ulong?> times = []; // many come under one block
        List<(long, Hash32, IUsageRecord, IndexedReport?)> read = [];
        foreach (var row in reader.Journal.List(default, reader.Reports.Through, Batch))
        {
            var record = RecordJson.Read(row.Kind, row.Body);
            if (!times.TryGetValue(row.Received.Hash, out var time))
            {
                times.Add(row.Received.Hash, time = reader.Blocks.Find(row.Received.Hash)?.Time);
            }

            read.Add((row.Seq, row.RecordId, record, record is UsageReport report ? Read(row, report, KeptRecords.TakenAt(row, time)) : null));
        }

        return read;
    }

    private static IndexedReport Read(JournalRow row, UsageReport report, ulong takenAt) => new(        row.Seq,
        row.RecordId,
        row.Pool,
        report.License.Value,
        report.Reporter.Value,
        report.PeriodStart,
        report.PeriodEnd,
        report.LineCount,
        report.Supersedes.IsZero ? null : report.Supersedes.Value,
        takenAt,
        row.Attachment is null ? [.. LineMarks.Any] : LineMarks.Of(UsageIntake.Lines(row)));
}
