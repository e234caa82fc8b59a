// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;

namespace Ledger.Domain.Acts;

/// <summary>From the kind of an act to its type.</summary>
public static class ActKinds
{
    /// <summary>Calls the visitor with the type of <paramref name="kind"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value names no kind.</exception>
    public static TResult Accept<TResult>(this ActKind kind, IActTypeVisitor<TResult> visitor) => kind switch
    {
        ActKind.PartyOpening => visitor.Visit<PartyOpening>(),
        ActKind.KeyAdmission => visitor.Visit<KeyAdmission>(),
        ActKind.KeyRetirement => visitor.Visit<KeyRetirement>(),
        ActKind.KeyCompromise => visitor.Visit<KeyCompromise>(),
        ActKind.RecoveryStart => visitor.Visit<RecoveryStart>(),
        ActKind.RecoveryCancellation => visitor.Visit<RecoveryCancellation>(),
        ActKind.RecoveryCompletion => visitor.Visit<RecoveryCompletion>(),
        ActKind.PoolCharter => visitor.Visit<PoolCharter>(),
        ActKind.Admission => visitor.Visit<Admission>(),
        ActKind.Departure => visitor.Visit<Departure>(),
        ActKind.Removal => visitor.Visit<Removal>(),
        ActKind.Succession => visitor.Visit<Succession>(),
        ActKind.Enrolment => visitor.Visit<Enrolment>(),
        ActKind.AdministratorChange => visitor.Visit<AdministratorChange>(),
        ActKind.PolicyChange => visitor.Visit<PolicyChange>(),
        ActKind.LogKeyChange => visitor.Visit<LogKeyChange>(),
        ActKind.Contribution => visitor.Visit<Contribution>(),
        ActKind.ScheduleRevision => visitor.Visit<ScheduleRevision>(),
        ActKind.LicenseGrant => visitor.Visit<LicenseGrant>(),
        ActKind.Sublicense => visitor.Visit<Sublicense>(),
        ActKind.AttestedImport => visitor.Visit<AttestedImport>(),
        ActKind.CounterSignature => visitor.Visit<CounterSignature>(),
        ActKind.Amendment => visitor.Visit<Amendment>(),
        ActKind.Suspension => visitor.Visit<Suspension>(),
        ActKind.Reinstatement => visitor.Visit<Reinstatement>(),
        ActKind.Assignment => visitor.Visit<Assignment>(),
        ActKind.Termination => visitor.Visit<Termination>(),
        ActKind.Void => visitor.Visit<VoidAct>(),
        ActKind.Checkpoint => visitor.Visit<Checkpoint>(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No act has this kind."),
    };
}
