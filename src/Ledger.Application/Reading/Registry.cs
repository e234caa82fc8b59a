// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Projections;

namespace Ledger.Application.Reading;

/// <summary>Parties, pools and licenses as the chain has them, with the names that their profiles give.</summary>
public sealed class Registry
{
    /// <summary>How many items a page has where the caller does not say.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The most that a page may have.</summary>
    public const int MaxLimit = 500;

    // The year 2001: no chain of ours has so many blocks, and no question of ours goes so far back.
    private const ulong FirstTime = 1_000_000_000;

    private readonly LedgerContext _context;
    private readonly RegistryPresenter _presenter;
    private readonly SchedulePresenter _schedules;

    internal Registry(LedgerContext context)
    {
        _context = context;
        _presenter = new RegistryPresenter(context);
        _schedules = new SchedulePresenter(context);
    }

    public Task<Outcome<PartyView>> PartyAsync(Hash32 id, CancellationToken cancellation) => ReadAsync<PartyView>(
        known => known.Party(new PartyId(id)) is { Opened: not null } party ? _presenter.Party(known, party) : new PartyUnknown(new PartyId(id)),
        cancellation);

    public Task<Page<PoolView>> PoolsAsync(string? cursor, int limit, CancellationToken cancellation) => _context.Store.ReadAsync(
        reader => Page(reader, RowKinds.Pool, default, cursor, limit, (known, row) => _presenter.Pool(known, known.Pool(new PoolId(row.Id)))),
        cancellation);

    public Task<Outcome<PoolView>> PoolAsync(Hash32 id, CancellationToken cancellation) => ReadAsync<PoolView>(
        known => known.Pool(new PoolId(id)) is { Formed: not null } pool ? _presenter.Pool(known, pool) : new PoolUnknown(new PoolId(id)),
        cancellation);

    /// <param name="asOf">A chain time, UTC seconds; null for now.</param>
    public Task<Outcome<Page<MemberView>>> MembersAsync(Hash32 pool, ulong? asOf, string? cursor, int limit, CancellationToken cancellation) =>
        MembersAsync(pool, member => member.At(asOf ?? ulong.MaxValue) is { } spell ? [spell] : [], cursor, limit, cancellation);

    /// <summary>Every time for which a party was a member and which did not end before <paramref name="since"/>; a party that came back has several.</summary>
    public Task<Outcome<Page<MemberView>>> MembersSinceAsync(Hash32 pool, ulong since, string? cursor, int limit, CancellationToken cancellation) =>
        MembersAsync(pool, member => member.Spells.Where(spell => spell.Left is not { At.Time: var left } || left > since), cursor, limit, cancellation);

    public Task<Outcome<Page<ScheduleView>>> SchedulesAsync(Hash32 pool, string? cursor, int limit, CancellationToken cancellation) =>
        OfPoolAsync(
            pool,
            (reader, history) => Page(reader, RowKinds.Schedule, new ProjectionFilter(pool), cursor, limit, (known, row) =>
                _schedules.Schedule(known, history.Schedule(new ScheduleId(row.Id)))),
            cancellation);

    /// <param name="standing">Such as <c>InForce</c>; null for all.</param>
    public Task<Outcome<Page<LicenseView>>> LicensesAsync(
        Hash32? pool, Hash32? licensee, string? standing, string? cursor, int limit, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<Page<LicenseView>>>(
            reader => Page(reader, RowKinds.License, new ProjectionFilter(pool, licensee), cursor, limit, (known, row) =>
                _presenter.License(known, known.License(new LicenseId(row.Id))) is var view
                    && (standing is null || string.Equals(view.Standing, standing, StringComparison.OrdinalIgnoreCase)) ? view : null),
            cancellation);

    public Task<Outcome<LicenseView>> LicenseAsync(Hash32 id, CancellationToken cancellation) => ReadAsync<LicenseView>(
        known => known.License(new LicenseId(id)) is { Origin: not null } license ? _presenter.License(known, license) : new LicenseUnknown(new LicenseId(id)),
        cancellation);

    /// <param name="at">The time asked about, UTC seconds; null for the time of the block known at.</param>
    /// <param name="knownAt">What was known then: a block number, or from 10⁹ on a time in UTC seconds, which means the last block not after it; null for the head.</param>
    public Task<Outcome<LicenseHistoryView>> HistoryAsync(Hash32 id, ulong? at, ulong? knownAt, CancellationToken cancellation) =>
        ReadAsync<LicenseHistoryView>(
            known =>
            {
                var block = knownAt switch
                {
                    null => known.Store.Blocks.Head,
                    >= FirstTime and var time => known.Store.Blocks.AtTime(time),
                    { } number => known.Store.Blocks.At(number),
                };
                if (block is null)
                {
                    return new KnownAtUnknown(knownAt ?? 0);
                }

                var license = known.License(new LicenseId(id)).KnownAt(block.Ref.Number);
                return license.Origin is null
                    ? new LicenseUnknown(new LicenseId(id))
                    : _presenter.History(known, license, at ?? block.Time, block);
            },
            cancellation);

    private Task<Outcome<Page<MemberView>>> MembersAsync(
        Hash32 pool, Func<Membership, IEnumerable<MembershipSpell>> spells, string? cursor, int limit, CancellationToken cancellation) => OfPoolAsync(
        pool,
        (reader, history) => PageOfMany(reader, RowKinds.Member, new ProjectionFilter(pool), cursor, limit, (known, row) =>
        {
            var member = history.Memberships[new PartyId(Folding.Read<FoldedMember>(row).Party)];
            return spells(member).Select(spell => _presenter.Member(known, member, spell));
        }),
        cancellation);

    private Task<Outcome<T>> ReadAsync<T>(Func<Known, Outcome<T>> read, CancellationToken cancellation)
        where T : class => _context.Store.ReadAsync(reader => read(_context.On(reader)), cancellation);

    private Task<Outcome<T>> OfPoolAsync<T>(Hash32 pool, Func<IStoreReader, PoolHistory, T> read, CancellationToken cancellation)
        where T : class => _context.Store.ReadAsync<Outcome<T>>(
            reader => _context.On(reader).Pool(new PoolId(pool)) is { Formed: not null } history
                ? read(reader, history)
                : new PoolUnknown(new PoolId(pool)),
            cancellation);

    /// <summary>A page of rows; what <paramref name="show"/> leaves out is passed over, and the page may be short.</summary>
    private Page<T> Page<T>(
        IStoreReader reader, string kind, ProjectionFilter filter, string? cursor, int limit, Func<Known, ProjectionRow, T?> show)
        where T : class => PageOfMany<T>(reader, kind, filter, cursor, limit, (known, row) => show(known, row) is { } view ? [view] : []);

    /// <summary>A page of rows, each with as many items as it has: what comes of one row is never torn apart.</summary>
    private Page<T> PageOfMany<T>(
        IStoreReader reader, string kind, ProjectionFilter filter, string? cursor, int limit, Func<Known, ProjectionRow, IEnumerable<T>> show)
    {
        var known = _context.On(reader);
        var rows = reader.Projections.List(kind, filter, Cursors.Read(cursor), limit);
        return new Page<T>(
            [.. rows.SelectMany(row => show(known, row))],
            rows.Count < limit ? null : Cursors.Write(rows[^1].FirstSeq));
    }
}
