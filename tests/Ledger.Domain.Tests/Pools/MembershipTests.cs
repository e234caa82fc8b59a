// SPDX-License-Identifier: Apache-2.0

using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Acts;
using Ledger.Domain.Pools;

namespace Ledger.Domain.Tests.Pools;

public sealed class MembershipTests
{
    private static PartyId Party(int number) => new(Some.Hash($"party {number}"));

    [Theory]
    [InlineData(0, 600, 1)]
    [InlineData(1, 600, 1)]
    [InlineData(7, 0, 1)]
    [InlineData(7, 500, 4)]
    [InlineData(7, 600, 5)]
    [InlineData(7, 1000, 7)]
    public void A_quorum_is_the_share_rounded_up_and_never_below_one(int members, ushort perMille, int threshold) => Assert.Equal(
        threshold, Quorum.Of(Some.Pool, Enumerable.Range(0, members).Select(Party), null, perMille).Threshold);

    [Fact]
    public void Whom_the_act_is_about_neither_counts_nor_votes()
    {
        var quorum = Quorum.Of(Some.Pool, [Party(1), Party(2), Party(3)], Party(2), 1000);
        Assert.Equal(2, quorum.Threshold);
        Assert.Null(quorum.Check([.. new[] { Party(1), Party(3) }.Order()]));
        Assert.IsType<VoterActedUpon>(quorum.Check([.. new[] { Party(1), Party(2) }.Order()]));
        Assert.IsType<NotMember>(quorum.Check([Party(9)]));
        Assert.Equal(new QuorumMissed(1, 2), quorum.Check([Party(1)]));
        Assert.IsType<VotersNotAscending>(quorum.Check([.. new[] { Party(1), Party(3) }.OrderDescending()]));
        Assert.Equal(new NoVote(1), new SignerTable([]).Check([Party(1)]));
    }

    [Fact]
    public void In_a_member_owned_pool_the_founders_are_the_first_members()
    {
        var charter = Some.Charter with { Governance = Governance.MemberOwned };
        var formed = new PoolFormed(Some.At(), charter, default);
        var pool = PoolHistory.Empty.Apply(formed);
        var founder = new PartyId(charter.Founders[0]);
        Assert.True(pool.IsMember(founder));
        Assert.Equal(charter.ActId, pool.MembershipHead(founder));
        Assert.Contains(Subject.Membership(charter.Id, founder), formed.Subjects);
    }

    [Fact]
    public void A_member_leaves_and_may_come_again_and_every_time_is_kept()
    {
        var pool = Some.FormedPool();
        var departure = new Departure(Some.Pool, Some.Holder, pool.MembershipHead(Some.Holder), Some.Later, default);
        Assert.True(MembershipDecision.Decide(pool, departure, Some.Now).IsPermitted);
        var left = pool.Apply(new MemberDeparted(Some.At(Some.Now + 10), departure, default));
        Assert.False(left.IsMember(Some.Holder));
        Assert.Equal(departure.ActId, left.MembershipHead(Some.Holder));
        Assert.Equal(new NotMember(Some.Pool, Some.Holder), MembershipDecision.Decide(left, departure, Some.Now).Refusal);

        var admission = Some.Admission(Some.Holder) with { Previous = left.MembershipHead(Some.Holder) };
        Assert.True(AdmissionDecision.Decide(left, admission, Some.Now).IsPermitted);
        var again = left.Apply(new MemberAdmitted(Some.At(Some.Now + 20), admission, default, default)).Memberships[Some.Holder];
        Assert.NotNull(again.At(Some.Now + 9));
        Assert.Null(again.At(Some.Now + 10));
        Assert.NotNull(again.At(Some.Now + 20));
    }

    [Fact]
    public void A_member_is_removed_on_the_head_of_its_membership()
    {
        var pool = Some.FormedPool();
        var removal = new Removal(Some.Pool, Some.Holder, default, pool.MembershipHead(Some.Holder), Some.Later, default);
        Assert.True(MembershipDecision.Decide(pool, removal, Some.Now).IsPermitted);
        Assert.IsType<HeadMoved>(MembershipDecision.Decide(pool, removal with { Previous = default }, Some.Now).Refusal);
        Assert.IsType<PoolUnknown>(MembershipDecision.Decide(PoolHistory.Empty, removal, Some.Now).Refusal);
        Assert.False(pool.Apply(new MemberRemoved(Some.At(), removal, default, default)).IsMember(Some.Holder));
    }

    [Fact]
    public void A_succession_ends_one_membership_and_begins_the_other()
    {
        var pool = Some.FormedPool();
        var act = new Succession(Some.Pool, Some.Holder, Some.Licensee, default, pool.MembershipHead(Some.Holder), default, Some.Later, default);
        Assert.True(MembershipDecision.Decide(pool, act, Some.Now).IsPermitted);
        Assert.IsType<HeadMoved>(MembershipDecision.Decide(pool, act with { PreviousSuccessor = Some.Hash("x") }, Some.Now).Refusal);
        Assert.IsType<NotMember>(MembershipDecision.Decide(pool, act with { Party = Some.Licensee }, Some.Now).Refusal);
        Assert.IsType<AlreadyMember>(MembershipDecision.Decide(pool, act with { Successor = Some.Holder }, Some.Now).Refusal);
        Assert.IsType<PoolUnknown>(MembershipDecision.Decide(PoolHistory.Empty, act, Some.Now).Refusal);

        var passed = pool.Apply(new MemberSucceeded(Some.At(), act, default, default));
        Assert.Equal([Some.Licensee], passed.Members);
        Assert.Equal((act.ActId, act.ActId), (passed.MembershipHead(Some.Holder), passed.MembershipHead(Some.Licensee)));
    }

    [Fact]
    public void The_fold_has_the_members_that_a_naive_reading_of_the_acts_has() => Prop.ForAll(
        Gen.Zip(Gen.Choose(0, 3), Gen.Choose(0, 4)).ListOf().ToArbitrary(),
        steps =>
        {
            var (pool, naive) = (Some.FormedPool(withSchedule: false), new HashSet<PartyId> { Some.Holder });
            foreach (var (verb, who) in steps)
            {
                var (party, other) = (Party(who), Party((who + 1) % 5));
                Fact? fact = verb switch
                {
                    0 when !naive.Contains(party) => new MemberAdmitted(Some.At(), Some.Admission(party), default, default),
                    1 when naive.Contains(party) => new MemberDeparted(Some.At(), new(Some.Pool, party, default, 0, default), default),
                    2 when naive.Contains(party) => new MemberRemoved(Some.At(), new(Some.Pool, party, default, default, 0, default), default, default),
                    3 when naive.Contains(party) && !naive.Contains(other) =>
                        new MemberSucceeded(Some.At(), new(Some.Pool, party, other, default, default, default, 0, default), default, default),
                    _ => null,
                };
                if (fact is null)
                {
                    continue;
                }

                pool = pool.Apply(fact);
                _ = verb == 0 ? naive.Add(party) : naive.Remove(party);
                _ = verb == 3 && naive.Add(other);
            }

            return pool.Members.SequenceEqual(naive.Order()) && naive.All(pool.IsMember);
        }).QuickCheckThrowOnFailure();
}
