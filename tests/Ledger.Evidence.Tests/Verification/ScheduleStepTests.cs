// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Verification;

/// <summary>A license that attached to one schedule and was amended to attach to another, after that one's second revision.</summary>
public sealed class ScheduleStepTests
{
    private static readonly EvidenceWorld World = new(amended: true);
    private static readonly LicenseEvidence True = World.Evidence;
    private static readonly string Amended = World.Amendment!.ActId.ToString();

    [Fact]
    public void Each_schedule_has_its_step_from_the_revision_that_the_license_took_up()
    {
        var verification = LicenseVerifier.Verify(True, World.Trust);
        Assert.Equal((Verdict.Valid, null), (verification.Verdict, verification.Failed?.Detail));
        Assert.Equal(
            [(null, "1", "1"), (Amended, "2", "0")],
            verification.Steps.Where(step => step.Name == StepName.Schedule).Select(step => (step.Of, step.Note.Args["revision"], step.Note.Args["later"])));
    }

    [Fact]
    public void A_revision_that_was_replaced_before_is_not_among_those_covered()
    {
        var (position, proof) = World.EarlyRevision;
        Assert.Equal("schedule-early", Failing(True with { Events = True.Events.Insert(position, proof) }, Amended));
    }

    [Fact]
    public void The_revision_that_an_amendment_took_up_is_missed() =>
        Assert.Equal("schedule-missing", Failing(True with { Events = True.Events.RemoveAt(World.EarlyRevision.Position) }, Amended));

    [Fact]
    public void Another_schedules_head_is_no_head_of_this_one()
    {
        var (one, other) = (True.State.Pool.Schedules[0], True.State.Pool.Schedules[1]);
        var swapped = True.State.Pool with { Schedules = [one with { Nodes = other.Nodes }, other with { Nodes = one.Nodes }] };
        var spoilt = True with { State = True.State with { Pool = swapped } };
        Assert.Equal("state-wrong", Failing(spoilt, null));
        Assert.Equal("state-wrong", Failing(spoilt, Amended));
    }

    [Fact]
    public void A_revision_of_a_schedule_that_no_version_names_is_spare()
    {
        var unamended = True with { Events = True.Events.RemoveAt(World.EarlyRevision.Position + 1) };
        Assert.Contains(
            LicenseVerifier.Verify(unamended, World.Trust).Steps, step => step is { Name: StepName.Receipt, Ok: false, Note.Code: "event-spare" });
    }

    private static string Failing(LicenseEvidence evidence, string? of)
    {
        var verification = LicenseVerifier.Verify(evidence, World.Trust);
        Assert.Equal(Verdict.Invalid, verification.Verdict);
        return Assert.Single(verification.Steps, step => step.Name == StepName.Schedule && step.Of == of && !step.Ok).Note.Code;
    }
}
