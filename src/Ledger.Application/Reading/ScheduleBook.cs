// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Schedules;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Evidence.Schedules;

namespace Ledger.Application.Reading;

/// <summary>The revisions of patent schedules: what each lists, what changed, and proof of what is listed and what is not.</summary>
public sealed class ScheduleBook
{
    private readonly LedgerContext _context;
    private readonly SchedulePresenter _presenter;

    internal ScheduleBook(LedgerContext context)
    {
        _context = context;
        _presenter = new SchedulePresenter(context);
    }

    public Task<Outcome<RevisionView>> RevisionAsync(Hash32 pool, Hash32 schedule, uint revision, CancellationToken cancellation) =>
        ReadAsync<RevisionView>(pool, schedule, revision, (known, history, revised) => _presenter.Revision(known, history, revised), cancellation);

    /// <param name="country">As in DOCDB; null for every country.</param>
    public Task<Outcome<Page<PatentView>>> PatentsAsync(
        Hash32 pool, Hash32 schedule, uint revision, string? country, string? cursor, int limit, CancellationToken cancellation) =>
        ReadAsync<Page<PatentView>>(
            pool,
            schedule,
            revision,
            (known, history, revised) => _context.Lists.Of(known.Store, history, revision) is { } patents
                ? Cursors.Page(_presenter.Patents(known, revised.Act, Of(patents, country)), cursor, limit)
                : new ListNotHeld(revised.Act.Root),
            cancellation);

    /// <param name="since">The revision to compare with; null for the one before, 0 for the empty list before the first.</param>
    public Task<Outcome<Page<PatentChangeView>>> ChangesAsync(
        Hash32 pool, Hash32 schedule, uint revision, uint? since, string? cursor, int limit, CancellationToken cancellation) =>
        ReadAsync<Page<PatentChangeView>>(
            pool,
            schedule,
            revision,
            (known, history, revised) =>
            {
                var from = since ?? revision - 1;
                return from > history.Revisions.Count ? new RevisionUnknown(new ScheduleId(schedule), from)
                    : _context.Lists.Of(known.Store, history, from) is not { } before ? new ListNotHeld(history.Revisions[checked((int)from) - 1].Act.Root)
                    : _context.Lists.Of(known.Store, history, revision) is not { } after ? new ListNotHeld(revised.Act.Root)
                    : Cursors.Page(
                        _presenter.Changes(
                            known, from == 0 ? null : history.Revisions[checked((int)from) - 1].Act, revised.Act, RevisionChanges.Between(before, after)),
                        cursor,
                        limit);
            },
            cancellation);

    /// <summary>Proof that a number is listed in a revision, or that it is not.</summary>
    public Task<Outcome<ListingView>> ProofAsync(Hash32 pool, Hash32 schedule, uint revision, string publication, CancellationToken cancellation) =>
        ReadAsync<ListingView>(
            pool,
            schedule,
            revision,
            (known, history, revised) =>
            {
                var reading = PublicationNumber.Read(publication);
                if (!reading.TryGet(out var number) && !PublicationNumber.TrySplit(publication, out number))
                {
                    return reading.Refusal!;
                }

                if (_context.Lists.Of(known.Store, history, revision) is not { } patents)
                {
                    return new ListNotHeld(revised.Act.Root);
                }

                var proof = ListingProof.Make(patents, number);
                return new ListingView(
                    pool,
                    schedule,
                    revision,
                    number.ToString(),
                    proof.Root,
                    proof.Count,
                    proof.Verify(number) is ListingVerdict.Listed ? "listed" : "notListed",
                    [.. proof.Leaves.Select(leaf => new ListedLeafView(
                        leaf.Index, System.Text.Json.JsonElement.Parse(ActJson.Message(leaf.Patent)), leaf.Path))],
                    _presenter.Act(known, revised));
            },
            cancellation);

    /// <summary>The list behind a root that a revision of the pool, or one of its contributions, commits to.</summary>
    public Task<Outcome<Page<PatentView>>> ListAsync(Hash32 pool, Hash32 root, string? cursor, int limit, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<Page<PatentView>>>(
            reader =>
            {
                var known = _context.On(reader);
                var history = known.Pool(new PoolId(pool));
                var revised = history.Schedules.Values.SelectMany(schedule => schedule.Revisions)
                    .FirstOrDefault(revised => revised.Act.Root == root || revised.Contributions.Any(contribution => contribution.Root == root));
                return history.Formed is null ? new PoolUnknown(new PoolId(pool))
                    : revised is null || _context.Lists.Open(reader, root) is not { } patents ? new ListNotHeld(root)
                    : Cursors.Page(_presenter.Patents(known, revised.Act, patents), cursor, limit);
            },
            cancellation);

    /// <summary>The patents of every schedule of the pool, as they stood at a time, and the revisions whose lists are not held here.</summary>
    /// <param name="asOf">A chain time, UTC seconds; null for now.</param>
    /// <param name="country">As in DOCDB; null for every country.</param>
    public Task<Outcome<PoolPatentsView>> PatentsAsync(
        Hash32 pool, ulong? asOf, string? country, string? cursor, int limit, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<PoolPatentsView>>(
            reader =>
            {
                var known = _context.On(reader);
                var history = known.Pool(new PoolId(pool));
                return history.Formed is null ? new PoolUnknown(new PoolId(pool)) : AsOf(known, history, asOf ?? ulong.MaxValue, country, cursor, limit);
            },
            cancellation);

    private PoolPatentsView AsOf(Known known, PoolHistory pool, ulong time, string? country, string? cursor, int limit)
    {
        var standing = pool.Schedules.Values.OrderBy(schedule => schedule.Revisions[0].At).Select(schedule => (schedule, Revised: schedule.AsOf(time)!))
            .Where(one => one.Revised is not null)
            .Select(one => (one.Revised.Act, Patents: _context.Lists.Of(known.Store, one.schedule, one.Revised.Act.Revision))).ToList();
        var (items, next) = Cursors.Page(
            standing.SelectMany(one => _presenter.Patents(known, one.Act, Of(one.Patents ?? [], country))), cursor, limit);
        return new PoolPatentsView(
            items,
            next,
            [.. standing.Where(one => one.Patents is null).Select(one => new UnheldRevisionView(one.Act.Schedule.Value, one.Act.Revision, one.Act.Root, one.Act.Count))]);
    }

    private static IEnumerable<Patent> Of(IReadOnlyList<Patent> patents, string? country) =>
        patents.Where(patent => country is null || string.Equals(patent.Country, country, StringComparison.OrdinalIgnoreCase));

    private Task<Outcome<T>> ReadAsync<T>(
        Hash32 pool, Hash32 schedule, uint revision, Func<Known, ScheduleHistory, ScheduleRevised, Outcome<T>> read, CancellationToken cancellation)
        where T : class => _context.Store.ReadAsync<Outcome<T>>(
            reader =>
            {
                var known = _context.On(reader);
                var history = known.Schedule(new PoolId(pool), new ScheduleId(schedule));
                return known.Pool(new PoolId(pool)).Formed is null ? new PoolUnknown(new PoolId(pool))
                    : history.Latest is null ? new ScheduleUnknown(new PoolId(pool), new ScheduleId(schedule))
                    : revision == 0 || revision > history.Revisions.Count ? new RevisionUnknown(new ScheduleId(schedule), revision)
                    : read(known, history, history.Revisions[checked((int)revision) - 1]);
            },
            cancellation);
}
