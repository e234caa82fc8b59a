// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Domain.Payments;

/// <summary>Where a claimed payment stands.</summary>
public enum PaymentState
{
    /// <summary>The licensee says so; the deadline for disputing it has not passed.</summary>
    Claimed,

    /// <summary>The administrator has confirmed it.</summary>
    Received,

    /// <summary>The administrator has disputed it.</summary>
    Disputed,

    /// <summary>Nobody disputed it within the deadline: it counts as paid.</summary>
    Undisputed,
}

/// <summary>The rule by which a claim counts as paid.</summary>
public static class PaymentStates
{
    /// <param name="disputeBy">The first second (UTC) at which it can be disputed no more; null while no block anchored it.</param>
    /// <param name="now">UTC seconds.</param>
    public static PaymentState Of(LicenseRecords records, RecordId claim, ulong? disputeBy, ulong now) =>
        records.ReceiptOf(claim) is not null ? PaymentState.Received
        : records.DisputeOf(claim) is not null ? PaymentState.Disputed
        : disputeBy is { } deadline && now >= deadline ? PaymentState.Undisputed
        : PaymentState.Claimed;
}
