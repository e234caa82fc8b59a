// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Pools;

/// <summary>A party became a member.</summary>
public sealed record MemberAdmitted(FactPosition At, Admission Act, VoterList Voters, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override VoterList Voters { get; init; } = Voters;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Pool(Act.Pool), Subject.Membership(Act.Pool, Act.Party)];
}

/// <summary>A member left.</summary>
public sealed record MemberDeparted(FactPosition At, Departure Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Pool(Act.Pool), Subject.Membership(Act.Pool, Act.Party)];
}

/// <summary>A member was removed.</summary>
public sealed record MemberRemoved(FactPosition At, Removal Act, VoterList Voters, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override VoterList Voters { get; init; } = Voters;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Pool(Act.Pool), Subject.Membership(Act.Pool, Act.Party)];
}

/// <summary>One party took another's place as member.</summary>
public sealed record MemberSucceeded(FactPosition At, Succession Act, VoterList Voters, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override VoterList Voters { get; init; } = Voters;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Pool(Act.Pool), Subject.Membership(Act.Pool, Act.Party), Subject.Membership(Act.Pool, Act.Successor)];
}
