// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Pools;

/// <summary>A pool came to be.</summary>
public sealed record PoolFormed(FactPosition At, PoolCharter Act, SignatureRun Signatures) : Fact(At)
{
    public PoolId Id => Act.Id;

    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => Act.Governance is Governance.MemberOwned
        ? [Subject.Pool(Id), .. Act.Founders.Select(founder => Subject.Membership(Id, new PartyId(founder)))]
        : [Subject.Pool(Id)];
}

/// <summary>The administrator vouches for who a party is.</summary>
public sealed record PartyEnrolled(FactPosition At, Enrolment Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Pool(Act.Pool), Subject.Enrolment(Act.Pool, Act.Party)];
}

/// <summary>The pool has another administrator from this block on.</summary>
public sealed record AdministratorChanged(FactPosition At, AdministratorChange Act, VoterList Voters, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override VoterList Voters { get; init; } = Voters;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Pool(Act.Pool), Subject.Administrator(Act.Pool)];
}

/// <summary>A policy of the pool is set from this block on.</summary>
public sealed record PolicyChanged(FactPosition At, PolicyChange Act, VoterList Voters, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override VoterList Voters { get; init; } = Voters;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Pool(Act.Pool), Subject.Policy(Act.Pool, Act.Policy)];
}

/// <summary>The usage log's epoch is sealed; the next has another log key.</summary>
public sealed record LogKeyChanged(FactPosition At, LogKeyChange Act, VoterList Voters, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override VoterList Voters { get; init; } = Voters;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Pool(Act.Pool), Subject.LogKey(Act.Pool)];
}
