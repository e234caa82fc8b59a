// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;

namespace Ledger.Evidence.Model;

/// <summary>Proofs of the pool's slots, at the block of the state that they are part of.</summary>
/// <param name="PoolsAccount">The account proof of the contract Pools.</param>
/// <param name="LogKeysHeadNodes">The slot of the last change of the log key: empty while the charter's stands.</param>
/// <param name="CharterHeadNodes">The slot of the last change of the charter's text: empty while that of its forming stands.</param>
/// <param name="Schedules">The slot of each schedule's head that the license covers, in the order of its versions.</param>
/// <param name="UsageLogAccount">The account proof of the contract UsageLog; none where there are no seals.</param>
/// <param name="Seals">Where there are reports: the size of every sealed epoch of the usage log, the first first; else none.</param>
public sealed record PoolState(
    ImmutableArray<byte[]> PoolsAccount,
    ImmutableArray<byte[]> LogKeysHeadNodes,
    ImmutableArray<byte[]> CharterHeadNodes,
    ImmutableArray<ScheduleHeadProof> Schedules,
    ImmutableArray<byte[]> UsageLogAccount,
    ImmutableArray<SealProof> Seals)
{
    /// <summary>No proof of anything.</summary>
    public static PoolState None { get; } = new([], [], [], [], [], []);
}

/// <summary>The last revision of one schedule, by its slot.</summary>
public sealed record ScheduleHeadProof(ScheduleId Schedule, ImmutableArray<byte[]> Nodes);

/// <summary>The size at which a change of the log key sealed an epoch, by its slot.</summary>
public sealed record SealProof(ulong Epoch, ImmutableArray<byte[]> Nodes);
