// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Schedules;
using Ledger.Domain;
using Ledger.Domain.Schedules;
using Ledger.Store.Proposals;

namespace Ledger.Application.Proposing;

/// <summary>Puts the list of a schedule's next revision together, and judges one that a proposal commits to.</summary>
internal sealed class RevisionDrafting(LedgerContext context)
{
    /// <summary>The patents of the next revision: those of the last one without the delisted, and all contributed ones.</summary>
    /// <param name="delist">Publication numbers, in any form that is read.</param>
    public Outcome<IReadOnlyList<Patent>> Compose(Known known, ScheduleRevision revision, IReadOnlyList<string> delist)
    {
        var schedule = known.Schedule(revision.Pool, revision.Schedule);
        if (context.Lists.Of(known.Store, schedule, (uint)schedule.Revisions.Count) is not { } before)
        {
            return new ListNotHeld(schedule.Latest!.Act.Root);
        }

        List<PublicationNumber> delisted = [];
        foreach (var text in delist)
        {
            if (!PublicationNumber.TrySplit(text, out var number))
            {
                var reading = PublicationNumber.Read(text);
                if (reading.Refusal is { } refusal)
                {
                    return refusal;
                }

                reading.TryGet(out number);
            }

            delisted.Add(number);
        }

        if (Contributed(known, revision) is not { } contributed)
        {
            return new ContributionUnknown(revision.Contributions is [var first, ..] ? first : default);
        }

        var list = RevisionList.Compose(before, delisted, contributed.Select(item => item.Patents));
        return list.Refusal is { } reason ? reason : Outcome<IReadOnlyList<Patent>>.Done(list.Patents);
    }

    /// <summary>Whether the revision adds exactly what its contributions bring, by the lists held here.</summary>
    public Refusal? Check(Known known, ScheduleRevision revision)
    {
        var schedule = known.Schedule(revision.Pool, revision.Schedule);
        return (context.Lists.Of(known.Store, schedule, (uint)schedule.Revisions.Count), context.Lists.Open(known.Store, revision.Root), Contributed(known, revision)) switch
        {
            ({ } before, { } patents, { } contributed) => AdditionsDecision.Decide(before, revision, patents, contributed).Refusal,
            _ => new ListNotHeld(revision.Root),
        };
    }

    /// <summary>
    /// What an old proposal of a revision delisted, and the list that stands now still has: the numbers of the list that it went
    /// out from and that its own list left out. Where nothing of it is left to do, all of them, which the next list refuses.
    /// </summary>
    public Outcome<IReadOnlyList<string>> Delisted(Known known, ProposalRow row)
    {
        var old = ProposalBody.Read(row.Body).Act<ScheduleRevision>();
        var schedule = known.Schedule(old.Pool, old.Schedule);
        if (old.Revision - 1 > schedule.Revisions.Count || context.Lists.Of(known.Store, schedule, old.Revision - 1) is not { } before
            || context.Lists.Open(known.Store, old.Root) is not { } after)
        {
            return new ListNotHeld(old.Root);
        }

        if (context.Lists.Of(known.Store, schedule, (uint)schedule.Revisions.Count) is not { } present)
        {
            return new ListNotHeld(schedule.Latest!.Act.Root);
        }

        var listed = present.Select(patent => (patent.Country, patent.Number)).ToHashSet();
        var delisted = RevisionChanges.Between(before, after).Where(change => change.After is null).Select(change => change.Before!).ToList();
        var left = delisted.Where(patent => listed.Contains((patent.Country, patent.Number))).ToList();
        return Outcome<IReadOnlyList<string>>.Done(
            [.. (left.Count == 0 && old.Contributions.Count == 0 ? delisted : left).Select(PublicationNumber.Of)]);
    }

    private List<(Contribution Act, IReadOnlyList<Patent> Patents)>? Contributed(Known known, ScheduleRevision revision)
    {
        if (ActRules.Contributions(known, revision) is not { } contributions)
        {
            return null;
        }

        List<(Contribution, IReadOnlyList<Patent>)> found = [];
        foreach (var (contribution, _) in contributions)
        {
            if (context.Lists.Open(known.Store, contribution.Root) is not { } patents)
            {
                return null;
            }

            found.Add((contribution, patents));
        }

        return found;
    }
}
