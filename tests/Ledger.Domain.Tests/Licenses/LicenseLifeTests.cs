// SPDX-License-Identifier: Apache-2.0

using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;

namespace Ledger.Domain.Tests.Licenses;

/// <summary>What becomes of a license after it came to be.</summary>
public sealed class LicenseLifeTests
{
    [Theory]
    [InlineData(Some.Now + 19, Standing.InForce)]
    [InlineData(Some.Now + 20, Standing.Suspended)]
    [InlineData(Some.Now + 29, Standing.Suspended)]
    [InlineData(Some.Now + 30, Standing.InForce)]
    [InlineData(Some.Now + 100, Standing.Expired)]
    public void A_suspended_license_covers_nothing_from_the_suspension_until_the_reinstatement(ulong time, Standing standing) =>
        Assert.Equal(standing, Reinstated().StandingAt(time));

    [Fact]
    public void A_suspension_without_end_lasts()
    {
        var license = Suspended();
        Assert.True(license.IsSuspended);
        Assert.Equal(Standing.Suspended, license.StandingAt(Some.Now + 99));
        Assert.Equal(new AlreadySuspended(Some.Grant().Id, Some.Now + 20), LicenseDecision.Decide(license, Some.Suspension(license, Some.Now + 40), Some.Now).Refusal);
        Assert.True(LicenseDecision.Decide(license, Some.Reinstatement(license, Some.Now + 20), Some.Now).IsPermitted);
    }

    [Fact]
    public void A_license_can_be_suspended_again_and_each_time_counts()
    {
        var license = Reinstated();
        license = license.Apply(new LicenseSuspended(Some.At(), Some.Suspension(license, Some.Now + 50, "second"), default));
        Assert.Equal(
            [Standing.InForce, Standing.Suspended, Standing.InForce, Standing.Suspended],
            [.. new ulong[] { 10, 25, 40, 60 }.Select(time => license.StandingAt(Some.Now + time))]);
    }

    [Fact]
    public void What_is_not_suspended_is_not_reinstated() => Assert.Equal(
        new NotSuspended(Some.Grant().Id), LicenseDecision.Decide(Some.License(), Some.Reinstatement(Some.License(), Some.Now), Some.Now).Refusal);

    [Fact]
    public void Effective_times_along_one_license_never_decrease()
    {
        var license = Reinstated();
        Assert.Equal(
            new EffectiveAtDecreases(Some.Now + 29, Some.Now + 30), LicenseDecision.Decide(license, Some.Suspension(license, Some.Now + 29), Some.Now).Refusal);
        Assert.True(LicenseDecision.Decide(license, Some.Suspension(license, Some.Now + 30), Some.Now).IsPermitted);
        Assert.Equal(
            new EffectiveAtDecreases(Some.Now + 1, Some.Now + 30),
            LicenseDecision.Decide(license, Some.Termination(Some.Now + 1) with { Previous = license.Head }, Some.Now).Refusal);
    }

    [Fact]
    public void An_amendment_makes_a_version_with_its_own_id_and_earlier_answers_stay()
    {
        var license = Some.License();
        var amendment = Some.Amendment(license, Some.Now + 60, Some.Now + 500);
        Assert.True(LicenseDecision.Decide(license, Some.FormedPool(), amendment, Some.Now).IsPermitted);
        var amended = license.Apply(new LicenseAmended(Some.At(), amendment, default));
        Assert.Equal([license.Origin!.Id.Value, amendment.ActId], amended.Versions.Select(version => version.Id));
        Assert.Equal(license.Origin.Id.Value, amended.VersionAt(Some.Now + 59)!.Id);
        Assert.Equal(amendment.ActId, amended.VersionAt(Some.Now + 60)!.Id);
        Assert.Equal(Standing.InForce, amended.StandingAt(Some.Now + 499));
        Assert.Equal(Standing.Expired, amended.StandingAt(Some.Now + 500));
    }

    public static TheoryData<string, Func<Amendment, Amendment>> WrongAmendments => new()
    {
        { "effective-at-missing", amendment => amendment with { EffectiveAt = 0 } },
        { "time-too-large", amendment => amendment with { EffectiveAt = 1UL << 40 } },
        { "time-too-large", amendment => amendment with { EndsAt = 1UL << 40 } },
        { "amended-after-end", amendment => amendment with { EffectiveAt = Some.Now + 101 } },
        { "empty-term", amendment => amendment with { EndsAt = amendment.EffectiveAt } },
        { "schedule-unknown", amendment => amendment with { Schedule = default } },
        { "head-moved", amendment => amendment with { Previous = default } },
        { "act-expired", amendment => amendment with { ExpiresAt = Some.Now - 1 } },
        { "license-unknown", amendment => amendment },
    };

    [Theory]
    [MemberData(nameof(WrongAmendments))]
    public void A_wrong_amendment_is_refused_with_its_code(string code, Func<Amendment, Amendment> spoil)
    {
        var amendment = spoil(Some.Amendment(Some.License(), Some.Now + 60, Some.Now + 500));
        var license = code == "license-unknown" ? LicenseHistory.Empty : Some.License();
        Assert.Equal(code, LicenseDecision.Decide(license, Some.FormedPool(), amendment, Some.Now).Refusal?.Code);
    }

    [Fact]
    public void An_expired_license_is_not_revived_but_one_amended_at_its_end_goes_on()
    {
        var license = Some.License();
        Assert.True(LicenseDecision.Decide(license, Some.FormedPool(), Some.Amendment(license, Some.Now + 100, 0), Some.Now + 200).IsPermitted);
        Assert.Equal(
            new AmendedAfterEnd(Some.Now + 101, Some.Now + 100),
            LicenseDecision.Decide(license, Some.FormedPool(), Some.Amendment(license, Some.Now + 101, 0), Some.Now + 200).Refusal);
    }

    [Fact]
    public void An_assignment_moves_the_license_with_its_block_and_arrives_in_the_assignees_file()
    {
        var assigned = Some.Assigned(Some.Holder, Some.Now + 10);
        var license = Some.License().Apply(assigned);
        Assert.Equal(Some.Holder, license.Licensee);
        Assert.Equal(Some.Licensee, license.LicenseeAt(Some.Now + 9));
        Assert.Equal(Some.Holder, license.LicenseeAt(Some.Now + 10));
        Assert.Equal(assigned.Act.ActId, FileHistory.From([assigned]).Head);
        Assert.Equal([license.Origin!.Id], FileHistory.From([assigned]).Licenses);
        Assert.Equal<SignedHead>(
            [new(Subject.License(license.Origin.Id), Some.Grant().ActId), new(Subject.File(Some.Pool, Some.Holder), default)],
            [.. ActHeads.Of(assigned.Act, _ => Some.Pool)]);
    }

    [Theory]
    [InlineData("assigned-to-licensee", Standing.InForce)]
    [InlineData("license-not-standing", Standing.Expired)]
    [InlineData("license-not-standing", Standing.Terminated)]
    [InlineData("head-moved", Standing.InForce)]
    public void A_wrong_assignment_is_refused_with_its_code(string code, Standing standing)
    {
        var act = Some.Assigned(code == "assigned-to-licensee" ? Some.Licensee : Some.Holder).Act;
        var file = code == "head-moved" ? FileHistory.From([Some.Assigned(Some.Holder)]) : FileHistory.Empty;
        Assert.Equal(code, LicenseDecision.Decide(Some.License(), file, standing, act, Some.Now).Refusal?.Code);
        Assert.True(LicenseDecision.Decide(Some.License(), FileHistory.Empty, Standing.Suspended, Some.Assigned(Some.Holder).Act, Some.Now).IsPermitted);
    }

    [Fact]
    public void Nothing_changes_a_terminated_license()
    {
        var license = Some.License().Apply(new LicenseTerminated(Some.At(), Some.Termination(), default));
        var refusal = new AlreadyTerminated(Some.Grant().Id, Some.Now + 50);
        Assert.Equal(refusal, LicenseDecision.Decide(license, Some.Suspension(license, Some.Now + 60), Some.Now).Refusal);
        Assert.Equal(refusal, LicenseDecision.Decide(license, Some.Reinstatement(license, Some.Now + 60), Some.Now).Refusal);
        Assert.Equal(refusal, LicenseDecision.Decide(license, Some.FormedPool(), Some.Amendment(license, Some.Now + 60, 0), Some.Now).Refusal);
        Assert.Equal(refusal, LicenseDecision.Decide(license, FileHistory.Empty, Standing.Terminated, Some.Assigned(Some.Holder).Act, Some.Now).Refusal);
        Assert.Equal(refusal, LicenseDecision.Decide(license, new CounterSignature(Some.Grant().Id, license.Head, Some.Later, default), Some.Now).Refusal);
    }

    [Fact]
    public void A_fold_stands_where_a_naive_reading_of_the_acts_says() => Prop.ForAll(
        Gen.Choose(0, 40).ListOf().ToArbitrary(),
        steps =>
        {
            var license = Some.License(Some.Grant(endsAt: Some.Now + 300));
            var (at, toggles) = (0, new List<int>());
            foreach (var step in steps.Take(12))
            {
                at += step;
                toggles.Add(at);
                Fact fact = license.IsSuspended
                    ? new LicenseReinstated(Some.At(), Some.Reinstatement(license, Some.Now + (ulong)at, $"r{at}"), default)
                    : new LicenseSuspended(Some.At(), Some.Suspension(license, Some.Now + (ulong)at, $"s{at}"), default);
                license = license.Apply(fact);
            }

            // Naively: suspended where an odd number of toggles lies at or before the time.
            return Enumerable.Range(0, 320).All(time => license.StandingAt(Some.Now + (ulong)time) ==
                (time >= 300 ? Standing.Expired : toggles.Count(toggle => toggle <= time) % 2 == 1 ? Standing.Suspended : Standing.InForce));
        }).QuickCheckThrowOnFailure();

    private static LicenseHistory Suspended() =>
        Some.License().Apply(new LicenseSuspended(Some.At(), Some.Suspension(Some.License(), Some.Now + 20), default));

    private static LicenseHistory Reinstated() =>
        Suspended().Apply(new LicenseReinstated(Some.At(), Some.Reinstatement(Suspended(), Some.Now + 30), default));
}
