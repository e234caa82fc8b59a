// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Domain.Usage;

namespace Ledger.Application.Usage;

/// <summary>Which roles hand in which records. An applicant has no role yet: its party's key is enough.</summary>
internal static class RecordRoles
{
    private static readonly PoolRole[] Any = Enum.GetValues<PoolRole>();
    private static readonly PoolRole[] Licensee = [PoolRole.Licensee];
    private static readonly PoolRole[] Administrator = [PoolRole.Administrator];

    /// <summary>The roles, one of which the caller needs in the pool; null where it needs none.</summary>
    public static PoolRole[]? For(RecordKind kind) => kind switch
    {
        RecordKind.UsageReport or RecordKind.StreamOpening or RecordKind.ReportVoid or RecordKind.PeriodStatement or RecordKind.PaymentClaimed => Licensee,
        RecordKind.PaymentReceived or RecordKind.PaymentDisputed or RecordKind.ShipmentCertificate => Administrator,
        RecordKind.LicenseRequest => null,
        _ => Any,
    };
}
