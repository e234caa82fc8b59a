// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Schedules;

namespace Ledger.Evidence.Schedules;

/// <summary>A revision with every list that it commits to.</summary>
public sealed record RevisionEvidence(
    ScheduleRevision Act, ImmutableArray<Patent> Patents, ImmutableArray<(Contribution Act, IReadOnlyList<Patent> Patents)> Contributions);

/// <summary>What is wrong with a schedule's revisions.</summary>
/// <param name="Revision">The number of the revision that breaks a rule.</param>
public sealed record RevisionFlaw(uint Revision, Refusal Reason);

/// <summary>Judges all revisions of one schedule, from the first on: what the contract cannot see, a reader of the lists can.</summary>
public static class RevisionVerifier
{
    /// <summary>The first flaw; null when each revision follows from the one before it and from its contributions alone.</summary>
    public static RevisionFlaw? Verify(IReadOnlyList<RevisionEvidence> revisions)
    {
        ImmutableArray<Patent> before = [];
        for (var i = 0; i < revisions.Count; i++)
        {
            var revision = revisions[i];
            var head = i == 0 ? default : ((IAct)revisions[i - 1].Act).ActId;
            if ((Check(revision, head, (uint)i + 1) ?? AdditionsDecision.Decide(before, revision.Act, revision.Patents, revision.Contributions).Refusal) is { } reason)
            {
                return new RevisionFlaw(revision.Act.Revision, reason);
            }

            before = revision.Patents;
        }

        return null;
    }

    private static Refusal? Check(RevisionEvidence revision, Ethereum.Hash32 head, uint next)
    {
        var (act, given) = (revision.Act, revision.Contributions);
        if (act.Revision != next)
        {
            return new RevisionNotNext(act.Revision, next);
        }

        if (act.Previous != head)
        {
            return new HeadMoved(act.Previous, head);
        }

        if (act.Contributions.Count != given.Length)
        {
            return new ContributionsDiffer(act.Contributions.Count, given.Length);
        }

        for (var i = 0; i < given.Length; i++)
        {
            var contribution = given[i].Act;
            if (act.Contributions[i] != ((IAct)contribution).ActId)
            {
                return new ContributionNotNamed(i, ((IAct)contribution).ActId);
            }

            if (contribution.Pool != act.Pool || contribution.Schedule != act.Schedule)
            {
                return new ContributionElsewhere(((IAct)contribution).ActId, contribution.Pool, contribution.Schedule);
            }
        }

        return null;
    }
}
