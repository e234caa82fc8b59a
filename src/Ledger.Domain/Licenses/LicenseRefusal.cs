// SPDX-License-Identifier: Apache-2.0


namespace Ledger.Domain.Licenses;

/// <summary>Why an act on a license is refused.</summary>
public abstract record LicenseRefusal : Refusal;

/// <summary>A license that ends must end after it starts, and an amended one after the amendment takes effect.</summary>
public sealed record EmptyTerm(ulong StartsAt, ulong EndsAt) : LicenseRefusal
{
    public override string Code => "empty-term";

    public override IReadOnlyDictionary<string, string> Args => Named(("startsAt", StartsAt), ("endsAt", EndsAt));
}

/// <summary>No license with this id was granted.</summary>
public sealed record LicenseUnknown(LicenseId License) : LicenseRefusal
{
    public override string Code => "license-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License));
}

/// <summary>The license was terminated before: nothing changes it any more.</summary>
public sealed record AlreadyTerminated(LicenseId License, ulong TerminatedAt) : LicenseRefusal
{
    public override string Code => "already-terminated";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License), ("terminatedAt", TerminatedAt));
}

/// <summary>The act has to say from when on it has effect.</summary>
public sealed record EffectiveAtMissing() : LicenseRefusal
{
    public override string Code => "effective-at-missing";
}

/// <summary>Effective times along one license never decrease.</summary>
public sealed record EffectiveAtDecreases(ulong EffectiveAt, ulong Last) : LicenseRefusal
{
    public override string Code => "effective-at-decreases";

    public override IReadOnlyDictionary<string, string> Args => Named(("effectiveAt", EffectiveAt), ("last", Last));
}

/// <summary>Times are kept in 40 bits.</summary>
public sealed record TimeTooLarge(ulong Time) : LicenseRefusal
{
    public override string Code => "time-too-large";

    public override IReadOnlyDictionary<string, string> Args => Named(("time", Time));
}

/// <summary>The license is suspended already.</summary>
public sealed record AlreadySuspended(LicenseId License, ulong SuspendedAt) : LicenseRefusal
{
    public override string Code => "already-suspended";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License), ("suspendedAt", SuspendedAt));
}

/// <summary>There is no suspension to end.</summary>
public sealed record NotSuspended(LicenseId License) : LicenseRefusal
{
    public override string Code => "not-suspended";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License));
}

/// <summary>A license remembers 255 suspensions beside the last.</summary>
public sealed record TooManySuspensions(LicenseId License) : LicenseRefusal
{
    public override string Code => "too-many-suspensions";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License));
}

/// <summary>An amendment takes effect no later than the end that it replaces.</summary>
public sealed record AmendedAfterEnd(ulong EffectiveAt, ulong EndsAt) : LicenseRefusal
{
    public override string Code => "amended-after-end";

    public override IReadOnlyDictionary<string, string> Args => Named(("effectiveAt", EffectiveAt), ("endsAt", EndsAt));
}

/// <summary>Only with the licensee's signature does the act take effect before the block that records it.</summary>
public sealed record LicenseeMustSign(ulong EffectiveAt, ulong Now) : LicenseRefusal
{
    public override string Code => "licensee-must-sign";

    public override IReadOnlyDictionary<string, string> Args => Named(("effectiveAt", EffectiveAt), ("now", Now));
}
