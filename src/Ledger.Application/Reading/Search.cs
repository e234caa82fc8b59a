// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Application.Proposing;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Store.Projections;
using Ledger.Store.Proposals;

namespace Ledger.Application.Reading;

/// <summary>One question for any id, publication number or party, over what is public.</summary>
public sealed class Search
{
    /// <summary>The most that an answer has; a narrower question finds the rest.</summary>
    public const int Most = 50;

    private readonly LedgerContext _context;
    private readonly Presenter _presenter;

    internal Search(LedgerContext context)
    {
        _context = context;
        _presenter = new Presenter(context);
    }

    public Task<Page<FoundView>> FindAsync(string text, CancellationToken cancellation) => _context.Store.ReadAsync(
        reader =>
        {
            var known = _context.On(reader);
            var found = Hash32.TryParse(text.Trim(), out var id) ? ById(known, id) : ByNumber(known, text).Concat(ByName(known, text.Trim()));
            return new Page<FoundView>([.. found.Take(Most)], Next: null);
        },
        cancellation);

    private IEnumerable<FoundView> ById(Known known, Hash32 id)
    {
        if (known.Party(new PartyId(id)).Opened is not null)
        {
            yield return Party(known, new PartyId(id));
        }

        if (known.Pool(new PoolId(id)).Formed is not null)
        {
            yield return Pool(known, new PoolId(id));
        }

        if (known.License(new LicenseId(id)) is { Origin: not null } license)
        {
            yield return License(known, license);
        }
        else if (known.Store.Proposals.FindByAct(id) is { State: ProposalState.Recorded } row)
        {
            yield return Act(known, ProposalBody.Read(row.Body).Act(), row);
        }
    }

    /// <summary>The number in any form that an office prints, in every schedule's last revision.</summary>
    private IEnumerable<FoundView> ByNumber(Known known, string text)
    {
        if (!PublicationNumber.Read(text).TryGet(out var number))
        {
            yield break;
        }

        foreach (var row in Rows(known, RowKinds.Schedule))
        {
            var folded = Folding.Read<FoldedSchedule>(row);
            var history = known.Schedule(new PoolId(folded.Pool), new ScheduleId(row.Id));
            foreach (var patent in (_context.Lists.Of(known.Store, history, folded.Revision) ?? []).Where(patent => Is(patent, number)))
            {
                yield return new FoundView(
                    "patent", row.Id, _presenter.Names(known, patent.Holder), folded.Pool, Party: patent.Holder.Value, Publication: PublicationNumber.Of(patent));
            }
        }
    }

    private IEnumerable<FoundView> ByName(Known known, string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        bool Fits(FoundView found) => found.Names.Values.Any(name => name.Contains(text, StringComparison.OrdinalIgnoreCase));
        return Rows(known, RowKinds.Pool).Select(row => Pool(known, new PoolId(row.Id)))
            .Concat(Rows(known, RowKinds.Party).Select(row => Party(known, new PartyId(row.Id))))
            .Where(Fits);
    }

    /// <summary>Country and number must be the same; the kind only where both know it.</summary>
    private static bool Is(Patent patent, PublicationNumber number) =>
        string.Equals(patent.Country, number.Country, StringComparison.Ordinal)
        && string.Equals(patent.Number, number.Number, StringComparison.Ordinal)
        && (patent.Kind is null || number.Kind is null || string.Equals(patent.Kind, number.Kind, StringComparison.Ordinal));

    private static IReadOnlyList<ProjectionRow> Rows(Known known, string kind) => known.Store.Projections.List(kind, default, afterSeq: 0, int.MaxValue);

    private FoundView Party(Known known, PartyId party) => new("party", party.Value, _presenter.Names(known, party));

    private FoundView Pool(Known known, PoolId pool) => new("pool", pool.Value, _presenter.Names(known, pool));

    private FoundView License(Known known, LicenseHistory license) => new(
        "license", license.Origin!.Id.Value, _presenter.Names(known, license.Licensee), license.Origin.Pool.Value);

    private static FoundView Act(Known known, IAct act, ProposalRow row)
    {
        var subjects = ActContext.Heads(known, act).Select(head => head.Subject).ToList();
        return new FoundView(
            "act",
            row.ActId,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = row.Kind },
            row.Pool,
            Of(SubjectKind.License),
            Of(SubjectKind.Party));

        Hash32? Of(SubjectKind kind) => subjects.Where(subject => subject.Kind == kind).Select(subject => (Hash32?)subject.First).FirstOrDefault();
    }
}
