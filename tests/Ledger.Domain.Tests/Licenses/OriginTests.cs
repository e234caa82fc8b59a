// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;

namespace Ledger.Domain.Tests.Licenses;

/// <summary>Licenses that come to be otherwise than by a grant: sublicenses and imports.</summary>
public sealed class OriginTests
{
    private static readonly AttestedImport Import = new(
        Some.Pool, Some.Licensee, Some.Schedule, Some.Now - 100, 0, Some.Hash("terms"), Some.Now - 100, Some.Hash("paper"), default, Some.Later, default);

    [Fact]
    public void No_sublicense_stands_when_its_parent_does_not()
    {
        var parent = Some.License();
        var child = Under(parent);
        LicenseHistory Find(LicenseId id) => id == parent.Origin!.Id ? parent : LicenseHistory.Empty;
        Assert.Equal(Standing.InForce, LicenseStanding.At(child, Some.Now, Find));
        Assert.Equal(Standing.InForce, child.StandingAt(Some.Now + 100));
        Assert.Equal(Standing.Expired, LicenseStanding.At(child, Some.Now + 100, Find));

        var suspended = parent.Apply(new LicenseSuspended(Some.At(), Some.Suspension(parent, Some.Now + 20), default));
        Assert.Equal(Standing.Suspended, LicenseStanding.At(child, Some.Now + 20, _ => suspended));
        Assert.Equal(Standing.None, LicenseStanding.At(child, Some.Now, _ => LicenseHistory.Empty));
    }

    [Fact]
    public void A_sublicenses_schedule_is_its_parents()
    {
        var parent = Some.License();
        Assert.Equal(Some.Schedule, LicenseStanding.ScheduleAt(Under(parent), Some.Now, _ => parent));
        Assert.Null(LicenseStanding.ScheduleAt(Under(parent), Some.Now, _ => LicenseHistory.Empty));
    }

    [Fact]
    public void Sublicenses_go_four_deep()
    {
        var last = Some.License(Some.Grant(endsAt: 0));
        var chain = new Dictionary<LicenseId, LicenseHistory> { [last.Origin!.Id] = last };
        for (var depth = 1; depth <= 4; depth++)
        {
            Assert.True(Decide(last, chain).IsPermitted);
            last = Under(last, $"depth {depth}");
            chain.Add(last.Origin!.Id, last);
        }

        Assert.Equal(new TooDeep(last.Origin!.Id), Decide(last, chain).Refusal);
        Assert.Equal(Standing.InForce, LicenseStanding.At(last, Some.Now, id => chain[id]));
    }

    [Fact]
    public void Under_a_license_that_does_not_stand_none_is_granted()
    {
        var terminated = Some.License().Apply(new LicenseTerminated(Some.At(), Some.Termination(Some.Now), default));
        Assert.Equal(new LicenseNotStanding(Some.Grant().Id, Standing.Terminated), Decide(terminated, []).Refusal);
        Assert.Equal(new LicenseUnknown(default), OriginDecision.Decide(LicenseHistory.Empty, FileHistory.Empty, Some.Sublicense(default), _ => LicenseHistory.Empty, Some.Now).Refusal);
        Assert.IsType<EmptyTerm>(OriginDecision.Decide(
            Some.License(), FileHistory.Empty, Some.Sublicense(Some.Grant().Id, endsAt: Some.Now), _ => LicenseHistory.Empty, Some.Now).Refusal);
        Assert.IsType<HeadMoved>(OriginDecision.Decide(
            Some.License(), FileHistory.Empty, Some.Sublicense(Some.Grant().Id) with { Previous = Some.Hash("x") }, _ => LicenseHistory.Empty, Some.Now).Refusal);
    }

    [Fact]
    public void An_amendment_of_a_sublicense_names_no_schedule()
    {
        var child = Under(Some.License());
        var amendment = Some.Amendment(child, Some.Now + 1, 0) with { License = child.Origin!.Id };
        Assert.Equal(new ScheduleOfParent(Some.Schedule), LicenseDecision.Decide(child, Some.FormedPool(), amendment, Some.Now).Refusal);
        Assert.True(LicenseDecision.Decide(child, Some.FormedPool(), amendment with { Schedule = default }, Some.Now).IsPermitted);
    }

    [Fact]
    public void An_import_is_the_administrators_statement_until_the_licensee_counter_signs()
    {
        Assert.True(OriginDecision.Decide(Some.FormedPool(), FileHistory.Empty, Import, Some.Now).IsPermitted);
        var license = LicenseHistory.Empty.Apply(new LicenseImported(Some.At(), Import, default));
        var sign = new CounterSignature(Import.Id, license.Head, Some.Later, Some.Hash("counter"));
        Assert.True(license.IsAttestedImport);
        Assert.True(LicenseDecision.Decide(license, sign, Some.Now).IsPermitted);

        var signed = license.Apply(new LicenseCounterSigned(Some.At(), sign, default));
        Assert.False(signed.IsAttestedImport);
        Assert.Equal(sign.ActId, signed.Head);
        Assert.Equal(new NotAttested(Import.Id), LicenseDecision.Decide(signed, sign with { Previous = signed.Head }, Some.Now).Refusal);
        Assert.IsType<NotAttested>(LicenseDecision.Decide(Some.License(), sign with { Previous = Some.Grant().ActId }, Some.Now).Refusal);
        Assert.False(Some.License().IsAttestedImport);
    }

    public static TheoryData<string, Func<AttestedImport, AttestedImport>> WrongImports => new()
    {
        { "schedule-unknown", import => import with { Schedule = default } },
        { "signed-in-future", import => import with { SignedAt = Some.Now + 1 } },
        { "empty-term", import => import with { EndsAt = 1 } },
        { "time-too-large", import => import with { StartsAt = 1UL << 40 } },
        { "head-moved", import => import with { Previous = Some.Hash("x") } },
        { "act-expired", import => import with { ExpiresAt = Some.Now - 1 } },
    };

    [Theory]
    [MemberData(nameof(WrongImports))]
    public void A_wrong_import_is_refused_with_its_code(string code, Func<AttestedImport, AttestedImport> spoil)
    {
        Assert.Equal(code, OriginDecision.Decide(Some.FormedPool(), FileHistory.Empty, spoil(Import), Some.Now).Refusal?.Code);
        Assert.IsType<PoolUnknown>(OriginDecision.Decide(PoolHistory.Empty, FileHistory.Empty, spoil(Import), Some.Now).Refusal);
    }

    private static LicenseHistory Under(LicenseHistory parent, string salt = "sublicense") =>
        LicenseHistory.Empty.Apply(new LicenseSublicensed(Some.At(), Some.Pool, Some.Sublicense(parent.Origin!.Id, salt), default));

    private static Decision Decide(LicenseHistory parent, Dictionary<LicenseId, LicenseHistory> chain) =>
        OriginDecision.Decide(parent, FileHistory.Empty, Some.Sublicense(parent.Origin!.Id, "next"), id => chain[id], Some.Now);
}
