// SPDX-License-Identifier: Apache-2.0


namespace Ledger.Domain.Licenses;

/// <summary>Why an act on a license is refused.</summary>
public abstract record LicenseRefusal : Refusal;

/// <summary>A license that ends must end after it starts.</summary>
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

/// <summary>The license was terminated before.</summary>
public sealed record AlreadyTerminated(LicenseId License, ulong TerminatedAt) : LicenseRefusal
{
    public override string Code => "already-terminated";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License), ("terminatedAt", TerminatedAt));
}

/// <summary>A termination has to say from when on it has effect.</summary>
public sealed record EffectiveAtMissing() : LicenseRefusal
{
    public override string Code => "effective-at-missing";
}
