// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Schedules;

/// <summary>Whether a revision's additions are exactly contributed leaves: what the contract leaves to every verifier.</summary>
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

        HashSet<Patent> offered = [.. before];
        foreach (var contribution in contributions)
        {
            if (PatentList.Check(contribution.Patents, contribution.Act.Root, contribution.Act.Count) is { } refusal)
            {
                return refusal;
            }

            offered.UnionWith(contribution.Patents);
        }

        return patents.FirstOrDefault(patent => !offered.Contains(patent)) is { } foreign
            ? new AdditionsNotContributed(PublicationNumber.Of(foreign))
            : Decision.Permit;
    }
}
