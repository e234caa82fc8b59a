// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;

namespace Ledger.Domain.Pools;

/// <summary>A time for which a party was a member.</summary>
/// <param name="Joined">The fact that made it one: an admission, a succession, or the charter of a member-owned pool.</param>
/// <param name="Left">The fact that ended it; null while it lasts.</param>
public sealed record MembershipSpell(Fact Joined, Fact? Left = null)
{
    /// <summary>Whether it covers <paramref name="time"/> (UTC seconds).</summary>
    public bool Covers(ulong time) => Joined.At.Time <= time && (Left is null || time < Left.At.Time);
}

/// <summary>One party's membership in one pool, with all of its times.</summary>
/// <param name="Party">Who.</param>
/// <param name="Head">The last act on the membership; for a member by the charter first the pool's id.</param>
/// <param name="Spells">The times, the first first; only the last may last.</param>
public sealed record Membership(PartyId Party, Hash32 Head, ImmutableList<MembershipSpell> Spells)
{
    /// <summary>Whether it lasts.</summary>
    public bool Lasts => Spells is [.., { Left: null }];

    /// <summary>The time that covers <paramref name="time"/> (UTC seconds); null while there is none.</summary>
    public MembershipSpell? At(ulong time) => Spells.FindLast(spell => spell.Covers(time));

    internal Membership Joining(Fact by, Hash32 head) => this with { Head = head, Spells = Spells.Add(new(by)) };

    internal Membership Leaving(Fact by, Hash32 head) => this with
    {
        Head = head,
        Spells = Lasts ? Spells.SetItem(Spells.Count - 1, Spells[^1] with { Left = by }) : Spells,
    };
}
