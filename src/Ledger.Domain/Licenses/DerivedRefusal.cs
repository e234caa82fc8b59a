// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Licenses;

/// <summary>What is sublicensed or assigned stands, or will.</summary>
public sealed record LicenseNotStanding(LicenseId License, Standing Standing) : LicenseRefusal
{
    public override string Code => "license-not-standing";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License), ("standing", Standing));
}

/// <summary>Sublicenses go four deep.</summary>
public sealed record TooDeep(LicenseId Parent) : LicenseRefusal
{
    public override string Code => "too-deep";

    public override IReadOnlyDictionary<string, string> Args => Named(("parent", Parent));
}

/// <summary>A sublicense's schedule is its parent's: its amendments name none.</summary>
public sealed record ScheduleOfParent(ScheduleId Schedule) : LicenseRefusal
{
    public override string Code => "schedule-of-parent";

    public override IReadOnlyDictionary<string, string> Args => Named(("schedule", Schedule));
}

/// <summary>A paper is signed before it is imported.</summary>
public sealed record SignedInFuture(ulong SignedAt, ulong Now) : LicenseRefusal
{
    public override string Code => "signed-in-future";

    public override IReadOnlyDictionary<string, string> Args => Named(("signedAt", SignedAt), ("now", Now));
}

/// <summary>The license is not an import that waits for its counter-signature.</summary>
public sealed record NotAttested(LicenseId License) : LicenseRefusal
{
    public override string Code => "not-attested";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License));
}

/// <summary>The assignee is the licensee already.</summary>
public sealed record AssignedToLicensee(PartyId Assignee) : LicenseRefusal
{
    public override string Code => "assigned-to-licensee";

    public override IReadOnlyDictionary<string, string> Args => Named(("assignee", Assignee));
}
