// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Pools;

/// <summary>A pool came to be.</summary>
public sealed record PoolFormed(FactPosition At, PoolCharter Act, SignatureRun Signatures) : Fact(At)
{
    public PoolId Id => Act.Id;

    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override IReadOnlyList<Subject> Subjects => [Subject.Pool(Id)];
}

/// <summary>A party became a member.</summary>
public sealed record MemberAdmitted(FactPosition At, Admission Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override IReadOnlyList<Subject> Subjects => [Subject.Pool(Act.Pool), Subject.Membership(Act.Pool, Act.Party)];
}
