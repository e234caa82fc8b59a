// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Acts;

namespace Ledger.Domain.Schedules;

/// <summary>A schedule has a new revision.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Act">The revision.</param>
/// <param name="Voters">The members that voted, where the pool votes on it.</param>
/// <param name="Signatures">The administrator's, and the voters'.</param>
/// <param name="Contributions">What its additions come from, in the order of their ids.</param>
/// <param name="ContributionSignatures">The holders', in the same order.</param>
public sealed record ScheduleRevised(
    FactPosition At,
    ScheduleRevision Act,
    VoterList Voters,
    SignatureRun Signatures,
    ImmutableArray<Contribution> Contributions,
    SignatureRun ContributionSignatures) : Fact(At)
{
    public override IAct Recorded => Act;

    public override VoterList Voters { get; init; } = Voters;

    public override SignatureRun Signatures { get; init; } = Signatures;

    public override SubjectList Subjects => [Subject.Pool(Act.Pool), Subject.Schedule(Act.Pool, Act.Schedule)];

    public bool Equals(ScheduleRevised? other) =>
        other is not null && At == other.At && Act == other.Act && Voters == other.Voters && Signatures == other.Signatures
        && ContributionSignatures == other.ContributionSignatures && Contributions.AsSpan().SequenceEqual(other.Contributions.AsSpan());

    public override int GetHashCode() => HashCode.Combine(At, Act);
}
