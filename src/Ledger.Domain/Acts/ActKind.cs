// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Acts;

/// <summary>Every act, by the name of its struct in <c>contracts/interfaces/Acts.sol</c>.</summary>
public enum ActKind
{
    PartyOpening,
    KeyAdmission,
    KeyRetirement,
    KeyCompromise,
    RecoveryStart,
    RecoveryCancellation,
    RecoveryCompletion,
    PoolCharter,
    Admission,
    Departure,
    Removal,
    Succession,
    Enrolment,
    AdministratorChange,
    PolicyChange,
    LogKeyChange,
    Contribution,
    ScheduleRevision,
    LicenseGrant,
    Sublicense,
    AttestedImport,
    CounterSignature,
    Amendment,
    Suspension,
    Reinstatement,
    Assignment,
    Termination,
    Void,
    Checkpoint,
}
