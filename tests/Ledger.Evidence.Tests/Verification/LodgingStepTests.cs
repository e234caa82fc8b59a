// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Verification;

/// <summary>A report that was lodged on chain: what its evidence proves of when it was handed in, and each way for that to be wrong.</summary>
public sealed class LodgingStepTests
{
    private const ulong Day = 86_400;

    private static readonly CharterTerms TwoDays = new("Asia/Shanghai", 20, 2);
    private static readonly EvidenceWorld World = new(lodged: new(TwoDays));

    /// <summary>The end of the second local day after that of the lodging.</summary>
    private static ulong End(EvidenceWorld world, int days = 2) => new PoolDeadline(days, TwoDays.Zone).After(world.LodgedTime)!.Value - 1;

    [Fact]
    public void A_report_whose_body_followed_within_the_charters_grace_counts_from_its_lodging()
    {
        var (verification, step) = Judge(World);
        Assert.Equal((Verdict.Valid, "lodging-ok"), (verification.Verdict, step?.Note.Code));
        Assert.Equal(($"{World.LodgedTime}", $"{End(World)}", "2"), (step!.Note.Args["lodged"], step.Note.Args["until"], step.Note.Args["days"]));
        Assert.Equal(World.Evidence.Records[^1].Id.ToString(), step.Of);
        Assert.Single(verification.Steps, one => one.Name == StepName.Lodging);
        Assert.Contains(verification.Steps, one => one.Note.Code is "charter-ok" && one.Note.Args["shown"] is "2");
    }

    [Fact]
    public void Of_a_report_without_a_lodging_nothing_is_said()
    {
        var (verification, step) = Judge(new EvidenceWorld());
        Assert.Equal((Verdict.Valid, null), (verification.Verdict, step));
        Assert.Null(Judge(World, World.Evidence with { Events = World.Evidence.Events.RemoveAt(World.LodgingAt) }).Step);
    }

    [Theory]
    [InlineData(0, "lodging-ok")]
    [InlineData(1, "lodging-unproven")]
    public void The_last_second_of_the_grace_is_in_time_and_after_it_nothing_is_proven(ulong more, string code)
    {
        var until = End(World);
        var world = new EvidenceWorld(lodged: new(TwoDays, until - World.LodgedTime + more));
        Assert.Equal((World.LodgedTime, Verdict.Valid, code), (world.LodgedTime, Judge(world).Verification.Verdict, Judge(world).Step?.Note.Code));
    }

    [Fact]
    public void A_lodging_after_the_checkpoint_changes_nothing()
    {
        var (verification, step) = Judge(new EvidenceWorld(lodged: new(TwoDays, null)));
        Assert.Equal((Verdict.Valid, "lodging-later"), (verification.Verdict, step?.Note.Code));
    }

    [Fact]
    public void The_text_of_the_charter_that_stood_at_the_lodging_judges_not_the_one_before_nor_the_one_after()
    {
        var world = new EvidenceWorld(lodged: new(TwoDays, 3 * Day, Before: TwoDays with { LodgeGraceDays = 5 }, After: TwoDays with { LodgeGraceDays = 1 }));
        var (verification, step) = Judge(world);
        Assert.Equal((Verdict.Valid, "lodging-ok", "5"), (verification.Verdict, step?.Note.Code, step?.Note.Args["days"]));

        var others = world.Evidence with { Terms = [world.Evidence.Terms[0], world.Evidence.Terms[2]] };
        Assert.Equal("lodging-grace-unshown", Judge(world, others).Step?.Note.Code);
        var relabelled = world.Evidence with { Terms = [world.Evidence.Terms[0], new(world.Evidence.Terms[1].Version, world.Evidence.Terms[2].Disclosed)] };
        Assert.Equal((Verdict.Invalid, "terms-root-other"), Failed(world, relabelled));
        Assert.Equal(StepName.Terms.ToString().ToLowerInvariant(), Judge(world, relabelled).Step?.Note.Args["step"]);
    }

    [Fact]
    public void A_change_of_the_charter_left_out_shows_by_its_head()
    {
        var world = new EvidenceWorld(lodged: new(TwoDays, Before: TwoDays with { LodgeGraceDays = 1 }));
        var without = world.Evidence with { Events = world.Evidence.Events.RemoveAt(world.LodgingAt - 1), Terms = [world.Evidence.Terms[0]] };
        Assert.Equal((Verdict.Invalid, "charters-incomplete"), Failed(world, without));
        var last = new EvidenceWorld(lodged: new(TwoDays, After: TwoDays));
        Assert.Equal((Verdict.Invalid, "charters-incomplete"), Failed(last, last.Evidence with { Events = last.Evidence.Events.RemoveAt(last.LodgingAt + 1), Terms = [last.Evidence.Terms[0]] }));
        Assert.Equal((Verdict.Invalid, "state-wrong"), Failed(World, World.Evidence with { State = World.Evidence.State with { Pool = World.Evidence.State.Pool with { CharterHeadNodes = [] } } }));
    }

    [Fact]
    public void Fields_of_the_charter_that_it_does_not_have_are_refused()
    {
        var text = World.Evidence.Terms[0];
        var shown = text.Disclosed!;
        LicenseEvidence With(Disclosed other) => World.Evidence with { Terms = [text with { Disclosed = other }] };

        var grace = shown.Fields[1];
        Assert.Equal((Verdict.Invalid, "terms-path-wrong"), Failed(World, With(shown with { Fields = shown.Fields.SetItem(1, grace with { Value = new(grace.Value.Type, "9") }) })));
        Assert.Equal((Verdict.Invalid, "terms-root-other"), Failed(World, With(shown with { TreeRoot = default })));
        Assert.Equal((Verdict.Invalid, "terms-schema-unknown"), Failed(World, With(World.Terms.Disclose(1))));
        Assert.Equal((Verdict.Invalid, "terms-schema-unknown"), Failed(World, World.Evidence with { Terms = [new(World.First.ActId, shown)] }));
        Assert.Equal((Verdict.Invalid, "terms-version-unknown"), Failed(World, World.Evidence with { Terms = [new(EvidenceWorld.Salt("nobody's"), shown)] }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Where_zone_or_grace_is_withheld_or_the_text_is_not_shown_nothing_is_proven(int left)
    {
        var shown = World.Evidence.Terms[0];
        var partly = World.Evidence with { Terms = [shown with { Disclosed = shown.Disclosed! with { Fields = [shown.Disclosed.Fields[left]] } }] };
        Assert.Equal((Verdict.Valid, "lodging-grace-unshown"), (Judge(World, partly).Verification.Verdict, Judge(World, partly).Step?.Note.Code));
        Assert.Equal("lodging-grace-unshown", Judge(World, World.Evidence with { Terms = [] }).Step?.Note.Code);
    }

    [Theory]
    [InlineData("Asia/Shanghai", null, "lodging-grace-silent")]
    [InlineData("Asia/Atlantis", 2, "lodging-grace-uncountable")]
    [InlineData("Asia/Shanghai", 0, "lodging-grace-uncountable")]
    [InlineData("Asia/Shanghai", 367, "lodging-grace-uncountable")]
    [InlineData("Asia/Shanghai", -1, "lodging-grace-uncountable")]
    public void A_charter_without_a_grace_that_can_be_counted_proves_nothing(string zone, int? days, string code)
    {
        var (verification, step) = Judge(new EvidenceWorld(lodged: new(new(zone, 20, days))));
        Assert.Equal((Verdict.Valid, code), (verification.Verdict, step?.Note.Code));
    }

    [Fact]
    public void A_lodging_of_another_digest_pool_or_contract_and_another_policy_do_not_belong_here()
    {
        Assert.Equal((Verdict.Invalid, "event-spare"), Stray(world => TestLogs.OfLodging(world.Deployment, world.Charter.Id, EvidenceWorld.Salt("another"))));
        Assert.Equal((Verdict.Invalid, "event-spare"), Stray(world => TestLogs.OfLodging(world.Deployment, new PoolId(EvidenceWorld.Salt("another")), Digest(world))));
        Assert.Equal((Verdict.Invalid, "log-unreadable"), Stray(world => TestLogs.OfLodging(world.Deployment, world.Charter.Id, Digest(world)) with { Address = world.Contracts.Pools }));
        Assert.Equal((Verdict.Invalid, "log-unreadable"), Stray(world => TestLogs.OfLodging(world.Deployment, world.Charter.Id, Digest(world)) with { Data = new byte[32] }));
        Assert.Equal((Verdict.Invalid, "event-spare"), Stray(world =>
        {
            var change = new PolicyChange(world.Charter.Id, EvidenceWorld.Salt("policy"), default, default, default, ulong.MaxValue, default);
            return TestLogs.Of(world.Deployment, change, new SignatureRun(new byte[65]));
        }));
        Assert.Equal((Verdict.Invalid, "license-later"), Stray(world => TestLogs.OfLodging(world.Deployment, world.Charter.Id, Digest(world))));
    }

    [Fact]
    public void A_bundle_keeps_the_lodging_and_the_charters_fields()
    {
        var bundle = EvidenceBundle.Write(World.Evidence);
        Assert.True(bundle.AsSpan().IndexOf("\"name\":\"lodgeGraceDays\""u8) > 0);
        var verification = EvidenceBundle.Verify(bundle, World.Trust);
        Assert.Equal((Verdict.Valid, null), (verification.Verdict, verification.Failed?.Detail));
        Assert.Contains(verification.Steps, step => step.Note.Code is "lodging-ok");
    }

    private static Hash32 Digest(EvidenceWorld world) => world.Evidence.Records[^1].Id.Value;

    /// <summary>The verdict over a world with one event more, in a block after the state's.</summary>
    private static (Verdict, string?) Stray(Func<EvidenceWorld, LogEntry> log)
    {
        var world = new EvidenceWorld();
        var proof = world.Stray(log(world));
        return Failed(world, world.Evidence with { Events = world.Evidence.Events.Add(proof), Headers = world.Evidence.Headers.Add(world.Head.Encode()) });
    }

    private static (Verdict, string?) Failed(EvidenceWorld world, LicenseEvidence evidence)
    {
        var verification = LicenseVerifier.Verify(evidence, world.Trust);
        return (verification.Verdict, verification.Failed?.Note.Code);
    }

    private static (LicenseVerification Verification, VerificationStep? Step) Judge(EvidenceWorld world, LicenseEvidence? evidence = null)
    {
        var verification = LicenseVerifier.Verify(evidence ?? world.Evidence, world.Trust);
        return (verification, verification.Steps.SingleOrDefault(step => step.Name == StepName.Lodging));
    }
}
