// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Proposing;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Ethereum;

namespace Ledger.Application.Tests;

/// <summary>Every act through all rooms: proposed, signed, recorded by the contracts on a real chain, folded, shown and verified.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class ActTests(SeededTemplate template)
{
    [Fact]
    public async Task A_license_is_amended_suspended_reinstated_and_assigned_and_verifies_after_each()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = (await test.LicenseAsync("licensee-harbor")).Id;
        var now = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds();

        var amended = await test.RecordAsync("Amendment", new { license, effectiveAt = now + 600, endsAt = now + 900_000 }, null, "administrator", "licensee-harbor");
        await VerifiesAsync(test, license, "InForce");
        var suspended = await test.RecordAsync(
            "Suspension", new { license, effectiveAt = now + 1200 }, new ProposalDocuments(Reason: "Royalties unpaid"), "administrator");
        test.Clock.Move(TimeSpan.FromMinutes(30));
        await test.SettleAsync();
        await VerifiesAsync(test, license, "Suspended");
        await test.RecordAsync("Reinstatement", new { license, effectiveAt = now + 1500 }, null, "administrator");
        await VerifiesAsync(test, license, "InForce");
        var assigned = await test.RecordAsync(
            "Assignment", new { license, assignee = test.Party("licensee-willow").Value }, new ProposalDocuments(Evidence: "Merger"),
            "administrator", "licensee-harbor", "licensee-willow");
        await VerifiesAsync(test, license, "InForce");

        var view = TestLedger.Must(await test.Ledger.Registry.LicenseAsync(license, CancellationToken.None));
        Assert.Equal(test.Party("licensee-willow").Value, view.Licensee);
        Assert.Equal([license, amended.Id], view.Versions.Select(version => version.Id));
        Assert.Equal(assigned.Id, view.Head);
        Assert.Equal(5, view.Acts);
        Assert.Equal(new SuspensionView(now + 1200, now + 1500), Assert.Single(view.Suspensions));
        Assert.Contains(license, (await test.LicensesOfAsync("licensee-willow")).Select(one => one.Id));
        Assert.DoesNotContain(license, (await test.LicensesOfAsync("licensee-harbor")).Select(one => one.Id));

        var then = TestLedger.Must(await test.Ledger.Registry.HistoryAsync(license, now + 1300, null, CancellationToken.None));
        Assert.Equal(("Suspended", test.Party("licensee-harbor").Value, amended.Id), (then.Standing, then.Licensee, then.Version));
        var before = TestLedger.Must(await test.Ledger.Registry.HistoryAsync(license, now + 1300, view.Recorded.Block, CancellationToken.None));
        Assert.Equal("InForce", before.Standing);
        Assert.NotEqual(suspended.Id, view.Head);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_sublicense_stands_and_falls_with_its_parent()
    {
        await using var test = await TestLedger.StartAsync(template);
        var parent = (await test.LicenseAsync("licensee-harbor")).Id;
        var now = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds();
        var sublicense = (await test.RecordAsync(
            "Sublicense", new { parent, sublicensee = test.Party("alliance").Value, startsAt = now }, null, "licensee-harbor", "alliance")).Id;
        test.Clock.Move(TimeSpan.FromMinutes(5));
        await test.SettleAsync();
        await VerifiesAsync(test, sublicense, "InForce");

        await test.RecordAsync("Suspension", new { license = parent, effectiveAt = now + 600 }, null, "administrator");
        test.Clock.Move(TimeSpan.FromMinutes(20));
        await test.SettleAsync();
        await VerifiesAsync(test, sublicense, "Suspended");
        var view = TestLedger.Must(await test.Ledger.Registry.LicenseAsync(sublicense, CancellationToken.None));
        Assert.Equal(parent, view.Parent);
        Assert.NotNull(view.Schedule);

        var refused = await test.Ledger.Proposals.CreateAsync(
            new ProposalRequest("Sublicense", TestLedger.Json(new { parent, sublicensee = test.Party("licensee-willow").Value, startsAt = now })), "en", CancellationToken.None);
        Assert.Equal(new LicenseNotStanding(new LicenseId(parent), Standing.Suspended), refused.Refusal);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_paper_license_is_the_administrators_statement_until_its_licensee_counter_signs()
    {
        await using var test = await TestLedger.StartAsync(template);
        var schedule = (await test.LicenseAsync("licensee-harbor")).Schedule;
        var now = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds();
        var import = (await test.RecordAsync(
            "AttestedImport",
            new { pool = (await test.PoolAsync()).Id, licensee = test.Party("alliance").Value, schedule, startsAt = now - 1000, signedAt = now - 1000 },
            new ProposalDocuments(Paper: "The paper of 2019"),
            "administrator")).Id;
        var view = TestLedger.Must(await test.Ledger.Registry.LicenseAsync(import, CancellationToken.None));
        Assert.True(view.AttestedImport);
        var verification = await VerifiesAsync(test, import, "InForce");
        Assert.Contains("administrator alone", verification.Steps.Single(step => step.Name == "signature").Detail, StringComparison.Ordinal);

        await test.RecordAsync("CounterSignature", new { license = import }, null, "alliance");
        Assert.False(TestLedger.Must(await test.Ledger.Registry.LicenseAsync(import, CancellationToken.None)).AttestedImport);
        await VerifiesAsync(test, import, "InForce");
        await test.CheckAll();
    }

    [Fact]
    public async Task A_member_owned_pool_decides_by_quorum()
    {
        await using var test = await TestLedger.StartAsync(template);
        string[] founders = ["licensee-harbor", "licensee-willow", "alliance"];
        var pool = (await test.RecordAsync(
            "PoolCharter",
            new { governance = 1, administrator = test.Party("administrator").Value, founders = founders.Select(name => test.Party(name).Value), quorumPerMille = 600 },
            null,
            ["administrator", .. founders])).Id;
        Assert.Equal(3, (await test.MembersAsync(pool)).Count);

        var admission = await test.ProposeAsync("Admission", new { pool, party = test.Party("working-group").Value });
        Assert.Equal(2, admission.Quorum!.Threshold);
        Assert.Equal(["party"], admission.Required.Select(signer => signer.Role));
        admission = await test.SignAsync(admission, "licensee-willow", "working-group");
        Assert.Equal("collecting", admission.State);
        admission = await test.SignAsync(admission, "licensee-harbor");
        Assert.Equal("ready", admission.State);
        await test.SettleAsync();
        Assert.Equal("recorded", TestLedger.Must(await test.Ledger.Proposals.GetAsync(admission.Id, "en", CancellationToken.None)).State);
        var member = (await test.MembersAsync(pool)).Single(one => one.Party.Id == test.Party("working-group").Value);
        Assert.Equal("admission", member.How);
        Assert.Equal(3, member.Act.Signatures.Count);
        Assert.All(member.Act.Signatures, signature => Assert.NotNull(signature.Party));

        var removal = await test.ProposeAsync("Removal", new { pool, party = test.Party("working-group").Value }, new ProposalDocuments(Reason: "Gone"));
        Assert.DoesNotContain(test.Party("working-group").Value, removal.Quorum!.Members);
        await test.SignAsync(removal, founders[0], founders[1]);
        await test.SettleAsync();
        Assert.Equal(3, (await test.MembersAsync(pool)).Count);
        Assert.Equal(4, (await test.MembersAsync(pool, member.Joined)).Count);

        await test.RecordAsync("Departure", new { pool, party = test.Party("alliance").Value }, null, "alliance");
        await test.RecordAsync(
            "Succession", new { pool, party = test.Party("licensee-willow").Value, successor = test.Party("alliance").Value }, new ProposalDocuments(Evidence: "Bought"),
            "licensee-willow", "alliance", "licensee-harbor");
        var spells = TestLedger.Must(await test.Ledger.Registry.MembersSinceAsync(pool, 0, null, 50, CancellationToken.None)).Items;
        Assert.Equal(
            [("alliance", "charter", true), ("alliance", "succession", false), ("licensee-harbor", "charter", false), ("licensee-willow", "charter", true), ("working-group", "admission", true)],
            spells.Select(spell => (test.NameOf(spell.Party.Id), spell.How, spell.Left is not null)).Order());
        var removed = spells.Single(spell => spell.Party.Id == member.Party.Id).Left!.Value;
        Assert.DoesNotContain(
            TestLedger.Must(await test.Ledger.Registry.MembersSinceAsync(pool, removed, null, 50, CancellationToken.None)).Items, spell => spell.Party.Id == member.Party.Id);

        await test.RecordAsync("AdministratorChange", new { pool, administrator = test.Party("alliance").Value }, null, "alliance", "licensee-harbor");
        var changed = TestLedger.Must(await test.Ledger.Registry.PoolAsync(pool, CancellationToken.None));
        Assert.Equal(test.Party("alliance").Value, changed.Administrator.Id);
        Assert.Equal(2, changed.Administrators.Count);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_vote_taken_back_is_one_vote_less()
    {
        await using var test = await TestLedger.StartAsync(template);
        string[] founders = ["licensee-harbor", "licensee-willow", "alliance"];
        var pool = (await test.RecordAsync(
            "PoolCharter",
            new { governance = 1, administrator = test.Party("administrator").Value, founders = founders.Select(name => test.Party(name).Value), quorumPerMille = 600 },
            null,
            ["administrator", .. founders])).Id;
        var policy = await test.ProposeAsync(
            "PolicyChange", new { pool, policy = Records.Salt(), codeHash = Records.Salt() }, new ProposalDocuments(Policy: "Rates are published."));
        policy = await test.SignAsync(policy, "administrator", founders[0]);
        await test.RecordAsync("Void", new { actId = policy.Id, party = test.Party(founders[0]).Value }, null, founders[0]);
        policy = await test.SignAsync(policy, founders[1]);
        Assert.Equal("collecting", policy.State);
        policy = await test.SignAsync(policy, founders[2]);
        Assert.Equal("ready", policy.State);
        await test.SettleAsync();
        Assert.Single(TestLedger.Must(await test.Ledger.Registry.PoolAsync(pool, CancellationToken.None)).Policies);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_party_is_enrolled_and_its_name_stays_off_the_public_view()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = (await test.PoolAsync()).Id;
        var document = new EnrolmentDocument("Harbor Electronics Ltd", RegisterNumber.Lei, "529900T8BM49AURSDO55", "DE");
        var refused = await test.Ledger.Proposals.CreateAsync(
            new ProposalRequest(
                "Enrolment", TestLedger.Json(new { pool, party = test.Party("licensee-harbor").Value }),
                new ProposalDocuments(Enrolment: document with { RegisterNumber = "529900T8BM49AURSDO56" })),
            "en", CancellationToken.None);
        Assert.IsType<MessageInvalid>(refused.Refusal);
        var enrolment = await test.RecordAsync(
            "Enrolment", new { pool, party = test.Party("licensee-harbor").Value }, new ProposalDocuments(Enrolment: document), "administrator", "licensee-harbor");
        var view = TestLedger.Must(await test.Ledger.Registry.PartyAsync(test.Party("licensee-harbor").Value, CancellationToken.None));
        Assert.Equal(enrolment.Id, Assert.Single(view.Enrolments).Head);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_guardian_recovers_a_party_after_the_wait_and_an_older_key_cancels()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (root, guardian, fresh) = (test.NewKey("root"), test.NewKey("guardian"), test.NewKey("fresh"));
        var opening = await test.ProposeAsync("PartyOpening", new { rootKey = root.Signer.Address, guardian = guardian.Signer.Address });
        var party = opening.Id;
        await test.SignWithAsync(opening, (null, root));

        var start = await test.ProposeAsync("RecoveryStart", new { party, newKey = fresh.Signer.Address });
        await test.SignWithAsync(start, (null, guardian), (null, fresh));
        var cancel = await test.ProposeAsync("RecoveryCancellation", new { party });
        await test.SignWithAsync(cancel, (party, root));
        start = await test.ProposeAsync("RecoveryStart", new { party, newKey = fresh.Signer.Address });
        await test.SignWithAsync(start, (null, guardian), (null, fresh));
        var early = await test.Ledger.Proposals.CreateAsync(new ProposalRequest("RecoveryCompletion", TestLedger.Json(new { party })), "en", CancellationToken.None);
        Assert.IsType<RecoveryWaits>(early.Refusal);
        var waiting = TestLedger.Must(await test.Ledger.Registry.PartyAsync(party, CancellationToken.None)).Recovery!;
        Assert.Equal(waiting.StartedAt + PendingRecovery.Delay, waiting.DueAt);

        test.Clock.Move(TimeSpan.FromDays(14) + TimeSpan.FromMinutes(1));
        await test.SettleAsync();
        var completion = await test.ProposeAsync("RecoveryCompletion", new { party });
        await test.SignWithAsync(completion, (null, fresh));
        var flag = await test.ProposeAsync("KeyCompromise", new { party, key = root.Signer.Address });
        await test.SignWithAsync(flag, (party, fresh));
        var view = TestLedger.Must(await test.Ledger.Registry.PartyAsync(party, CancellationToken.None));
        Assert.Null(view.Recovery);
        Assert.Equal((flag.Id, completion.Id), (view.KeysHead, view.RecoveryHead));
        Assert.NotNull(view.Keys[0].Compromised);
        Assert.Equal(5, view.Keys[1].Scopes.Count);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_change_of_the_log_key_carries_on_what_was_promised()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync("licensee-harbor");
        await test.AnchorAsync();
        var second = await test.SubmitAsync("licensee-harbor", sequence: 2, previous: new RecordId(first.ReportId));
        var pool = await test.PoolAsync();
        var change = await test.ProposeAsync("LogKeyChange", new { pool = pool.Id });
        Assert.Equal(2, change.Signatures.Count);
        await test.SignAsync(change, "administrator");
        await test.SettleAsync();
        var after = await test.PoolAsync();
        Assert.Equal(1UL, after.Epoch);
        Assert.NotEqual(pool.LogKey, after.LogKey);

        var third = await test.SubmitAsync("licensee-harbor", sequence: 3, previous: new RecordId(second.ReportId));
        await test.AnchorAsync();
        var carried = TestLedger.Must(await test.Ledger.UsageProofs.ProveAsync(second.ReportId, CancellationToken.None));
        Assert.Equal((1UL, 0UL, 2UL), (carried.Epoch, carried.LeafIndex, carried.TreeSize));
        var own = TestLedger.Must(await test.Ledger.UsageProofs.ProveAsync(third.ReportId, CancellationToken.None));
        Assert.Equal((1UL, 1UL), (own.Epoch, own.LeafIndex));
        var old = TestLedger.Must(await test.Ledger.UsageProofs.ProveAsync(first.ReportId, CancellationToken.None));
        Assert.Equal((0UL, 1UL, 2UL), (old.Epoch, old.LeafIndex, old.TreeSize));
        var keys = (await test.Ledger.Deployment.GetAsync("http://127.0.0.1/rpc", CancellationToken.None)).LogKeys;
        Assert.Equal([0UL, 1UL], keys.Select(key => key.Epoch));
        await test.RestartAsync();
        await test.CheckAll();
    }

    [Fact]
    public async Task An_act_on_two_subjects_is_stale_once_either_head_moved()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = (await test.LicenseAsync("licensee-harbor")).Id;
        var assignment = await test.ProposeAsync("Assignment", new { license, assignee = test.Party("licensee-willow").Value });
        await LicenseTests.ProposeSecondAsync(test);
        var now = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds();
        await test.RecordAsync(
            "AttestedImport",
            new { pool = (await test.PoolAsync()).Id, licensee = test.Party("licensee-willow").Value, schedule = (await test.LicenseAsync("licensee-harbor")).Schedule, startsAt = now, signedAt = now - 1000 },
            null,
            "administrator");
        Assert.Equal("stale", TestLedger.Must(await test.Ledger.Proposals.GetAsync(assignment.Id, "en", CancellationToken.None)).State);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_new_administrator_outdates_what_the_old_one_was_to_sign()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = await test.PoolAsync();
        var grant = await LicenseTests.ProposeSecondAsync(test);
        var change = await test.ProposeAsync("AdministratorChange", new { pool = pool.Id, administrator = test.Party("alliance").Value });
        await test.SignAsync(change, [.. change.Required.Select(signer => test.NameOf(signer.Party!.Value)).Distinct(StringComparer.Ordinal)]);
        await test.SettleAsync();
        Assert.Equal(test.Party("alliance").Value, (await test.PoolAsync()).Administrator.Id);
        var stale = TestLedger.Must(await test.Ledger.Proposals.GetAsync(grant.Id, "en", CancellationToken.None));
        Assert.Equal("stale", stale.State);
        var anew = TestLedger.Must(await test.Ledger.Proposals.CreateAsync(new ProposalRequest(null, null, null, grant.Id), "en", CancellationToken.None));
        Assert.Equal(test.Party("alliance").Value, anew.Required[0].Party);
        var license = (await test.LicenseAsync("licensee-harbor")).Id;
        await VerifiesAsync(test, license, "InForce");
        await test.CheckAll();
    }

    private static async Task<VerificationView> VerifiesAsync(TestLedger test, Hash32 license, string standing)
    {
        var verification = TestLedger.Must(await test.Ledger.Verification.VerifyAsync(license, RefusalTexts.English, CancellationToken.None));
        Assert.True(verification.Verdict == "valid", string.Join('\n', verification.Steps.Select(step => $"{step.Name} {step.Ok} {step.Detail}")));
        Assert.Contains(standing, verification.Steps.Single(step => step.Name == "standing").Detail, StringComparison.Ordinal);
        Assert.Equal(standing, TestLedger.Must(await test.Ledger.Registry.LicenseAsync(license, CancellationToken.None)).Standing);
        return verification;
    }
}
