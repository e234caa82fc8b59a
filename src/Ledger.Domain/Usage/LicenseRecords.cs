// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Payments;

namespace Ledger.Domain.Usage;

/// <summary>What a pool's usage log has about one license: the fold of its records, in their order.</summary>
public sealed class LicenseRecords : ILicenseLog
{
    private readonly Dictionary<RecordId, UsageReport> _reports = [];
    private readonly Dictionary<RecordId, RecordId> _corrections = [];
    private readonly Dictionary<RecordId, RecordId> _voids = [];
    private readonly List<PeriodStatement> _statements = [];
    private readonly Dictionary<RecordId, PaymentClaimed> _claims = [];
    private readonly Dictionary<RecordId, PaymentReceived> _receipts = [];
    private readonly Dictionary<RecordId, PaymentDisputed> _disputes = [];

    private LicenseRecords()
    {
    }

    /// <summary>Nothing in the log.</summary>
    public static LicenseRecords Empty { get; } = new();

    /// <summary>Every report, also those that count no more.</summary>
    public IReadOnlyDictionary<RecordId, UsageReport> Reports => _reports;

    /// <summary>The payments claimed.</summary>
    public IReadOnlyDictionary<RecordId, PaymentClaimed> Claims => _claims;

    /// <summary>Folds records in the order given; those that concern no license are passed over.</summary>
    public static LicenseRecords From(IEnumerable<IUsageRecord> records)
    {
        var folded = new LicenseRecords();
        foreach (var record in records)
        {
            folded.Take(record);
        }

        return folded;
    }

    /// <summary>For each record in turn what the log had before it; good until the next is asked for.</summary>
    public static IEnumerable<LicenseRecords> Before(IEnumerable<IUsageRecord> records)
    {
        var folded = new LicenseRecords();
        foreach (var record in records)
        {
            yield return folded;
            folded.Take(record);
        }
    }

    /// <summary>The report that corrected this one; null where none did.</summary>
    public RecordId? CorrectionOf(RecordId report) => _corrections.TryGetValue(report, out var by) ? by : null;

    /// <summary>The reports that were corrected or taken back, also those that are not among these records.</summary>
    public IEnumerable<RecordId> Dropped => _corrections.Keys.Union(_voids.Keys);

    /// <summary>The record that took this report back; null where none did.</summary>
    public RecordId? VoidOf(RecordId report) => _voids.TryGetValue(report, out var by) ? by : null;

    public UsageReport? Report(RecordId id) => _reports.GetValueOrDefault(id);

    public PaymentClaimed? Claim(RecordId id) => _claims.GetValueOrDefault(id);

    /// <summary>The administrator's confirmation of a claim; null while there is none.</summary>
    public PaymentReceived? ReceiptOf(RecordId claim) => _receipts.GetValueOrDefault(claim);

    /// <summary>The administrator's dispute of a claim; null while there is none.</summary>
    public PaymentDisputed? DisputeOf(RecordId claim) => _disputes.GetValueOrDefault(claim);

    /// <summary>Whether a report counts: neither corrected nor taken back.</summary>
    public bool Counts(RecordId report) => _reports.ContainsKey(report) && !_corrections.ContainsKey(report) && !_voids.ContainsKey(report);

    /// <summary>A reporter's reports of a period, also those that count no more.</summary>
    public IEnumerable<UsageReport> Of(PartyId reporter, ulong periodStart, ulong periodEnd) => _reports.Values.Where(
        report => report.Reporter == reporter && report.PeriodStart == periodStart && report.PeriodEnd == periodEnd);

    /// <summary>The last statement of a reporter's period; null while there is none.</summary>
    public PeriodStatement? StatementOf(PartyId reporter, ulong periodStart, ulong periodEnd) => _statements.FindLast(
        statement => statement.Reporter == reporter && statement.PeriodStart == periodStart && statement.PeriodEnd == periodEnd);

    /// <summary>What relies on a reporter's reports of a period: a statement or a claimed payment; null while nothing does.</summary>
    public RecordId? RelianceOn(UsageReport report) =>
        StatementOf(report.Reporter, report.PeriodStart, report.PeriodEnd)?.Id
        ?? _claims.Values.FirstOrDefault(claim => claim.MeetsPeriodOf(report))?.Id;

    public IReadOnlyList<StreamLast> Heads(PartyId reporter, ulong periodStart, ulong periodEnd) =>
        [.. Of(reporter, periodStart, periodEnd).GroupBy(report => report.Stream)
            .Select(stream => stream.MaxBy(report => report.Sequence)!).Select(last => new StreamLast(last.Stream, last.Sequence, last.Id))];

    /// <summary>What the reports that count add up to.</summary>
    public PeriodTotals Totals(PartyId reporter, ulong periodStart, ulong periodEnd) =>
        PeriodTotals.Of(Of(reporter, periodStart, periodEnd).Where(report => Counts(report.Id)).Select(PeriodTotals.Of));

    private void Take(IUsageRecord record)
    {
        switch (record)
        {
            case UsageReport report:
                _reports[report.Id] = report;
                if (!report.Supersedes.IsZero)
                {
                    _corrections[report.Supersedes] = report.Id;
                }

                break;
            case ReportVoid taken:
                _voids[taken.Report] = taken.Id;
                break;
            case PeriodStatement statement:
                _statements.Add(statement);
                break;
            case PaymentClaimed claim:
                _claims[claim.Id] = claim;
                break;
            case PaymentReceived receipt:
                _receipts[receipt.Claim] = receipt;
                break;
            case PaymentDisputed dispute:
                _disputes[dispute.Claim] = dispute;
                break;
        }
    }
}
