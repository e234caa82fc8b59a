// SPDX-License-Identifier: Apache-2.0

using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;

namespace Ledger.Domain.Tests.Licenses;

public sealed class LicenseTests
{
    [Theory]
    [InlineData(Some.Now - 1, Standing.NotYet)]
    [InlineData(Some.Now, Standing.InForce)]
    [InlineData(Some.Now + 99, Standing.InForce)]
    [InlineData(Some.Now + 100, Standing.Expired)]
    public void A_license_is_in_force_from_its_first_second_until_the_one_before_its_end(ulong time, Standing standing) =>
        Assert.Equal(standing, Some.License().StandingAt(time));

    [Fact]
    public void A_license_without_end_does_not_expire() =>
        Assert.Equal(Standing.InForce, Some.License(Some.Grant(endsAt: 0)).StandingAt(ulong.MaxValue));

    [Fact]
    public void No_license_has_no_standing() => Assert.Equal(Standing.None, LicenseHistory.Empty.StandingAt(Some.Now));

    [Theory]
    [InlineData(Some.Now - 1, Standing.NotYet)]
    [InlineData(Some.Now + 49, Standing.InForce)]
    [InlineData(Some.Now + 50, Standing.Terminated)]
    [InlineData(Some.Now + 100, Standing.Terminated)]
    public void A_terminated_license_covers_nothing_from_the_effective_time_on(ulong time, Standing standing) =>
        Assert.Equal(standing, Terminated().StandingAt(time));

    [Fact]
    public void Standing_never_leaves_terminated_or_expired() => Prop.ForAll(
        Gen.Choose(0, 300).Three().ToArbitrary(),
        times =>
        {
            var (effective, early, wait) = times;
            var license = Some.License().Apply(new LicenseTerminated(Some.At(), Some.Termination(Some.Now + (ulong)effective), default));
            var before = license.StandingAt(Some.Now + (ulong)early);
            var after = license.StandingAt(Some.Now + (ulong)(early + wait));
            return before switch
            {
                Standing.Terminated => after == Standing.Terminated,
                Standing.Expired => after is Standing.Expired or Standing.Terminated,
                _ => true,
            };
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Asked_for_what_was_known_before_a_license_is_as_it_was()
    {
        var license = LicenseHistory.From(
        [
            new LicenseGranted(Some.At(100), Some.Grant(), default),
            new LicenseTerminated(Some.At(200), Some.Termination(), default),
        ]);
        Assert.Equal(Standing.Terminated, license.KnownAt(200).StandingAt(Some.Now + 60));
        Assert.Equal(Standing.InForce, license.KnownAt(199).StandingAt(Some.Now + 60));
        Assert.Equal(Standing.None, license.KnownAt(99).StandingAt(Some.Now + 60));
    }

    [Fact]
    public void The_head_reads_as_the_id_until_the_first_change()
    {
        Assert.True(LicenseHistory.Empty.Head.IsZero);
        Assert.Equal(Some.Grant().ActId, Some.License().Head);
        Assert.Equal(Some.Termination().ActId, Terminated().Head);
    }

    [Fact]
    public void A_files_head_is_its_last_grant_and_an_empty_head_proves_absence()
    {
        var second = Some.Grant(Some.Grant().ActId);
        Assert.True(FileHistory.Empty.Head.IsZero);
        var file = FileHistory.From([new LicenseGranted(Some.At(), Some.Grant(), default), new LicenseGranted(Some.At(), second, default)]);
        Assert.Equal(second.ActId, file.Head);
        Assert.Equal(2, file.Arrivals.Count);
    }

    [Fact]
    public void A_grant_on_the_files_head_is_permitted()
    {
        var file = FileHistory.From([new LicenseGranted(Some.At(), Some.Grant(), default)]);
        Assert.True(GrantDecision.Decide(Some.FormedPool(), FileHistory.Empty, Some.Grant(), Some.Now).IsPermitted);
        Assert.True(GrantDecision.Decide(Some.FormedPool(), file, Some.Grant(file.Head), Some.Now).IsPermitted);
        Assert.Equal(
            new HeadMoved(default, file.Head), GrantDecision.Decide(Some.FormedPool(), file, Some.Grant(), Some.Now).Refusal);
    }

    public static TheoryData<string, Func<LicenseGrant, LicenseGrant>> WrongGrants => new()
    {
        { "schedule-unknown", grant => grant with { Schedule = default } },
        { "act-expired", grant => grant with { ExpiresAt = Some.Now - 1 } },
        { "empty-term", grant => grant with { EndsAt = grant.StartsAt } },
        { "head-moved", grant => grant with { Previous = Some.Hash("x") } },
    };

    [Theory]
    [MemberData(nameof(WrongGrants))]
    public void A_wrong_grant_is_refused_with_its_code(string code, Func<LicenseGrant, LicenseGrant> spoil) =>
        Assert.Equal(code, GrantDecision.Decide(Some.FormedPool(), FileHistory.Empty, spoil(Some.Grant()), Some.Now).Refusal?.Code);

    [Fact]
    public void A_grant_in_no_pool_is_refused() =>
        Assert.Equal(new PoolUnknown(Some.Pool), GrantDecision.Decide(PoolHistory.Empty, FileHistory.Empty, Some.Grant(), Some.Now).Refusal);

    [Fact]
    public void A_license_is_terminated_once()
    {
        Assert.True(LicenseDecision.Decide(Some.License(), Some.Termination(), Some.Now).IsPermitted);
        Assert.Equal(
            new AlreadyTerminated(Some.Grant().Id, Some.Now + 50),
            LicenseDecision.Decide(Terminated(), Some.Termination(), Some.Now).Refusal);
        Assert.Equal(new LicenseUnknown(Some.Grant().Id), LicenseDecision.Decide(LicenseHistory.Empty, Some.Termination(), Some.Now).Refusal);
        Assert.Equal(new EffectiveAtMissing(), LicenseDecision.Decide(Some.License(), Some.Termination(0), Some.Now).Refusal);
        Assert.IsType<HeadMoved>(LicenseDecision.Decide(Some.License(), Some.Termination() with { Previous = default }, Some.Now).Refusal);
    }

    private static LicenseHistory Terminated() => Some.License().Apply(new LicenseTerminated(Some.At(), Some.Termination(), default));
}
