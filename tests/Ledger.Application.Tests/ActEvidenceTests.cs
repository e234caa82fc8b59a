// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Tests.World;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Application.Tests;

/// <summary>Evidence of licenses that were sublicensed, suspended and assigned: whole it is valid offline, cut it is red at the right step.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class ActEvidenceTests(SeededTemplate template)
{
    [Fact]
    public async Task What_is_left_out_of_a_sublicenses_evidence_shows_at_its_step()
    {
        await using var test = await TestLedger.StartAsync(template);
        var parent = (await test.LicenseAsync("licensee-harbor")).Id;
        var now = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds();
        var sublicense = (await test.RecordAsync(
            "Sublicense", new { parent, sublicensee = test.Party("alliance").Value, startsAt = now }, null, "licensee-harbor", "alliance")).Id;
        var suspension = await test.RecordAsync("Suspension", new { license = parent, effectiveAt = now + 600 }, null, "administrator");
        await test.RecordAsync(
            "Assignment", new { license = sublicense, assignee = test.Party("licensee-willow").Value }, null, "licensee-harbor", "alliance", "licensee-willow");
        var (evidence, trust) = await EvidenceAsync(test, sublicense);

        var whole = LicenseVerifier.Verify(evidence, trust, now + 700);
        Assert.Equal((Verdict.Valid, Standing.Suspended), (whole.Verdict, whole.Standing));
        Assert.Equal(parent, Assert.Single(evidence.State.Parents).License.Value);

        // The last event is the assignment, the one before it the suspension of the parent.
        Assert.Equal("head-mismatch", Failing(evidence with { Events = evidence.Events.RemoveAt(evidence.Events.Length - 1) }, trust, StepName.Completeness));
        Assert.Equal("head-mismatch", Failing(evidence with { Events = evidence.Events.RemoveAt(evidence.Events.Length - 2) }, trust, StepName.Completeness));
        Assert.Equal("parent-missing", Failing(evidence with { State = evidence.State with { Parents = [] } }, trust, StepName.Completeness));
        Assert.Equal(
            "state-wrong",
            Failing(evidence with { State = evidence.State with { Parents = [evidence.State.Parents[0] with { RecordNodes = [] }] } }, trust, StepName.Standing));
        Assert.NotEqual(default, suspension.Id);

        // Its schedule is the parent's.
        Assert.Equal((await test.LicenseAsync("licensee-harbor")).Schedule, Assert.Single(evidence.State.Pool.Schedules).Schedule.Value);
        Assert.Contains(whole.Steps, step => step is { Name: StepName.Schedule, Ok: true });
        Assert.Equal("schedule-other", Failing(evidence with { State = evidence.State with { Pool = evidence.State.Pool with { Schedules = [] } } }, trust, StepName.Schedule));
    }

    [Fact]
    public async Task A_bundle_of_an_imported_license_comes_back_whole_and_says_whose_statement_it_is()
    {
        await using var test = await TestLedger.StartAsync(template);
        var now = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds();
        var import = await ImportAsync(test, now - 1000);
        var (evidence, trust) = await EvidenceAsync(test, import);
        var again = EvidenceBundle.Verify(EvidenceBundle.Write(evidence), trust, now);
        Assert.Equal(Verdict.Valid, again.Verdict);
        Assert.Contains(again.Steps, step => step is { Name: StepName.Signature, Note.Code: "signature-attested" });
    }

    [Fact]
    public async Task A_report_under_an_imported_license_is_proven_with_the_head_of_its_licensees_keys()
    {
        await using var test = await TestLedger.StartAsync(template);
        var now = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds();
        var import = await ImportAsync(test, now - 1000);
        await test.RetireAsync("alliance", await test.AdmitAsync("alliance", KeyScopes.Report));
        var report = (await test.SubmitAsync("alliance")).ReportId;
        await test.AnchorAsync();

        var (evidence, trust) = await EvidenceAsync(test, import, withRecords: true);
        Assert.Contains(evidence.Records, shown => shown.Id.Value == report);
        Assert.Equal(Verdict.Valid, LicenseVerifier.Verify(evidence, trust).Verdict);
        Assert.All(evidence.Records, shown => Assert.Contains(evidence.State.KeysHeads, head => head.Party == shown.Record.Author));
        var headless = evidence with { State = evidence.State with { KeysHeads = evidence.State.KeysHeads.RemoveAll(head => head.Party == test.Party("alliance")) } };
        var verification = LicenseVerifier.Verify(headless, trust);
        Assert.Equal((Verdict.Unconfirmed, "keys-unshown"), (verification.Verdict, verification.Failed?.Note.Code));
    }

    private static string Failing(LicenseEvidence evidence, Trust trust, StepName step)
    {
        var verification = LicenseVerifier.Verify(evidence, trust);
        Assert.Equal(Verdict.Invalid, verification.Verdict);
        return Assert.Single(verification.Steps, found => found.Name == step && !found.Ok).Note.Code;
    }

    /// <summary>The alliance's license on paper, as the administrator states it.</summary>
    private static async Task<Hash32> ImportAsync(TestLedger test, ulong since) => (await test.RecordAsync(
        "AttestedImport",
        new { pool = (await test.PoolAsync()).Id, licensee = test.Party("alliance").Value, (await test.LicenseAsync("licensee-harbor")).Schedule, startsAt = since, signedAt = since },
        null,
        "administrator")).Id;

    private static async Task<(LicenseEvidence Evidence, Trust Trust)> EvidenceAsync(TestLedger test, Hash32 license, bool withRecords = false)
    {
        var context = test.Ledger.Context;
        var gathering = new Proofs.EvidenceGathering(context, test.Ledger.UsageProofs);
        var gathered = TestLedger.Must(await gathering.GatherAsync(new LicenseId(license), withRecords, CancellationToken.None));
        return (gathered.Evidence, new Trust(context.Addresses, gathered.FinalBlocks));
    }
}
