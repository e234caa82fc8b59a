// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;

namespace Ledger.Domain.Usage;

/// <summary>What a record other than a report is judged against, of one snapshot.</summary>
/// <param name="Context">Its signer, the time, the limits.</param>
/// <param name="Pool">The pool that it names, or that of its license; empty where there is none.</param>
/// <param name="License">The license that it stands under; empty where it names none.</param>
/// <param name="File">All that ever came to its author in the pool.</param>
/// <param name="Records">What the log has about the license.</param>
/// <param name="Kept">Of a <see cref="ReportVoid"/>: the report that it takes back, where that one was kept outside of the log; else null.</param>
/// <param name="DisputeBy">Of a <see cref="Payments.PaymentDisputed"/>: the first second (UTC) at which the claim can be disputed no more; null while it is not anchored.</param>
/// <param name="Find">Of a <see cref="ShipmentCertificate"/>: a license's history, for the parents of a sublicense; null where none is known, and then no sublicense stands.</param>
/// <param name="Evidence">Of an <see cref="Observation"/>: the pieces that came with it; null where none came.</param>
public sealed record RecordGround(
    IntakeContext Context,
    PoolHistory Pool,
    LicenseHistory License,
    FileHistory File,
    ILicenseLog Records,
    UsageReport? Kept = null,
    ulong? DisputeBy = null,
    Func<LicenseId, LicenseHistory>? Find = null,
    IReadOnlyList<EvidenceItem>? Evidence = null)
{
    /// <summary>The license, its parent, and so on up to the grant.</summary>
    public IEnumerable<LicenseHistory> Licenses => LicenseStanding.Chain(License, Find ?? (_ => LicenseHistory.Empty));
}
