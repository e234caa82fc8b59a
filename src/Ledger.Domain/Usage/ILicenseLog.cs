// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Payments;

namespace Ledger.Domain.Usage;

/// <summary>
/// What a pool's usage log has about one license, as far as a record is judged by it. <see cref="LicenseRecords"/> folds it out of all
/// records, as a verifier does who has nothing else; a store finds each answer by itself.
/// </summary>
public interface ILicenseLog
{
    /// <summary>A report, also one that counts no more; null where the log has none of this id.</summary>
    UsageReport? Report(RecordId id);

    /// <summary>The report that corrected this one; null where none did.</summary>
    RecordId? CorrectionOf(RecordId report);

    /// <summary>The record that took this report back, which need not be in the log itself; null where none did.</summary>
    RecordId? VoidOf(RecordId report);

    /// <summary>A payment claimed; null where the log has none of this id.</summary>
    PaymentClaimed? Claim(RecordId id);

    /// <summary>The administrator's confirmation of a claim; null while there is none.</summary>
    PaymentReceived? ReceiptOf(RecordId claim);

    /// <summary>The administrator's dispute of a claim; null while there is none.</summary>
    PaymentDisputed? DisputeOf(RecordId claim);

    /// <summary>The last statement of a reporter's period; null while there is none.</summary>
    PeriodStatement? StatementOf(PartyId reporter, ulong periodStart, ulong periodEnd);

    /// <summary>What relies on a report's period: a statement of it or a claimed payment; null while nothing does.</summary>
    RecordId? RelianceOn(UsageReport report);

    /// <summary>The last report of each stream that has reports of a reporter's period, in the order in which the streams' first ones came.</summary>
    IReadOnlyList<StreamLast> Heads(PartyId reporter, ulong periodStart, ulong periodEnd);

    /// <summary>What the reports of a reporter's period add up to that count.</summary>
    PeriodTotals Totals(PartyId reporter, ulong periodStart, ulong periodEnd);
}

/// <summary>The last report of a stream that is of some period.</summary>
public readonly record struct StreamLast(RecordId Stream, ulong Sequence, RecordId Report);
