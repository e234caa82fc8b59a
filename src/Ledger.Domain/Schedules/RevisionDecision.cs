// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Ethereum.Merkle;

namespace Ledger.Domain.Schedules;

/// <summary>Whether a schedule may be revised; the rules of the contract Pools. That the additions are exactly the
/// contributed leaves is for <see cref="AdditionsDecision"/>.</summary>
public static class RevisionDecision
{
    /// <summary>How many contributions fit one act.</summary>
    public const int MostContributions = 64;

    public static Decision Decide(PoolHistory pool, ScheduleRevision act, IReadOnlyList<Contribution> contributions, ulong now)
    {
        var schedule = pool.Schedule(act.Schedule);
        var next = (uint)schedule.Revisions.Count + 1;
        return pool switch
        {
            { Formed: null } => new PoolUnknown(act.Pool),
            _ when ActDecision.Check(act, schedule.Head, now) is { } refusal => refusal,
            _ when act.Revision != next => new RevisionNotNext(act.Revision, next),
            _ when act.Contributions.Count > MostContributions => new TooMany(act.Contributions.Count, MostContributions),
            _ when act.Contributions.Count != contributions.Count =>
                new ContributionsDiffer(act.Contributions.Count, contributions.Count),
            _ => Check(pool, schedule, act, contributions, now),
        };
    }

    private static Refusal? Check(
        PoolHistory pool, ScheduleHistory schedule, ScheduleRevision act, IReadOnlyList<Contribution> contributions, ulong now)
    {
        var most = (ulong)schedule.Count;
        for (var i = 0; i < contributions.Count; i++)
        {
            if (Check(pool, schedule, act, contributions[i], i, now) is { } refusal)
            {
                return refusal;
            }

            most += contributions[i].Count;
        }

        return act switch
        {
            _ when act.Count > most => new PatentsNotContributed(act.Count, most),
            { Count: 0 } when act.Root != MerkleHash.Empty => new EmptyRootMismatch(act.Root),
            _ => null,
        };
    }

    private static Refusal? Check(
        PoolHistory pool, ScheduleHistory schedule, ScheduleRevision act, Contribution given, int position, ulong now)
    {
        var id = given.ActId;
        return given switch
        {
            _ when act.Contributions[position] != id => new ContributionNotNamed(position, id),
            _ when position > 0 && act.Contributions[position - 1].CompareTo(id) >= 0 =>
                new ContributionsNotAscending(act.Contributions[position - 1], id),
            _ when given.Pool != act.Pool || given.Schedule != act.Schedule =>
                new ContributionElsewhere(id, given.Pool, given.Schedule),
            _ when ActDecision.Check(given, default, now) is { } refusal => refusal,
            _ when schedule.UsedContributions.Contains(id) => new ContributionUsed(id),
            _ when given.Count == 0 => new ContributionEmpty(id),
            _ when !pool.IsMember(given.Holder) => new NotMember(act.Pool, given.Holder),
            _ => null,
        };
    }
}
