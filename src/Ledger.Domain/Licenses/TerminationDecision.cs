// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Licenses;

/// <summary>Whether a license may be terminated; the rules of the contract Licenses.</summary>
public static class TerminationDecision
{
    public static Decision Decide(LicenseHistory license, Termination act, ulong now) => license switch
    {
        { Granted: null } => new LicenseUnknown(act.License),
        { Terminated.Act.EffectiveAt: var at } => new AlreadyTerminated(act.License, at),
        _ when ActDecision.Check(act, license.Head, now) is { } refusal => refusal,
        _ when act.EffectiveAt == 0 => new EffectiveAtMissing(),
        _ => Decision.Permit,
    };
}
