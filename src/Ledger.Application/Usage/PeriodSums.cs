// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>
/// Keeps what the reports of each period add up to, and which records answer which, up with the journal, record by record. Sums are held
/// until the last record was taken, since many records add to the same few.
/// </summary>
internal sealed class PeriodSums(IStoreWriter writer)
{
    private readonly Dictionary<(Hash32 Period, Hash32 Stream, string Currency), PeriodSum> _sums = [];

    /// <summary>Takes the next record of the journal in; to be called before the index knows it as a correction.</summary>
    /// <param name="seq">Its number.</param>
    /// <param name="id">Its id, as the journal has it.</param>
    public void Take(long seq, Hash32 id, IUsageRecord record)
    {
        switch (record)
        {
            case UsageReport report:
                Add(seq, id, report);
                if (!report.Supersedes.IsZero)
                {
                    Drop(seq, report.Supersedes.Value);
                }

                break;
            case ReportVoid taken:
                Drop(seq, taken.Report.Value);
                writer.Reports.Answer(taken.Report.Value, taken.Kind, seq, id);
                break;
            case PeriodStatement statement:
                writer.Reports.Answer(PeriodKey.Of(statement), statement.Kind, seq, id);
                break;
            case PaymentReceived receipt:
                writer.Reports.Answer(receipt.Claim.Value, receipt.Kind, seq, id);
                break;
            case PaymentDisputed dispute:
                writer.Reports.Answer(dispute.Claim.Value, dispute.Kind, seq, id);
                break;
        }
    }

    /// <summary>Keeps the sums: the last record was taken.</summary>
    public void Keep()
    {
        foreach (var sum in _sums.Values)
        {
            writer.Reports.Put(sum);
        }
    }

    /// <summary>Whether the index knows a report as corrected or taken back.</summary>
    public static bool IsDropped(IReportIndexReader index, Hash32 report) =>
        (index.CorrectionOf(report) ?? index.AnswerTo(report, RecordKind.ReportVoid)) is not null;

    /// <summary>What a sum adds to a total.</summary>
    public static PeriodTotals Part(PeriodSum sum) => new(sum.Reports, sum.Lines, sum.Quantity, sum.NetValue, sum.Currency);

    private void Add(long seq, Hash32 id, UsageReport report)
    {
        var key = KeyOf(report);
        var sum = Find(key) ?? new PeriodSum(key.Period, key.Stream, key.Currency, seq, report.Sequence, id, 0, 0, 0, 0);
        var last = report.Sequence < sum.LastSequence ? sum : sum with { LastSequence = report.Sequence, LastReport = id };
        _sums[key] = IsDropped(writer.Reports, id) ? last : With(last, Part(last).With(PeriodTotals.Of(report)));
    }

    /// <summary>A report that counted before the record with this number counts no more.</summary>
    private void Drop(long seq, Hash32 id)
    {
        if (!IsDropped(writer.Reports, id)
            && writer.Journal.Message(id) is { Kind: RecordKind.UsageReport } row && row.Seq < seq
            && ActJson.Read<UsageReport>(row.Body) is var report && KeyOf(report) is var key && Find(key) is { } sum)
        {
            _sums[key] = With(sum, Part(sum).Without(PeriodTotals.Of(report)));
        }
    }

    private PeriodSum? Find((Hash32 Period, Hash32 Stream, string Currency) key) =>
        _sums.GetValueOrDefault(key) ?? writer.Reports.SumOf(key.Period, key.Stream, key.Currency);

    private static (Hash32 Period, Hash32 Stream, string Currency) KeyOf(UsageReport report) => (PeriodKey.Of(report), report.Stream.Value, report.Currency);

    private static PeriodSum With(PeriodSum sum, PeriodTotals totals) =>
        sum with { Reports = totals.Reports, Lines = totals.Lines, Quantity = totals.Quantity, NetValue = totals.NetValue };
}
