// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Domain.Pools;

/// <summary>One membership.</summary>
/// <param name="Party">The member.</param>
/// <param name="By">The fact that made it one.</param>
public sealed record Membership(PartyId Party, MemberAdmitted By)
{
    /// <summary>The last act on the membership.</summary>
    public Hash32 Head => By.Act.ActId;
}

/// <summary>One pool: the fold of all of its acts, in their order.</summary>
public sealed record PoolHistory
{
    /// <summary>Nothing recorded yet.</summary>
    public static PoolHistory Empty { get; } = new();

    /// <summary>The charter's fact; null while there is no such pool.</summary>
    public PoolFormed? Formed { get; private init; }

    /// <summary>The charter; null while there is no such pool.</summary>
    public PoolCharter? Charter => Formed?.Act;

    /// <summary>The members, by party.</summary>
    public ImmutableDictionary<PartyId, Membership> Members { get; private init; } = ImmutableDictionary<PartyId, Membership>.Empty;

    /// <summary>The schedules, by id.</summary>
    public ImmutableDictionary<ScheduleId, ScheduleHistory> Schedules { get; private init; } =
        ImmutableDictionary<ScheduleId, ScheduleHistory>.Empty;

    /// <summary>The pool's act chain: keccak256(chain ‖ actId) from zero on, as <c>Pools.actChain</c> has it.</summary>
    public Hash32 ActChain { get; private init; }

    /// <summary>The facts folded so far.</summary>
    public ImmutableList<Fact> Facts { get; private init; } = [];

    /// <summary>Folds facts in the order given; those of other subjects are passed over.</summary>
    public static PoolHistory From(IEnumerable<Fact> facts) => facts.Aggregate(Empty, (history, fact) => history.Apply(fact));

    /// <summary>The head of one membership; zero if never touched.</summary>
    public Hash32 MembershipHead(PartyId party) => Members.TryGetValue(party, out var membership) ? membership.Head : default;

    /// <summary>Whether the party is a member.</summary>
    public bool IsMember(PartyId party) => Members.ContainsKey(party);

    /// <summary>One schedule, empty if it has no revision.</summary>
    public ScheduleHistory Schedule(ScheduleId id) => Schedules.GetValueOrDefault(id, ScheduleHistory.Empty);

    /// <summary>The history with one more fact.</summary>
    public PoolHistory Apply(Fact fact) => fact switch
    {
        PoolFormed formed => Recording(fact) with { Formed = formed },
        MemberAdmitted admitted => Recording(fact) with { Members = Members.SetItem(admitted.Act.Party, new(admitted.Act.Party, admitted)) },
        ScheduleRevised revised => Recording(fact) with
        {
            Schedules = Schedules.SetItem(revised.Act.Schedule, Schedule(revised.Act.Schedule).Apply(revised)),
        },
        _ => this,
    };

    private PoolHistory Recording(Fact fact) => this with { ActChain = Chain(ActChain, fact.Recorded.ActId), Facts = Facts.Add(fact) };

    private static Hash32 Chain(Hash32 chain, Hash32 actId)
    {
        Span<byte> joined = stackalloc byte[2 * Hash32.Size];
        chain.CopyTo(joined);
        actId.CopyTo(joined[Hash32.Size..]);
        return Keccak256.Hash(joined);
    }
}
