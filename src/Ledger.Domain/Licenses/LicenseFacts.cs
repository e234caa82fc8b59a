// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Licenses;

/// <summary>A license came to be.</summary>
public sealed record LicenseGranted(FactPosition At, LicenseGrant Act, SignatureRun Signatures) : Fact(At)
{
    public LicenseId Id => Act.Id;

    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.File(Act.Pool, Act.Licensee), Subject.License(Id)];
}

/// <summary>A license came to be under another one. The event names the pool, which the act does not.</summary>
public sealed record LicenseSublicensed(FactPosition At, PoolId Pool, Sublicense Act, SignatureRun Signatures) : Fact(At)
{
    public LicenseId Id => Act.Id;

    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.File(Pool, Act.Sublicensee), Subject.License(Id)];
}

/// <summary>A paper license from before is stated by the pool's administrator.</summary>
public sealed record LicenseImported(FactPosition At, AttestedImport Act, SignatureRun Signatures) : Fact(At)
{
    public LicenseId Id => Act.Id;

    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.File(Act.Pool, Act.Licensee), Subject.License(Id)];
}

/// <summary>An attested import is the licensee's own statement too.</summary>
public sealed record LicenseCounterSigned(FactPosition At, CounterSignature Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.License(Act.License)];
}

/// <summary>A license has a new version.</summary>
public sealed record LicenseAmended(FactPosition At, Amendment Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.License(Act.License)];
}

/// <summary>A license is suspended from the act's effective time on.</summary>
public sealed record LicenseSuspended(FactPosition At, Suspension Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.License(Act.License)];
}

/// <summary>A suspension ends with the act's effective time.</summary>
public sealed record LicenseReinstated(FactPosition At, Reinstatement Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.License(Act.License)];
}

/// <summary>A license is another party's from this block on. The event names the pool, which the act does not.</summary>
public sealed record LicenseAssigned(FactPosition At, PoolId Pool, Assignment Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.License(Act.License), Subject.File(Pool, Act.Assignee)];
}

/// <summary>A license is terminated from the act's effective time on.</summary>
public sealed record LicenseTerminated(FactPosition At, Termination Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.License(Act.License)];
}
