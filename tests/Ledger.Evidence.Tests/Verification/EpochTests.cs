// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Verification;

/// <summary>Five reports over three epochs of one usage log, whose key changed twice.</summary>
public sealed class EpochTests
{
    private static readonly EvidenceWorld World = new(rekeyed: true);
    private static readonly LicenseEvidence True = World.Evidence;

    // The events: eight of the parties, the pool, the licenses and the schedule, the schedule's second revision, then these.
    private const int FirstChange = 10;
    private const int SecondChange = 12;

    [Fact]
    public void Reports_of_every_epoch_are_proven_also_those_that_a_seal_carried_on()
    {
        var verification = LicenseVerifier.Verify(True, World.Trust);
        Assert.Equal((Verdict.Valid, null), (verification.Verdict, verification.Failed?.Detail));
        Assert.Equal(
            ["inclusion-ok", "inclusion-ok", "inclusion-carried-ok", "inclusion-carried-ok", "inclusion-carried-ok", "inclusion-ok"],
            verification.Steps.Where(step => step is { Name: StepName.Completeness, Of: not null }).Select(step => step.Note.Code));
    }

    /// <summary>One row for each way that evidence over epochs can be wrong: the step, the note, which report it is about, and what is done.</summary>
    public static TheoryData<StepName, string, int?, Func<LicenseEvidence, LicenseEvidence>> Wrong => new()
    {
        // A change is missing, or the first of two is skipped.
        { StepName.Completeness, "log-keys-incomplete", null, evidence => Without(evidence, SecondChange) },
        { StepName.Signature, "promise-epoch-unknown", 4, evidence => Without(evidence, SecondChange) },
        { StepName.Completeness, "log-keys-incomplete", null, evidence => Without(evidence, FirstChange) },
        { StepName.Signature, "promise-epoch-unknown", 3, evidence => Without(evidence, FirstChange) },
        { StepName.Completeness, "log-keys-incomplete", null, evidence => Without(Without(evidence, SecondChange), FirstChange) },

        // The key of another epoch, a change of another pool.
        { StepName.Signature, "promise-broken", 0, evidence => Promise(evidence, 0, usage => usage with { PromiseSignature = Signed(evidence, 0, EvidenceWorld.LaterLogKeys[0]) }) },
        { StepName.Signature, "promise-broken", 4, evidence => Promise(evidence, 4, usage => usage with { PromiseSignature = Signed(evidence, 4, EvidenceWorld.LogKey) }) },
        { StepName.Receipt, "event-spare", null, evidence => evidence with { Events = evidence.Events.Insert(World.ForeignChange.Position, World.ForeignChange.Proof) } },

        // The promise is of no epoch, of another, before the seal, beyond the tree.
        { StepName.Signature, "promise-epoch-unknown", 4, evidence => Promise(evidence, 4, usage => usage with { Promise = usage.Promise with { Epoch = 3 } }) },
        { StepName.Completeness, "promise-elsewhere", 0, evidence => Promise(evidence, 0, usage => usage with { Promise = usage.Promise with { Epoch = 1 } }) },
        { StepName.Completeness, "promise-elsewhere", 1, evidence => Promise(evidence, 1, usage => usage with { Promise = usage.Promise with { Index = 3 } }) },
        { StepName.Completeness, "promise-elsewhere", 2, evidence => Promise(evidence, 2, usage => usage with { Promise = usage.Promise with { Index = 5 } }) },
        { StepName.Completeness, "promise-elsewhere", 4, evidence => Promise(evidence, 4, usage => usage with { Checkpoint = evidence.Records[1].Checkpoint }) },
        { StepName.Completeness, "inclusion-wrong", 1, evidence => Promise(evidence, 1, usage => usage with { Promise = usage.Promise with { Index = 4 } }) },
        { StepName.Completeness, "inclusion-wrong", 2, evidence => Promise(evidence, 2, usage => usage with { Promise = usage.Promise with { Index = ulong.MaxValue } }) },
        { StepName.Completeness, "inclusion-wrong", 4, evidence => Promise(evidence, 4, usage => usage with { Promise = usage.Promise with { Index = 9 } }) },

        // The sizes are those of other epochs, fewer, more, or not proven.
        { StepName.Completeness, "state-wrong", null, evidence => Seals(evidence, pool => pool with { Seals = [pool.Seals[0] with { Nodes = pool.Seals[1].Nodes }, pool.Seals[1] with { Nodes = pool.Seals[0].Nodes }] }) },
        { StepName.Completeness, "state-wrong", null, evidence => Seals(evidence, pool => pool with { UsageLogAccount = [] }) },
        { StepName.Completeness, "seals-other", null, evidence => Seals(evidence, pool => pool with { Seals = pool.Seals.RemoveAt(1) }) },
        { StepName.Completeness, "seals-other", null, evidence => Seals(evidence, pool => pool with { Seals = [pool.Seals[1], pool.Seals[0]] }) },
        { StepName.Completeness, "seals-other", null, evidence => Seals(evidence, pool => pool with { Seals = [.. pool.Seals, pool.Seals[1] with { Epoch = 2 }] }) },
        { StepName.Completeness, "seals-other", null, evidence => evidence with { Records = [] } },
        { StepName.Completeness, "state-wrong", null, evidence => Seals(evidence, pool => pool with { LogKeysHeadNodes = [] }) },
        { StepName.Completeness, "not-reached", 1, evidence => Seals(evidence, pool => pool with { Seals = [] }) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_evidence_over_epochs_fails_at_its_step(StepName step, string code, int? report, Func<LicenseEvidence, LicenseEvidence> spoil)
    {
        var spoilt = spoil(True);
        var of = report is { } index ? spoilt.Records[index + 1].Id.ToString() : null;
        var verification = LicenseVerifier.Verify(spoilt, World.Trust);
        Assert.Equal(Verdict.Invalid, verification.Verdict);
        Assert.Contains(verification.Steps, found => found.Name == step && found.Of == of && !found.Ok && found.Note.Code == code);
        var causes = verification.Steps.Where(found => !found.Ok && found.Note.Code != Note.NotReached).Select(found => found.Text).ToHashSet(StringComparer.Ordinal);
        Assert.All(verification.Steps.Where(found => found.Note.Code == Note.NotReached), found => Assert.Contains(found.Note.Args["step"], causes));
    }

    [Fact]
    public void A_report_in_the_epoch_of_its_promise_stands_without_the_sizes()
    {
        var verification = LicenseVerifier.Verify(Seals(True, pool => pool with { Seals = [] }), World.Trust);
        Assert.Contains(verification.Steps, step => step is { Name: StepName.Completeness, Ok: true } && step.Of == True.Records[1].Id.ToString());
    }

    private static LicenseEvidence Without(LicenseEvidence evidence, int position) => evidence with { Events = evidence.Events.RemoveAt(position) };

    /// <summary>A report changed: the opening of their stream stands before them.</summary>
    private static LicenseEvidence Promise(LicenseEvidence evidence, int report, Func<RecordEvidence, RecordEvidence> spoil) =>
        evidence with { Records = evidence.Records.SetItem(report + 1, spoil(evidence.Records[report + 1])) };

    private static Ethereum.Signature Signed(LicenseEvidence evidence, int report, TestKey key) =>
        key.Sign(evidence.Records[report + 1].Promise.Digest(evidence.Deployment.DomainOf(Domain.Acts.ContractName.UsageLog)));

    private static LicenseEvidence Seals(LicenseEvidence evidence, Func<PoolState, PoolState> spoil) =>
        evidence with { State = evidence.State with { Pool = spoil(evidence.State.Pool) } };
}
