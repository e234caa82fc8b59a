// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Acts;

/// <summary>Every act, by the name of its struct in <c>contracts/interfaces/Acts.sol</c>.</summary>
public enum ActKind
{
    PartyOpening,
    KeyAdmission,
    KeyRetirement,
    PoolCharter,
    Admission,
    Contribution,
    ScheduleRevision,
    LicenseGrant,
    Termination,
    Void,
    Checkpoint,
}
