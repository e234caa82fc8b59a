// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Ethereum;

namespace Ledger.Application.Reading;

/// <summary>Parties, pools and licenses as the chain has them, with the names that their profiles give.</summary>
public sealed class Registry
{
    /// <summary>How many items a page has where the caller does not say.</summary>
    public const int DefaultLimit = 50;

    /// <summary>The most that a page may have.</summary>
    public const int MaxLimit = 500;

    public Task<Outcome<PartyView>> PartyAsync(Hash32 id, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Page<PoolView>> PoolsAsync(string? cursor, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Outcome<PoolView>> PoolAsync(Hash32 id, CancellationToken cancellation) => throw new NotSupportedException();

    /// <param name="asOf">A chain time, UTC seconds; null for now.</param>
    public Task<Outcome<Page<MemberView>>> MembersAsync(Hash32 pool, ulong? asOf, string? cursor, int limit, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<Page<ScheduleView>>> SchedulesAsync(Hash32 pool, string? cursor, int limit, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <param name="asOf">A chain time, UTC seconds; null for now.</param>
    /// <param name="country">ISO 3166 alpha-2; null for every country.</param>
    public Task<Outcome<Page<PatentView>>> PatentsAsync(Hash32 pool, ulong? asOf, string? country, string? cursor, int limit, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <param name="standing">Such as <c>InForce</c>; null for all.</param>
    public Task<Outcome<Page<LicenseView>>> LicensesAsync(
        Hash32? pool, Hash32? licensee, string? standing, string? cursor, int limit, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<LicenseView>> LicenseAsync(Hash32 id, CancellationToken cancellation) => throw new NotSupportedException();

    /// <param name="at">The time asked about, UTC seconds; null for the chain's present.</param>
    /// <param name="knownAt">A block number: what was known then; null for the head.</param>
    public Task<Outcome<LicenseHistoryView>> HistoryAsync(Hash32 id, ulong? at, ulong? knownAt, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
