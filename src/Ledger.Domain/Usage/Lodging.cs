// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Pools;
using Ledger.Ethereum;

namespace Ledger.Domain.Usage;

/// <summary>What became of a lodged digest.</summary>
public enum LodgingState
{
    /// <summary>Its body is not here, and the grace still runs.</summary>
    Open,

    /// <summary>Its body came before the grace ended: the record counts as handed in when it was lodged, or earlier.</summary>
    Followed,

    /// <summary>The grace ended without its body. One that came later counts from its own coming.</summary>
    Lapsed,
}

/// <summary>
/// When a record counts as handed in. Whoever distrusts the host lodges the record's digest on chain himself; the host
/// can then neither keep the record out of time nor say that it came late, if only its body follows within the grace.
/// </summary>
/// <remarks>The first lodging counts, whoever made it. A lodging after the body's coming changes nothing.</remarks>
/// <param name="LodgedAt">Time of the block that first lodged it for the pool of its log, UTC seconds.</param>
/// <param name="FollowBy">The last second (UTC) at which its body is in time.</param>
public readonly record struct Lodging(ulong LodgedAt, ulong FollowBy)
{
    /// <param name="lodgedAt">Time of the block that first lodged it.</param>
    /// <param name="grace">How long after that its body may come: whole days of the charter, or the host's seconds, the last of which counts.</param>
    public Lodging(ulong lodgedAt, PoolRule grace)
        : this(lodgedAt, grace.Source is RuleSource.Charter ? grace.After(lodgedAt) - 1 : grace.After(lodgedAt))
    {
    }

    /// <summary>
    /// What is lodged of a record: its id, the EIP-712 struct hash. It needs no domain, for the contract and the pool that
    /// it is lodged for are the log's, and nobody learns the record from it: each has a salt of 256 bits.
    /// </summary>
    public static Hash32 DigestOf(IUsageRecord record) => record.Id.Value;

    /// <param name="takenAt">The chain's time when the body came in; null while it has not.</param>
    /// <param name="now">The chain's time.</param>
    public LodgingState StateAt(ulong? takenAt, ulong now) =>
        takenAt is { } taken ? (taken <= FollowBy ? LodgingState.Followed : LodgingState.Lapsed)
        : now <= FollowBy ? LodgingState.Open
        : LodgingState.Lapsed;

    /// <summary>When a body that came at <paramref name="takenAt"/> (UTC seconds) counts as handed in.</summary>
    public ulong HandedInAt(ulong takenAt) => takenAt <= FollowBy ? Math.Min(LodgedAt, takenAt) : takenAt;
}

/// <summary>A report's coming.</summary>
/// <param name="TakenAt">The chain's time when its body came in, UTC seconds.</param>
/// <param name="Lodging">The lodging of its digest; null where there is none.</param>
public readonly record struct HandIn(ulong TakenAt, Lodging? Lodging = null)
{
    /// <summary>When it counts as handed in.</summary>
    public ulong At => Lodging?.HandedInAt(TakenAt) ?? TakenAt;
}
