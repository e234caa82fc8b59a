// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Parties;

/// <summary>A party came to be.</summary>
public sealed record PartyOpened(FactPosition At, PartyOpening Act, SignatureRun Signatures) : Fact(At)
{
    public PartyId Id => Act.Id;

    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Party(Id)];
}

/// <summary>A key holds from this block on.</summary>
public sealed record KeyAdmitted(FactPosition At, KeyAdmission Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Party(Act.Party)];
}

/// <summary>A key no longer holds from this block on.</summary>
public sealed record KeyRetired(FactPosition At, KeyRetirement Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Party(Act.Party)];
}

/// <summary>A key is flagged as lost, and no longer holds from this block on.</summary>
public sealed record KeyCompromised(FactPosition At, KeyCompromise Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Party(Act.Party)];
}

/// <summary>A party took back its signature from an act. The act's <c>Target</c> is the contract whose event this is.</summary>
public sealed record ActVoided(FactPosition At, VoidAct Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Party(Act.Party)];
}
