// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Schedules;

/// <summary>Whether a revision's additions are exactly the contributed leaves: what the contract leaves to every verifier.</summary>
public static class AdditionsDecision
{
    /// <param name="before">The patents of the revision before; empty for the first.</param>
    /// <param name="act">The revision.</param>
    /// <param name="patents">Its patents.</param>
    /// <param name="contributions">Each contribution with its patents, in the order of their ids.</param>
    public static Decision Decide(
        IReadOnlyList<Patent> before,
        ScheduleRevision act,
        IReadOnlyList<Patent> patents,
        IReadOnlyList<(Contribution Act, IReadOnlyList<Patent> Patents)> contributions)
    {
        if (PatentList.Check(patents, act.Root, act.Count) is { } mismatch)
        {
            return mismatch;
        }

        HashSet<Patent> offered = [];
        foreach (var contribution in contributions)
        {
            if (Check(contribution.Act, contribution.Patents) is { } refusal)
            {
                return refusal;
            }

            offered.UnionWith(contribution.Patents);
        }

        HashSet<Patent> kept = [.. before];
        if (patents.FirstOrDefault(patent => !kept.Contains(patent) && !offered.Contains(patent)) is { } foreign)
        {
            return new AdditionsNotContributed(PublicationNumber.Of(foreign));
        }

        offered.ExceptWith(patents);
        return offered.MinBy(PublicationNumber.Of, StringComparer.Ordinal) is { } missing
            ? new ContributedLeftOut(PublicationNumber.Of(missing))
            : Decision.Permit;
    }

    private static Refusal? Check(Contribution act, IReadOnlyList<Patent> patents) =>
        PatentList.Check(patents, act.Root, act.Count)
        ?? (patents.FirstOrDefault(patent => patent.Holder != act.Holder) is { } foreign
            ? new PatentOfAnotherHolder(PublicationNumber.Of(foreign), act.Holder)
            : null);
}
