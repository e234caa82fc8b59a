// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;

namespace Ledger.Application.Proposing;

/// <summary>Puts acts on licenses before the domain's rules with the histories that they ask for.</summary>
internal static class LicenseRules
{
    public static Refusal? Decide(Known known, IAct act, ulong now) => act switch
    {
        LicenseGrant grant => GrantDecision.Decide(known.Pool(grant.Pool), known.File(grant.Pool, grant.Licensee), grant, now).Refusal
            ?? ActRules.Missing(known, [grant.Licensee]),
        Sublicense sublicense => Decide(known, sublicense, now),
        AttestedImport import => OriginDecision.Decide(known.Pool(import.Pool), known.File(import.Pool, import.Licensee), import, now).Refusal
            ?? ActRules.Missing(known, [import.Licensee]),
        CounterSignature sign => LicenseDecision.Decide(known.License(sign.License), sign, now).Refusal,
        Amendment amendment => Decide(known, amendment, now),
        Suspension suspension => LicenseDecision.Decide(known.License(suspension.License), suspension, now).Refusal,
        Reinstatement reinstatement => LicenseDecision.Decide(known.License(reinstatement.License), reinstatement, now).Refusal,
        Assignment assignment => Decide(known, assignment, now),
        Termination termination => LicenseDecision.Decide(known.License(termination.License), termination, now).Refusal,
        _ => throw new ArgumentException($"{act.Kind} has no rules.", nameof(act)),
    };

    private static Refusal? Decide(Known known, Sublicense act, ulong now) => known.License(act.Parent) is { Origin.Pool: var pool } parent
        ? OriginDecision.Decide(parent, known.File(pool, act.Sublicensee), act, known.License, now).Refusal ?? ActRules.Missing(known, [act.Sublicensee])
        : new LicenseUnknown(act.Parent);

    private static Refusal? Decide(Known known, Amendment act, ulong now) => known.License(act.License) is { Origin.Pool: var pool } license
        ? LicenseDecision.Decide(license, known.Pool(pool), act, now).Refusal
        : new LicenseUnknown(act.License);

    private static Refusal? Decide(Known known, Assignment act, ulong now) => known.License(act.License) is { Origin.Pool: var pool } license
        ? LicenseDecision.Decide(license, known.File(pool, act.Assignee), known.Standing(license, now), act, now).Refusal
            ?? ActRules.Missing(known, [act.Assignee])
        : new LicenseUnknown(act.License);
}
