// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;

namespace Ledger.Domain.Parties;

/// <summary>A recovery waits from this block on.</summary>
public sealed record RecoveryStarted(FactPosition At, RecoveryStart Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Recovery(Act.Party), Subject.Party(Act.Party)];
}

/// <summary>The recovery that waited is no more.</summary>
public sealed record RecoveryCancelled(FactPosition At, RecoveryCancellation Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Recovery(Act.Party), Subject.Party(Act.Party)];
}

/// <summary>The recovery's new key holds every scope from this block on.</summary>
public sealed record RecoveryCompleted(FactPosition At, Address NewKey, RecoveryCompletion Act, SignatureRun Signatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Recovery(Act.Party), Subject.Party(Act.Party)];
}
