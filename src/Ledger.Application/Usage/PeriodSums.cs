// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>Keeps what the reports of each period add up to, and which records answer which, up with the journal, record by record.</summary>
internal static class PeriodSums
{
    /// <summary>Takes the next record of the journal in; to be called before the index knows it as a correction.</summary>
    /// <param name="seq">Its number.</param>
    public static void Take(IStoreWriter writer, long seq, IUsageRecord record)
    {
        switch (record)
        {
            case UsageReport report:
                Add(writer, seq, report);
                if (!report.Supersedes.IsZero)
                {
                    Drop(writer, seq, report.Supersedes.Value);
                }

                break;
            case ReportVoid taken:
                Drop(writer, seq, taken.Report.Value);
                writer.Reports.Answer(taken.Report.Value, taken.Kind, seq, taken.Id.Value);
                break;
            case PeriodStatement statement:
                writer.Reports.Answer(PeriodKey.Of(statement), statement.Kind, seq, statement.Id.Value);
                break;
            case PaymentReceived receipt:
                writer.Reports.Answer(receipt.Claim.Value, receipt.Kind, seq, receipt.Id.Value);
                break;
            case PaymentDisputed dispute:
                writer.Reports.Answer(dispute.Claim.Value, dispute.Kind, seq, dispute.Id.Value);
                break;
        }
    }

    /// <summary>Whether the index knows a report as corrected or taken back.</summary>
    public static bool IsDropped(IReportIndexReader index, Hash32 report) =>
        (index.CorrectionOf(report) ?? index.AnswerTo(report, RecordKind.ReportVoid)) is not null;

    /// <summary>What a sum adds to a total.</summary>
    public static PeriodTotals Part(PeriodSum sum) => new(sum.Reports, sum.Lines, sum.Quantity, sum.NetValue, sum.Currency);

    private static void Add(IStoreWriter writer, long seq, UsageReport report)
    {
        var sum = Find(writer, report) ?? new PeriodSum(
            PeriodKey.Of(report), report.Stream.Value, report.Currency, seq, report.Sequence, report.Id.Value, 0, 0, 0, 0);
        var last = report.Sequence < sum.LastSequence ? sum : sum with { LastSequence = report.Sequence, LastReport = report.Id.Value };
        Put(writer, last, IsDropped(writer.Reports, report.Id.Value) ? Part(last) : Part(last).With(PeriodTotals.Of(report)));
    }

    /// <summary>A report that counted before the record with this number counts no more.</summary>
    private static void Drop(IStoreWriter writer, long seq, Hash32 id)
    {
        if (!IsDropped(writer.Reports, id)
            && writer.Journal.Message(id) is { Kind: RecordKind.UsageReport } row && row.Seq < seq
            && ActJson.Read<UsageReport>(row.Body) is var report && Find(writer, report) is { } sum)
        {
            Put(writer, sum, Part(sum).Without(PeriodTotals.Of(report)));
        }
    }

    private static void Put(IStoreWriter writer, PeriodSum sum, PeriodTotals totals) => writer.Reports.Put(
        sum with { Reports = totals.Reports, Lines = totals.Lines, Quantity = totals.Quantity, NetValue = totals.NetValue });

    private static PeriodSum? Find(IStoreReader reader, UsageReport report) =>
        reader.Reports.SumOf(PeriodKey.Of(report), report.Stream.Value, report.Currency);
}
