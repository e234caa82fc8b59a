// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Verification;

public sealed class LicenseVerifierTests
{
    private static readonly EvidenceWorld World = new();
    private static readonly EvidenceWorld Ended = new(terminated: true);
    private static readonly LicenseEvidence True = World.Evidence;

    [Fact]
    public void True_evidence_on_a_trusted_block_is_valid_step_by_step()
    {
        var verification = LicenseVerifier.Verify(True, World.Trust);

        Assert.Equal("", string.Join('\n', verification.Steps.Where(step => !step.Ok).Select(step => step.Text + ": " + step.Detail)));
        Assert.Equal(Verdict.Valid, verification.Verdict);
        Assert.Null(verification.Failed);
        Assert.Equal(
            "id signature key receipt header completeness standing schedule",
            string.Join(' ', verification.Steps.Where(step => step.Of is null).Select(step => step.Text)));
        Assert.Equal(
            "id signature key receipt header completeness id signature key receipt header completeness records",
            string.Join(' ', verification.Steps.Where(step => step.Of is not null).Select(step => step.Text)));
    }

    [Fact]
    public void Without_a_trusted_block_true_evidence_is_unconfirmed()
    {
        Assert.Equal(Verdict.Unconfirmed, LicenseVerifier.Verify(True, null).Verdict);
        Assert.Equal(Verdict.Unconfirmed, LicenseVerifier.Verify(True, World.Trust with { Blocks = [] }).Verdict);
        Assert.Equal(Verdict.Unconfirmed, LicenseVerifier.Verify(True, World.Trust with { Blocks = [Hash32.Zero] }).Verdict);
    }

    [Fact]
    public void A_trusted_block_in_the_middle_confirms_only_what_came_before_it()
    {
        var middle = World.Headers.ElementAt(3).Hash();
        Assert.Equal(Verdict.Unconfirmed, LicenseVerifier.Verify(True, World.Trust with { Blocks = [middle] }).Verdict);
    }

    [Fact]
    public void Blocks_that_are_all_trusted_need_no_linking_headers()
    {
        HashSet<Hash32> used = [True.State.Block, .. True.Events.Select(proof => proof.Block), .. True.Records.Select(shown => shown.Record.RecentBlock)];
        var headers = World.Headers.Where(header => used.Contains(header.Hash())).Select(header => header.Encode());
        var sparse = True with { Headers = [.. headers] };
        Assert.Equal(Verdict.Valid, LicenseVerifier.Verify(sparse, World.Trust with { Blocks = [.. used] }).Verdict);
    }

    [Fact]
    public void The_standing_is_that_of_the_states_block_or_of_the_time_asked_for()
    {
        var now = LicenseVerifier.Verify(True, World.Trust);
        Assert.Equal((Standing.InForce, World.Head.Timestamp), (now.Standing, now.StandingTime));
        Assert.Equal(Standing.NotYet, LicenseVerifier.Verify(True, World.Trust, EvidenceWorld.Begin - 1).Standing);
        Assert.Equal(Standing.Expired, LicenseVerifier.Verify(True, World.Trust, EvidenceWorld.Begin + 1_000_000).Standing);
    }

    [Fact]
    public void A_terminated_license_verifies_and_stands_as_terminated()
    {
        var verification = LicenseVerifier.Verify(Ended.Evidence, Ended.Trust, ulong.MaxValue);
        Assert.Equal(Verdict.Valid, verification.Verdict);
        Assert.Equal(Standing.Terminated, verification.Standing);
    }

    [Fact]
    public void Evidence_without_usage_has_the_eight_steps() =>
        Assert.Equal(8, LicenseVerifier.Verify(new EvidenceWorld(withRecords: false).Evidence, World.Trust).Steps.Length);

    /// <summary>One row for each way that evidence can be wrong: the step that must fail, the note, and what is done.</summary>
    public static TheoryData<StepName, string, Func<LicenseEvidence, LicenseEvidence>> Wrong => new()
    {
        { StepName.Id, "id-mismatch", evidence => evidence with { License = new LicenseId(EvidenceWorld.Salt("x")) } },
        { StepName.Id, "id-mismatch", evidence => evidence with { Origin = (LicenseGrant)evidence.Origin with { EndsAt = 0 } } },
        { StepName.Id, "deployment-foreign", evidence => On(evidence, evidence.Deployment.Contracts with { ChainId = 1 }) },
        { StepName.Id, "deployment-foreign", evidence => On(evidence, evidence.Deployment.Contracts with { Pools = default }) },
        { StepName.Id, "charter-missing", evidence => Without(evidence, 3) },
        { StepName.Signature, "signature-count", evidence => evidence with { Signatures = evidence.Signatures.AsSpan()[..65].ToArray() } },
        { StepName.Signature, "signature-count", evidence => evidence with { Signatures = (byte[])[.. evidence.Signatures.AsSpan(), 0] } },
        { StepName.Signature, "signature-broken", evidence => evidence with { Signatures = new byte[130] } },
        { StepName.Signature, "signature-other", evidence => evidence with { Signatures = Swapped(evidence.Signatures) } },
        { StepName.Key, "party-missing", evidence => Without(evidence, 0) },
        { StepName.Key, "keys-incomplete", evidence => Without(evidence, 1) },
        { StepName.Key, "keys-incomplete", evidence => Without(evidence, 6) },
        { StepName.Key, "state-wrong", evidence => Keys(evidence, keys => keys.RemoveAt(0)) },
        { StepName.Key, "state-wrong", evidence => Keys(evidence, keys => [keys[0] with { Nodes = [] }, keys[1]]) },
        { StepName.Key, "state-wrong", evidence => evidence with { State = evidence.State with { PartiesAccount = [] } } },
        { StepName.Receipt, "receipt-wrong", evidence => Event(evidence, 4, proof => proof with { ReceiptNodes = [] }) },
        { StepName.Receipt, "receipt-wrong", evidence => Event(evidence, 4, proof => proof with { TransactionIndex = 7 }) },
        { StepName.Receipt, "log-missing", evidence => Event(evidence, 4, proof => proof with { LogIndex = 2 }) },
        { StepName.Receipt, "log-unreadable", evidence => Event(evidence, 4, proof => proof with { LogIndex = 0 }) },
        { StepName.Receipt, "event-order", evidence => evidence with { Events = [.. evidence.Events.Reverse()] } },
        { StepName.Receipt, "event-order", evidence => evidence with { Events = evidence.Events.Insert(4, evidence.Events[4]) } },
        { StepName.Receipt, "grant-missing", evidence => Without(evidence, 5) },
        { StepName.Header, "header-malformed", evidence => evidence with { Headers = evidence.Headers.SetItem(0, [1, 2, 3]) } },
        { StepName.Header, "header-missing", evidence => evidence with { Headers = evidence.Headers.RemoveAt(4) } },
        { StepName.Header, "header-missing", evidence => evidence with { Headers = [] } },
        { StepName.Header, "header-order", evidence => evidence with { Headers = [.. evidence.Headers.Reverse()] } },
        { StepName.Header, "header-order", evidence => evidence with { Headers = evidence.Headers.Add(evidence.Headers[^1]) } },
        { StepName.Header, "header-spare", evidence => evidence with { Headers = evidence.Headers.Add(Foreign()) } },
        { StepName.Header, "header-missing", evidence => evidence with { State = evidence.State with { Block = default } } },
        { StepName.Completeness, "file-incomplete", evidence => Without(evidence, 7) },
        { StepName.Completeness, "state-wrong", evidence => evidence with { State = evidence.State with { FileNodes = [] } } },
        { StepName.Completeness, "state-wrong", evidence => evidence with { State = evidence.State with { HeadNodes = evidence.State.RecordNodes.Add([1]) } } },
        { StepName.Completeness, "state-wrong", evidence => evidence with { State = evidence.State with { LicensesAccount = evidence.State.PartiesAccount } } },
        { StepName.Completeness, "state-wrong", evidence => Pool(evidence, pool => pool with { PoolsAccount = [] }) },
        { StepName.Completeness, "state-wrong", evidence => Pool(evidence, pool => pool with { LogKeysHeadNodes = [] }) },
        { StepName.Completeness, "seals-other", evidence => Pool(evidence, pool => pool with { UsageLogAccount = pool.PoolsAccount }) },
        { StepName.Completeness, "seals-other", evidence => Pool(evidence, pool => pool with { Seals = [new(0, pool.LogKeysHeadNodes)] }) },
        { StepName.Schedule, "schedule-missing", evidence => Without(evidence, 4) },
        { StepName.Schedule, "schedule-incomplete", evidence => Without(evidence, 8) },
        { StepName.Schedule, "schedule-other", evidence => Pool(evidence, pool => pool with { Schedules = [] }) },
        { StepName.Schedule, "schedule-other", evidence => Pool(evidence, pool => pool with { Schedules = [pool.Schedules[0] with { Schedule = default }] }) },
        { StepName.Schedule, "schedule-other", evidence => Pool(evidence, pool => pool with { Schedules = [pool.Schedules[0], pool.Schedules[0]] }) },
        { StepName.Schedule, "state-wrong", evidence => Pool(evidence, pool => pool with { Schedules = [pool.Schedules[0] with { Nodes = [] }] }) },
        { StepName.Schedule, "state-wrong", evidence => Pool(evidence, pool => pool with { PoolsAccount = evidence.State.LicensesAccount }) },
        { StepName.Standing, "state-wrong", evidence => evidence with { State = evidence.State with { RecordNodes = [] } } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_evidence_fails_at_its_step(StepName step, string code, Func<LicenseEvidence, LicenseEvidence> spoil)
    {
        var verification = LicenseVerifier.Verify(spoil(True), World.Trust);
        Assert.Equal(Verdict.Invalid, verification.Verdict);
        Assert.Contains(verification.Steps, found => found.Name == step && found.Of is null && !found.Ok && found.Note.Code == code);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_an_early_failure_hides_is_said_to_be_not_reached(StepName step, string code, Func<LicenseEvidence, LicenseEvidence> spoil)
    {
        var failing = LicenseVerifier.Verify(spoil(True), World.Trust).Steps.Where(found => !found.Ok).ToList();
        var causes = failing.Where(found => found.Note.Code != Note.NotReached).Select(found => found.Text).ToHashSet(StringComparer.Ordinal);
        Assert.True(causes.Count > 0, $"{step} {code}");
        Assert.All(failing.Where(found => found.Note.Code == Note.NotReached), found => Assert.Contains(found.Note.Args["step"], causes));
    }

    [Fact]
    public void A_termination_left_out_shows_in_the_head_and_in_the_record()
    {
        var silent = Ended.Evidence with { Events = Ended.Evidence.Events.RemoveAt(9) };
        var verification = LicenseVerifier.Verify(silent, Ended.Trust);
        Assert.Contains(verification.Steps, step => step is { Name: StepName.Completeness, Ok: false, Note.Code: "head-mismatch" });
        Assert.Contains(verification.Steps, step => step is { Name: StepName.Standing, Ok: false, Note.Code: "standing-mismatch" });
        Assert.Null(verification.Standing);
    }

    [Fact]
    public void State_from_before_the_events_proves_no_completeness()
    {
        var early = True with { State = True.State with { Block = World.Headers.ElementAt(2).Hash() } };
        var verification = LicenseVerifier.Verify(early, World.Trust);
        Assert.Contains(verification.Steps, step => step is { Name: StepName.Completeness, Ok: false, Note.Code: "license-later" });
    }

    [Fact]
    public void Other_code_under_the_contracts_address_fails_the_id()
    {
        var verification = LicenseVerifier.Verify(True, World.Trust with { LicensesCodeHash = EvidenceWorld.Salt("other code") });
        Assert.Equal("code-foreign", verification.Failed?.Note.Code);
        Assert.Equal(StepName.Id, verification.Failed?.Name);
    }

    [Fact]
    public void A_grant_signed_by_a_key_that_did_not_hold_fails_the_key()
    {
        var forged = EvidenceWorld.Forged();
        var verification = LicenseVerifier.Verify(forged.Evidence, forged.Trust);
        Assert.Equal(StepName.Key, verification.Failed?.Name);
        Assert.Equal("key-not-held", verification.Failed?.Note.Code);
    }

    [Fact]
    public void A_key_retired_later_in_the_same_block_still_held_when_it_signed()
    {
        var world = new EvidenceWorld(retiringAtOnce: true);
        var verification = LicenseVerifier.Verify(world.Evidence, world.Trust);
        Assert.Null(verification.Failed?.Detail);
        Assert.Equal(Verdict.Valid, verification.Verdict);
    }

    private static LicenseEvidence On(LicenseEvidence evidence, Domain.Pools.ContractAddresses contracts) =>
        evidence with { Deployment = evidence.Deployment with { Contracts = contracts } };

    private static LicenseEvidence Without(LicenseEvidence evidence, int position) => evidence with { Events = evidence.Events.RemoveAt(position) };

    private static LicenseEvidence Event(LicenseEvidence evidence, int position, Func<EventProof, EventProof> spoil) =>
        evidence with { Events = evidence.Events.SetItem(position, spoil(evidence.Events[position])) };

    private static LicenseEvidence Pool(LicenseEvidence evidence, Func<PoolState, PoolState> spoil) =>
        evidence with { State = evidence.State with { Pool = spoil(evidence.State.Pool) } };

    private static LicenseEvidence Keys(LicenseEvidence evidence, Func<ImmutableArray<KeysHeadProof>, ImmutableArray<KeysHeadProof>> spoil) =>
        evidence with { State = evidence.State with { KeysHeads = spoil(evidence.State.KeysHeads) } };

    private static SignatureRun Swapped(SignatureRun run) => new([.. run[1], .. run[0]]);

    private static byte[] Foreign() => (World.Head with { Number = World.Head.Number + 5, ParentHash = EvidenceWorld.Salt("elsewhere") }).Encode();
}
