// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Licenses;

/// <summary>A license came to be.</summary>
public sealed record LicenseGranted(FactPosition At, LicenseGrant Act, SignatureRun Signatures) : Fact(At)
{
    public LicenseId Id => Act.Id;

    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override IReadOnlyList<Subject> Subjects => [Subject.File(Act.Pool, Act.Licensee), Subject.License(Id)];
}

/// <summary>A license is terminated from the act's effective time on.</summary>
public sealed record LicenseTerminated(FactPosition At, Termination Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override IReadOnlyList<Subject> Subjects => [Subject.License(Act.License)];
}
