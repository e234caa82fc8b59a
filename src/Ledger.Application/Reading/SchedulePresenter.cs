// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Schedules;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Application.Reading;

/// <summary>Shows schedules, their revisions and their patents.</summary>
internal sealed class SchedulePresenter(LedgerContext context)
{
    private readonly Presenter _presenter = new(context);
    private readonly ScheduleAudit _audit = new(context);

    public ScheduleView Schedule(Known known, ScheduleHistory schedule)
    {
        var act = schedule.Latest!.Act;
        var revisions = schedule.Revisions.Select(revised => Line(known, schedule, revised)).ToList();
        return new ScheduleView(
            act.Schedule.Value, act.Pool.Value, act.Revision, act.Root, act.Count, schedule.Head, _presenter.Act(known, schedule.Latest), revisions[^1].Audit, revisions);
    }

    public RevisionView Revision(Known known, ScheduleHistory schedule, ScheduleRevised revised)
    {
        var act = revised.Act;
        return new RevisionView(
            act.Pool.Value,
            act.Schedule.Value,
            act.Revision,
            act.Root,
            act.Count,
            _audit.Judge(known, schedule, revised),
            _presenter.Act(known, revised),
            [.. revised.Contributions.Select((contribution, i) => new ContributionView(
                ((IAct)contribution).ActId,
                _presenter.Reference(known, contribution.Holder),
                contribution.Root,
                contribution.Count,
                ActJson.TypedData(context.Contracts.Domain(ContractName.Pools), contribution),
                i < revised.ContributionSignatures.Count ? Hex.Encode(revised.ContributionSignatures[i]) : "0x"))]);
    }

    public ActView Act(Known known, ScheduleRevised revised) => _presenter.Act(known, revised);

    /// <summary>Patents of one revision; each holder's names are read once.</summary>
    public IEnumerable<PatentView> Patents(Known known, ScheduleRevision act, IEnumerable<Patent> patents)
    {
        var show = Shower(known, act);
        return patents.Select(patent => show(patent));
    }

    public IEnumerable<PatentChangeView> Changes(Known known, ScheduleRevision? before, ScheduleRevision after, IEnumerable<PatentChange> changes)
    {
        var (old, now) = (Shower(known, before ?? after), Shower(known, after));
        return changes.Select(change => change switch
        {
            { Before: null } => new PatentChangeView("added", null, now(change.After!)),
            { After: null } => new PatentChangeView("delisted", old(change.Before), null),
            _ => new PatentChangeView("altered", old(change.Before), now(change.After)),
        });
    }

    private RevisionLineView Line(Known known, ScheduleHistory schedule, ScheduleRevised revised) => new(
        revised.Act.Revision,
        revised.Act.ActId,
        revised.Act.Root,
        revised.Act.Count,
        Checkpoints.Recorded(known.Store, revised.At),
        _audit.Judge(known, schedule, revised));

    private Func<Patent, PatentView> Shower(Known known, ScheduleRevision act)
    {
        Dictionary<PartyId, PartyRefView> holders = [];
        return patent =>
        {
            if (!holders.TryGetValue(patent.Holder, out var holder))
            {
                holders[patent.Holder] = holder = _presenter.Reference(known, patent.Holder);
            }

            return new PatentView(
                act.Schedule.Value,
                act.Revision,
                patent.Country,
                patent.Number,
                patent.Kind,
                patent.Family,
                holder,
                patent.Standard,
                patent.StandardVersion,
                patent.InForceFrom,
                patent.InForceUntil,
                patent.Source,
                patent.RetrievedAt,
                patent.EssentialityRoot);
        };
    }
}
