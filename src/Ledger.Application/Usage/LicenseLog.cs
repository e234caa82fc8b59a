// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>
/// What the log has about one license, each answer found by itself: in the index that follows the journal, and in what the journal has
/// past it, which is little. So a record costs the same however many came before it. The answers are those of
/// <see cref="LicenseRecords"/>, which folds all.
/// </summary>
/// <remarks>Of one snapshot, and of one judgement: what the journal takes after the first question is not seen.</remarks>
internal sealed class LicenseLog(IStoreReader reader, LicenseId license) : ILicenseLog
{
    private readonly Lazy<LicenseRecords> _later = new(() => KeptRecords.After(reader, license, reader.Reports.Through));

    private LicenseRecords Later => _later.Value;

    public UsageReport? Report(RecordId id) => Read<UsageReport>(id, RecordKind.UsageReport);

    public PaymentClaimed? Claim(RecordId id) => Read<PaymentClaimed>(id, RecordKind.PaymentClaimed);

    public RecordId? CorrectionOf(RecordId report) => Later.CorrectionOf(report) ?? Indexed(reader.Reports.CorrectionOf(report.Value));

    public RecordId? VoidOf(RecordId report) => Later.VoidOf(report) ?? Answer(report.Value, RecordKind.ReportVoid);

    public PaymentReceived? ReceiptOf(RecordId claim) => Later.ReceiptOf(claim) ?? Answer<PaymentReceived>(claim.Value, RecordKind.PaymentReceived);

    public PaymentDisputed? DisputeOf(RecordId claim) => Later.DisputeOf(claim) ?? Answer<PaymentDisputed>(claim.Value, RecordKind.PaymentDisputed);

    public PeriodStatement? StatementOf(PartyId reporter, ulong periodStart, ulong periodEnd) => Later.StatementOf(reporter, periodStart, periodEnd)
        ?? Answer<PeriodStatement>(PeriodKey.Of(license, reporter, periodStart, periodEnd), RecordKind.PeriodStatement);

    /// <remarks>The claims under the license are read until one meets the period: they are few, one for each payment.</remarks>
    public RecordId? RelianceOn(UsageReport report) => StatementOf(report.Reporter, report.PeriodStart, report.PeriodEnd)?.Id
        ?? KeptRecords.Rows(reader, new RecordFilter(RecordKind.PaymentClaimed, Concerns: license.Value))
            .Select(row => (PaymentClaimed)RecordJson.Read(row.Kind, row.Body)).FirstOrDefault(claim => claim.MeetsPeriodOf(report))?.Id;

    public IReadOnlyList<StreamLast> Heads(PartyId reporter, ulong periodStart, ulong periodEnd) =>
        [.. reader.Reports.SumsOf(PeriodKey.Of(license, reporter, periodStart, periodEnd))
            .Select(sum => new StreamLast(new RecordId(sum.Stream), sum.LastSequence, new RecordId(sum.LastReport)))
            .Concat(Later.Heads(reporter, periodStart, periodEnd))
            .GroupBy(last => last.Stream).Select(stream => stream.MaxBy(last => last.Sequence))];

    /// <summary>The sums of the index, less those reports that were corrected or taken back since, and with those that came since.</summary>
    public PeriodTotals Totals(PartyId reporter, ulong periodStart, ulong periodEnd)
    {
        var period = PeriodKey.Of(license, reporter, periodStart, periodEnd);
        var parts = reader.Reports.SumsOf(period).GroupBy(sum => sum.Currency, StringComparer.Ordinal).ToDictionary(
            one => one.Key, one => one.Select(PeriodSums.Part).Aggregate((sum, part) => sum.With(part)), StringComparer.Ordinal);
        foreach (var dropped in Later.Dropped.Where(id => Later.Report(id) is null && !IsDroppedBefore(id)).Select(Report).OfType<UsageReport>())
        {
            if (PeriodKey.Of(dropped) == period)
            {
                parts[dropped.Currency] = parts[dropped.Currency].Without(PeriodTotals.Of(dropped));
            }
        }

        return PeriodTotals.Of(parts.Values.Concat(
            Later.Of(reporter, periodStart, periodEnd).Where(report => Later.Counts(report.Id) && !IsDroppedBefore(report.Id)).Select(PeriodTotals.Of)));
    }

    /// <summary>Whether the index does not count a report.</summary>
    private bool IsDroppedBefore(RecordId report) => PeriodSums.IsDropped(reader.Reports, report.Value);

    private T? Answer<T>(Hash32 to, RecordKind kind)
        where T : class, IUsageRecord => Answer(to, kind) is { } id ? Read<T>(id, kind) : null;

    private RecordId? Answer(Hash32 to, RecordKind kind) => Indexed(reader.Reports.AnswerTo(to, kind));

    /// <summary>The index is of all licenses, and a void that names another license's report speaks of none.</summary>
    private RecordId? Indexed(Hash32? id) => id is { } found && reader.Journal.Message(found)?.Concerns == license.Value ? new RecordId(found) : null;

    private T? Read<T>(RecordId id, RecordKind kind)
        where T : class, IUsageRecord =>
        reader.Journal.Message(id.Value) is { } row && row.Kind == kind && row.Concerns == license.Value ? (T)RecordJson.Read(row.Kind, row.Body) : null;
}
