// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Payments;

namespace Ledger.Domain.Usage;

/// <summary>From the kind of a record to its type.</summary>
public static class RecordKinds
{
    /// <summary>Calls the visitor with the type of <paramref name="kind"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value names no kind.</exception>
    public static TResult Accept<TResult>(this RecordKind kind, IRecordTypeVisitor<TResult> visitor) => kind switch
    {
        RecordKind.UsageReport => visitor.Visit<UsageReport>(),
        RecordKind.Observation => visitor.Visit<Observation>(),
        RecordKind.StreamOpening => visitor.Visit<StreamOpening>(),
        RecordKind.ReportVoid => visitor.Visit<ReportVoid>(),
        RecordKind.PeriodStatement => visitor.Visit<PeriodStatement>(),
        RecordKind.PaymentClaimed => visitor.Visit<PaymentClaimed>(),
        RecordKind.PaymentReceived => visitor.Visit<PaymentReceived>(),
        RecordKind.PaymentDisputed => visitor.Visit<PaymentDisputed>(),
        RecordKind.AffiliateDeclaration => visitor.Visit<AffiliateDeclaration>(),
        RecordKind.LicenseRequest => visitor.Visit<LicenseRequest>(),
        RecordKind.ShipmentCertificate => visitor.Visit<ShipmentCertificate>(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No record has this kind."),
    };
}
