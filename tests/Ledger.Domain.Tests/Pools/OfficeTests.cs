// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Pools;

namespace Ledger.Domain.Tests.Pools;

/// <summary>A pool's administrator, policies, log keys and enrolments over time.</summary>
public sealed class OfficeTests
{
    private static readonly PoolHistory Pool = Some.FormedPool();

    [Fact]
    public void A_pool_has_one_administrator_at_a_time_and_remembers_them_all()
    {
        var change = new AdministratorChange(Some.Pool, Some.Holder, default, Some.Later, default);
        Assert.True(OfficeDecision.Decide(Pool, change, Some.Now).IsPermitted);
        var changed = Pool.Apply(new AdministratorChanged(Some.At(), change, default, default));
        Assert.Equal(Some.Holder, changed.Administrator);
        Assert.Equal([Some.Administrator, Some.Holder], changed.Administrators.Select(term => term.Administrator));
        Assert.Equal(change.ActId, changed.AdministratorHead);
        Assert.IsType<AlreadyAdministrator>(OfficeDecision.Decide(changed, change, Some.Now).Refusal);
        Assert.IsType<HeadMoved>(OfficeDecision.Decide(Pool, change with { Previous = Some.Hash("x") }, Some.Now).Refusal);
        Assert.IsType<PoolUnknown>(OfficeDecision.Decide(PoolHistory.Empty, change, Some.Now).Refusal);
    }

    [Fact]
    public void Founders_who_are_not_there_replace_no_administrator()
    {
        var pool = PoolHistory.Empty.Apply(new PoolFormed(Some.At(), Some.Charter with { Founders = [] }, default));
        Assert.Equal(new FoundersMissing(), OfficeDecision.Decide(pool, new AdministratorChange(Some.Pool, Some.Holder, default, Some.Later, default), Some.Now).Refusal);
    }

    [Fact]
    public void A_policy_has_versions_and_its_own_head()
    {
        var change = new PolicyChange(Some.Pool, Some.Hash("policy"), Some.Hash("code"), Some.Hash("text"), default, Some.Later, default);
        Assert.True(OfficeDecision.Decide(Pool, change, Some.Now).IsPermitted);
        var changed = Pool.Apply(new PolicyChanged(Some.At(), change, default, default));
        Assert.Equal(change.ActId, changed.PolicyHead(change.Policy));
        Assert.True(changed.PolicyHead(Some.Hash("other")).IsZero);
        Assert.IsType<HeadMoved>(OfficeDecision.Decide(changed, change, Some.Now).Refusal);
        Assert.IsType<PoolUnknown>(OfficeDecision.Decide(PoolHistory.Empty, change, Some.Now).Refusal);
    }

    [Fact]
    public void The_charters_policy_is_the_first_version_and_has_no_head()
    {
        var charter = Some.Charter with { Policy = Some.Hash("policy"), PolicyCodeHash = Some.Hash("code") };
        var pool = PoolHistory.Empty.Apply(new PoolFormed(Some.At(), charter, default));
        Assert.Equal(Some.Hash("code"), Assert.Single(pool.Policies[charter.Policy]).CodeHash);
        Assert.True(pool.PolicyHead(charter.Policy).IsZero);
    }

    [Fact]
    public void A_change_of_the_log_key_opens_the_next_epoch()
    {
        var change = new LogKeyChange(Some.Pool, 1, Some.Address("second"), false, default, Some.Later, default);
        Assert.True(OfficeDecision.Decide(Pool, change, Some.Now).IsPermitted);
        Assert.Equal(new EpochNotNext(2, 1), OfficeDecision.Decide(Pool, change with { Epoch = 2 }, Some.Now).Refusal);
        Assert.Equal(new LogKeyMissing(), OfficeDecision.Decide(Pool, change with { LogKey = default }, Some.Now).Refusal);
        Assert.IsType<LogKeyUnchanged>(OfficeDecision.Decide(Pool, change with { LogKey = Some.Charter.LogKey }, Some.Now).Refusal);
        Assert.IsType<HeadMoved>(OfficeDecision.Decide(Pool, change with { Previous = Some.Hash("x") }, Some.Now).Refusal);
        Assert.IsType<PoolUnknown>(OfficeDecision.Decide(PoolHistory.Empty, change, Some.Now).Refusal);

        var changed = Pool.Apply(new LogKeyChanged(Some.At(), change, default, default));
        Assert.Equal((1UL, Some.Address("second"), change.ActId), (changed.Epoch, changed.LogKey, changed.LogKeyHead));
        Assert.Equal(Some.Charter.LogKey, changed.LogKeyOf(0));
        Assert.Null(changed.LogKeyOf(2));
    }

    [Fact]
    public void Each_enrolment_takes_the_place_of_the_one_before()
    {
        var first = new Enrolment(Some.Pool, Some.Licensee, Some.Hash("name"), default, Some.Later, default);
        Assert.True(OfficeDecision.Decide(Pool, first, Some.Now).IsPermitted);
        var enrolled = Pool.Apply(new PartyEnrolled(Some.At(), first, default));
        Assert.Equal(first.ActId, enrolled.EnrolmentHead(Some.Licensee));
        Assert.IsType<HeadMoved>(OfficeDecision.Decide(enrolled, first, Some.Now).Refusal);
        Assert.True(OfficeDecision.Decide(enrolled, first with { Previous = first.ActId }, Some.Now).IsPermitted);
        Assert.IsType<PoolUnknown>(OfficeDecision.Decide(PoolHistory.Empty, first, Some.Now).Refusal);
    }
}
