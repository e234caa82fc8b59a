// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Application.Reading;
using Ledger.Application.Tracing;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Store.Projections;

namespace Ledger.Application.Graphs;

/// <summary>Gathers what a party, pool, schedule revision, license or act on one stands on; records are <see cref="RecordGathering"/>'s.</summary>
internal sealed class GraphGathering
{
    /// <summary>How many things of one kind are shown beside one thing: what is more is counted.</summary>
    public const int Most = 6;

    private readonly TraceGround _ground;
    private readonly Presenter _presenter;
    private readonly GraphWords _words;

    public GraphGathering(TraceGround ground, Presenter presenter, GraphWords words, ProvenanceGraph graph)
    {
        (_ground, _presenter, _words, Graph) = (ground, presenter, words, graph);
    }

    public ProvenanceGraph Graph { get; }

    private Known Known => _ground.Known;

    /// <summary>The thing of an id, where the chain has one.</summary>
    public string? Root(Hash32 id)
    {
        if (Known.License(new LicenseId(id)).Origin is not null)
        {
            return License(new LicenseId(id), isWhole: true);
        }

        if (Known.Party(new PartyId(id)).Opened is not null)
        {
            return PartyRoot(new PartyId(id));
        }

        if (Known.Pool(new PoolId(id)).Formed is not null)
        {
            return PoolRoot(new PoolId(id));
        }

        return Act(id);
    }

    public string Party(PartyId id)
    {
        var key = $"party:{id.Value}";
        Graph.Add(new GraphThing(key, "party", id.Value, null, [_words.Name(_presenter.Names(Known, id), id.Value)]));
        return key;
    }

    /// <summary>A pool under its administrator.</summary>
    public string Pool(PoolId id)
    {
        var key = $"pool:{id.Value}";
        var pool = Known.Pool(id);
        if (Graph.Add(new GraphThing(key, "pool", id.Value, null, [_words.Name(_presenter.Names(Known, id), id.Value)])) && pool.Formed is not null)
        {
            Graph.Tie(Party(pool.Administrator), key, "administers");
        }

        return key;
    }

    /// <summary>A revision under its pool, and under the one before where that is shown.</summary>
    public string Revision(PoolId pool, ScheduleRevised revised)
    {
        var act = revised.Act;
        var key = $"revision:{act.ActId}";
        if (Graph.Add(new GraphThing(key, "revision", act.ActId, null, [
            _words.Say("graph/revision", ("revision", $"{act.Revision}"), ("count", $"{act.Count}")), GraphWords.Day(revised.At.Time)])))
        {
            Graph.Tie(Pool(pool), key, "schedules");
        }

        return key;
    }

    /// <summary>A license under its pool, its schedule's covered revisions, its licensee and its parents; whole, with its later acts and usage.</summary>
    public string License(LicenseId id, bool isWhole = false)
    {
        var traced = _ground.License(id.Value);
        var (history, origin) = (traced.History, traced.History.Origin!);
        var key = $"license:{id.Value}";
        if (Graph.Add(new GraphThing(key, "license", id.Value, null, [_words.Name(_presenter.Names(Known, history.Licensee), history.Licensee.Value), GraphWords.Day(origin.StartsAt)])))
        {
            Graph.Tie(Pool(origin.Pool), key, "grants");
            Graph.Tie(Party(origin.Licensee), key, "accepts");
            if (origin.Parent is { } parent)
            {
                Graph.Tie(License(parent), key, "sublicenses");
            }

            var version = _ground.Version(id.Value, origin.StartsAt);
            if (version.Schedule is { } schedule)
            {
                var revisions = Known.Schedule(origin.Pool, schedule).Revisions.Where(revised => version.Revisions.Contains(revised.Act.Revision)).ToList();
                foreach (var revised in revisions.TakeLast(Most))
                {
                    Graph.Tie(Revision(origin.Pool, revised), key, "covers");
                }

                Graph.Leave("revision", revisions.Count - Most, isClosed: false);
            }
        }

        if (isWhole)
        {
            Acts(key, history, int.MaxValue);
        }

        return key;
    }

    /// <summary>The acts on a license up to a place in its history, each under the one before.</summary>
    public string Acts(string license, LicenseHistory history, int through)
    {
        var above = license;
        var acts = history.Facts.Skip(1).Take(through).ToList();
        Graph.Leave("act", acts.Count - (2 * Most), isClosed: false);
        foreach (var fact in acts.TakeLast(2 * Most))
        {
            var act = fact.Recorded;
            var key = $"act:{act.ActId}";
            Graph.Add(new GraphThing(key, "act", act.ActId, null, [_words.Say("graph/act." + act.Kind), GraphWords.Day(fact.At.Time)]));
            Graph.Tie(above, key, "changes");
            if (fact is LicenseAssigned { Act.Assignee: var assignee })
            {
                Graph.Tie(Party(assignee), key, "accepts");
            }

            above = key;
        }

        return above;
    }

    private string PartyRoot(PartyId id)
    {
        var key = Party(id);
        foreach (var row in Some("license", Known.Store.Projections.List(RowKinds.License, new ProjectionFilter(null, id.Value), 0, Most * Most)))
        {
            License(new LicenseId(row.Id));
        }

        foreach (var row in Some("pool", Known.Store.Projections.List(RowKinds.Member, new ProjectionFilter(null, id.Value), 0, Most * Most)))
        {
            Graph.Tie(key, Pool(new PoolId(Folding.Read<FoldedMember>(row).Pool)), "joins");
        }

        return key;
    }

    private string PoolRoot(PoolId id)
    {
        var (key, pool) = (Pool(id), Known.Pool(id));
        foreach (var member in Some("party", [.. pool.Members]))
        {
            Graph.Tie(Party(member), key, "joins");
        }

        foreach (var schedule in Some("revision", [.. pool.Schedules.Values.Where(one => one.Latest is not null).OrderBy(one => one.Revisions[0].At)]))
        {
            Revision(id, schedule.Latest!);
        }

        foreach (var row in Some("license", Known.Store.Projections.List(RowKinds.License, new ProjectionFilter(id.Value), 0, Most * Most)))
        {
            License(new LicenseId(row.Id));
        }

        return key;
    }

    /// <summary>An act on a license or schedule, with what it stands on; null where this host knows no such act.</summary>
    private string? Act(Hash32 id)
    {
        foreach (var row in Known.Store.Projections.List(RowKinds.Schedule, default, 0, int.MaxValue))
        {
            var pool = new PoolId(Folding.Read<FoldedSchedule>(row).Pool);
            var history = Known.Schedule(pool, new ScheduleId(row.Id));
            if (history.Revisions.Find(revised => revised.Act.ActId == id) is { } found)
            {
                return Revisions(pool, history, found);
            }
        }

        return Known.Store.Proposals.FindByAct(id) is { } proposal && Proposing.ProposalBody.Read(proposal.Body).Act().Subject is { Kind: Domain.Acts.SubjectKind.License, First: var license }
            && Known.License(new LicenseId(license)) is { Origin: not null } of && of.Facts.FindIndex(fact => fact.Recorded.ActId == id) is >= 0 and var at
            ? Acts(License(new LicenseId(license)), of, at)
            : null;
    }

    /// <summary>A revision with those around it, the holders of its additions, and the licenses that cover it.</summary>
    private string Revisions(PoolId pool, ScheduleHistory history, ScheduleRevised asked)
    {
        string? above = null;
        foreach (var revised in history.Revisions.Where(one => one.Act.Revision + Most > asked.Act.Revision && one.Act.Revision <= asked.Act.Revision + 1))
        {
            var key = Revision(pool, revised);
            if (above is not null)
            {
                Graph.Tie(above, key, "revises");
            }

            above = key;
        }

        var root = Revision(pool, asked);
        foreach (var holder in Some("party", [.. asked.Contributions.Select(contribution => contribution.Holder).Distinct()]))
        {
            Graph.Tie(Party(holder), root, "contributes");
        }

        var licenses = Known.Store.Projections.List(RowKinds.License, new ProjectionFilter(pool.Value), 0, Most * Most * Most)
            .Where(row => _ground.Version(row.Id, _ground.License(row.Id).History.Origin!.StartsAt) is var version
                && version.Schedule == asked.Act.Schedule && version.Revisions.Contains(asked.Act.Revision)).ToList();
        foreach (var row in Some("license", licenses))
        {
            Graph.Tie(root, License(new LicenseId(row.Id)), "covers");
        }

        return root;
    }

    /// <summary>The first ones; the others are counted.</summary>
    private IEnumerable<T> Some<T>(string kind, IReadOnlyList<T> all)
    {
        Graph.Leave(kind, all.Count - Most, isClosed: false);
        return all.Take(Most);
    }
}
