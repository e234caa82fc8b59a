// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Schedules;

/// <summary>Whether a holder may offer these patents: what can be said of the leaves alone.</summary>
public static class PatentDecision
{
    /// <param name="holder">Who contributes them.</param>
    /// <param name="patents">In ascending order.</param>
    public static Decision Decide(PartyId holder, IReadOnlyList<Patent> patents)
    {
        for (var i = 0; i < patents.Count; i++)
        {
            if (Check(holder, patents[i], i) is { } refusal)
            {
                return refusal;
            }

            if (i > 0 && PatentList.Compare(patents[i - 1], patents[i]) == 0)
            {
                return new PatentListedTwice(PublicationNumber.Of(patents[i]));
            }
        }

        return Decision.Permit;
    }

    private static Refusal? Check(PartyId holder, Patent patent, int position) => patent switch
    {
        _ when !PublicationNumber.TryCreate(patent.Country, patent.Number, patent.Kind, out _) =>
            new PatentNumberInvalid(position, PublicationNumber.Of(patent)),
        _ when patent.Holder != holder => new PatentOfAnotherHolder(PublicationNumber.Of(patent), holder),
        { InForceFrom: { } from, InForceUntil: { } until } when until <= from => new PatentTermEmpty(PublicationNumber.Of(patent)),
        ({ InForceFrom: not null } or { InForceUntil: not null }) and ({ Source: null } or { RetrievedAt: null }) =>
            new PatentTermUnsourced(PublicationNumber.Of(patent)),
        _ => null,
    };
}
