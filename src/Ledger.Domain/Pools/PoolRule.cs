// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Pools;

/// <summary>Who says how long a deadline is.</summary>
public enum RuleSource
{
    /// <summary>The pool's charter, which its parties signed.</summary>
    Charter,

    /// <summary>The host that answers, by its option: the charter is silent, or its document is not held here.</summary>
    Host,
}

/// <summary>A deadline as it stands for one event in a pool: the charter's word where it has one, else the host's option.</summary>
/// <param name="Charter">The deadline of the charter that stood at the event; null where it is silent, or its document is not held.</param>
/// <param name="HostSeconds">The host's option.</param>
/// <param name="By">The text of the charter that was asked; null where there is no such pool.</param>
public sealed record PoolRule(PoolDeadline? Charter, ulong HostSeconds, CharterVersion? By)
{
    /// <summary>Who says it.</summary>
    public RuleSource Source => Charter is null ? RuleSource.Host : RuleSource.Charter;

    /// <summary>The first second (UTC) at which the deadline has passed.</summary>
    /// <param name="from">The event's second, UTC.</param>
    public ulong After(ulong from) => Charter?.After(from) ?? (from > ulong.MaxValue - HostSeconds ? ulong.MaxValue : from + HostSeconds);
}
