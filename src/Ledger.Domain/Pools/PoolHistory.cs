// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Acts;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Domain.Pools;

/// <summary>One pool: the fold of all of its acts, in their order. Total, so that a verifier can fold what strangers claim.</summary>
public sealed record PoolHistory
{
    /// <summary>Nothing recorded yet.</summary>
    public static PoolHistory Empty { get; } = new();

    /// <summary>The charter's fact; null while there is no such pool.</summary>
    public PoolFormed? Formed { get; private init; }

    /// <summary>The charter; null while there is no such pool.</summary>
    public PoolCharter? Charter => Formed?.Act;

    /// <summary>Every membership that ever was, by party.</summary>
    public ImmutableDictionary<PartyId, Membership> Memberships { get; private init; } = ImmutableDictionary<PartyId, Membership>.Empty;

    /// <summary>The members, in ascending order.</summary>
    public IEnumerable<PartyId> Members => Memberships.Values.Where(membership => membership.Lasts).Select(membership => membership.Party).Order();

    /// <summary>The administrators, the charter's first.</summary>
    public ImmutableList<AdministratorTerm> Administrators { get; private init; } = [];

    /// <summary>The policies, each with its versions, the first first.</summary>
    public ImmutableDictionary<Hash32, ImmutableList<PolicyVersion>> Policies { get; private init; } =
        ImmutableDictionary<Hash32, ImmutableList<PolicyVersion>>.Empty;

    /// <summary>The texts of the charter, that of its forming first.</summary>
    public IEnumerable<CharterVersion> Charters => Formed is null ? []
        : [new(Formed.Act.CharterRoot, Formed), .. Policies.GetValueOrDefault(CharterTerms.Policy, []).Where(version => version.By is PolicyChanged)
            .Select(version => new CharterVersion(version.PolicyRoot, version.By))];

    /// <summary>The epochs of the usage log, the charter's first.</summary>
    public ImmutableList<LogEpoch> Epochs { get; private init; } = [];

    /// <summary>The enrolments, each party's first first.</summary>
    public ImmutableDictionary<PartyId, ImmutableList<PartyEnrolled>> Enrolments { get; private init; } =
        ImmutableDictionary<PartyId, ImmutableList<PartyEnrolled>>.Empty;

    /// <summary>The schedules, by id.</summary>
    public ImmutableDictionary<ScheduleId, ScheduleHistory> Schedules { get; private init; } =
        ImmutableDictionary<ScheduleId, ScheduleHistory>.Empty;

    /// <summary>The pool's act chain: keccak256(chain ‖ actId) from zero on, as <c>Pools.actChain</c> has it.</summary>
    public Hash32 ActChain { get; private init; }

    /// <summary>The facts folded so far.</summary>
    public ImmutableList<Fact> Facts { get; private init; } = [];

    /// <summary>Who administers it now; zero while there is no such pool.</summary>
    public PartyId Administrator => Administrators.IsEmpty ? default : Administrators[^1].Administrator;

    /// <summary>The present log key; zero while there is no such pool.</summary>
    public Address LogKey => Epochs.IsEmpty ? default : Epochs[^1].LogKey;

    /// <summary>The present epoch of the usage log.</summary>
    public ulong Epoch => Epochs.IsEmpty ? 0 : Epochs[^1].Epoch;

    /// <summary>The last change of the administrator; zero while the charter's stands.</summary>
    public Hash32 AdministratorHead => Administrators is [_, .., { By: var by }] ? by.Recorded.ActId : default;

    /// <summary>The last change of the log key; zero while the charter's stands.</summary>
    public Hash32 LogKeyHead => Epochs is [_, .., { By: var by }] ? by.Recorded.ActId : default;

    /// <summary>Folds facts in the order given; those of other subjects are passed over.</summary>
    public static PoolHistory From(IEnumerable<Fact> facts) => facts.Aggregate(Empty, (history, fact) => history.Apply(fact));

    /// <summary>The log key of an epoch; null where there is no such epoch.</summary>
    public Address? LogKeyOf(ulong epoch) => Epochs.Find(one => one.Epoch == epoch)?.LogKey;

    /// <summary>The text of the charter that stood when something was recorded at <paramref name="place"/>; the present one where that is null. Null where there is no such pool.</summary>
    public CharterVersion? CharterAt(FactPosition? place = null) =>
        Charters.LastOrDefault(version => place is not { } at || version.By.At < at);

    /// <summary>The last change of a policy; zero while there was none, also of the charter's policy.</summary>
    public Hash32 PolicyHead(Hash32 policy) =>
        Policies.TryGetValue(policy, out var versions) && versions[^1].By is PolicyChanged { Act: var act } ? act.ActId : default;

    /// <summary>The last enrolment of a party; zero while there is none.</summary>
    public Hash32 EnrolmentHead(PartyId party) => Enrolments.TryGetValue(party, out var enrolments) ? enrolments[^1].Act.ActId : default;

    /// <summary>The head of one membership; zero if never touched. That of a founder who is a member by the charter begins as the pool's id.</summary>
    public Hash32 MembershipHead(PartyId party) => Memberships.TryGetValue(party, out var membership) ? membership.Head : default;

    /// <summary>Whether the party is a member.</summary>
    public bool IsMember(PartyId party) => Memberships.TryGetValue(party, out var membership) && membership.Lasts;

    /// <summary>The quorum of the members without one of them.</summary>
    public Quorum QuorumWithout(PartyId? actedUpon) => Quorum.Of(Charter?.Id ?? default, Members, actedUpon, Charter?.QuorumPerMille ?? 0);

    /// <summary>One schedule, empty if it has no revision.</summary>
    public ScheduleHistory Schedule(ScheduleId id) => Schedules.GetValueOrDefault(id, ScheduleHistory.Empty);

    /// <summary>The history with one more fact.</summary>
    public PoolHistory Apply(Fact fact) => fact switch
    {
        PoolFormed formed => Recording(fact).Forming(formed),
        MemberAdmitted { Act: var act } => Recording(fact).With(Of(act.Party).Joining(fact, act.ActId)),
        MemberDeparted { Act: var act } => Recording(fact).With(Of(act.Party).Leaving(fact, act.ActId)),
        MemberRemoved { Act: var act } => Recording(fact).With(Of(act.Party).Leaving(fact, act.ActId)),
        MemberSucceeded { Act: var act } => Recording(fact)
            .With(Of(act.Party).Leaving(fact, act.ActId)).With(Of(act.Successor).Joining(fact, act.ActId)),
        PartyEnrolled { Act: var act } enrolled => Recording(fact) with
        {
            Enrolments = Enrolments.SetItem(act.Party, Enrolments.GetValueOrDefault(act.Party, []).Add(enrolled)),
        },
        AdministratorChanged { Act: var act } => Recording(fact) with { Administrators = Administrators.Add(new(act.Administrator, fact)) },
        PolicyChanged { Act: var act } => Recording(fact).With(new PolicyVersion(act.Policy, act.CodeHash, act.PolicyRoot, fact)),
        LogKeyChanged { Act: var act } => Recording(fact) with { Epochs = Epochs.Add(new(act.Epoch, act.LogKey, fact)) },
        ScheduleRevised revised => Recording(fact) with
        {
            Schedules = Schedules.SetItem(revised.Act.Schedule, Schedule(revised.Act.Schedule).Apply(revised)),
        },
        _ => this,
    };

    private PoolHistory Forming(PoolFormed formed)
    {
        var pool = this with
        {
            Formed = formed,
            Administrators = [new(formed.Act.Administrator, formed)],
            Epochs = [new(0, formed.Act.LogKey, formed)],
        };
        if (!formed.Act.Policy.IsZero)
        {
            pool = pool.With(new PolicyVersion(formed.Act.Policy, formed.Act.PolicyCodeHash, default, formed));
        }

        return formed.Act.Governance is Governance.MemberOwned
            ? formed.Act.Founders.Aggregate(pool, (all, founder) => all.With(all.Of(new PartyId(founder)).Joining(formed, formed.Id.Value)))
            : pool;
    }

    private Membership Of(PartyId party) => Memberships.GetValueOrDefault(party) ?? new(party, default, []);

    private PoolHistory With(Membership membership) => this with { Memberships = Memberships.SetItem(membership.Party, membership) };

    private PoolHistory With(PolicyVersion version) => this with
    {
        Policies = Policies.SetItem(version.Policy, Policies.GetValueOrDefault(version.Policy, []).Add(version)),
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
