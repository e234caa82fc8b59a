// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>The kinds of records, by the name of their struct. The byte stands in the leaf of the usage log.</summary>
public enum RecordKind : byte
{
    UsageReport = 1,
    Observation = 2,
    StreamOpening = 3,
    ReportVoid = 4,
    PeriodStatement = 5,
    PaymentClaimed = 6,
    PaymentReceived = 7,
    PaymentDisputed = 8,
    AffiliateDeclaration = 9,
    LicenseRequest = 10,
    ShipmentCertificate = 11,
}
