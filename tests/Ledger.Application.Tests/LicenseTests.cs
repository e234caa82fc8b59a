// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Verification;
using Ledger.Host.Tests.Support;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class LicenseTests(SeededTemplate template)
{
    [Fact]
    public async Task A_second_license_is_proposed_signed_by_two_keys_granted_and_shown_with_its_history()
    {
        await using var test = await TestLedger.StartAsync(template);
        var proposal = await ProposeSecondAsync(test);
        Assert.Equal("collecting", proposal.State);
        Assert.Equal(["administrator", "licensee"], proposal.Required.Select(signer => signer.Role));
        Assert.Equal("collecting", (await test.SignAsync(proposal, "administrator")).State);
        var ready = await test.SignAsync(proposal, "licensee-harbor");
        Assert.Equal("ready", ready.State);

        await test.SettleAsync();
        var operation = TestLedger.Must(await test.Ledger.Operations.GetAsync(ready.Operation!, "en", CancellationToken.None));
        Assert.Equal("final", operation.State);
        Assert.Single(operation.Transactions);

        var license = TestLedger.Must(await test.Ledger.Registry.LicenseAsync(proposal.Id, CancellationToken.None));
        Assert.Equal("InForce", license.Standing);
        Assert.Equal(test.Party("licensee-harbor").Value, license.Licensee);
        var history = TestLedger.Must(await test.Ledger.Registry.HistoryAsync(license.Id, null, null, CancellationToken.None));
        Assert.Equal("LicenseGrant", Assert.Single(history.Entries).Act.Kind);
        await test.CheckAll();
    }

    [Fact]
    public async Task The_verification_of_a_license_is_green_step_by_step()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-willow");
        var verification = TestLedger.Must(await test.Ledger.Verification.VerifyAsync(license.Id, "en", CancellationToken.None));
        Assert.Equal(
            ["id", "signature", "key", "receipt", "header", "completeness", "standing", "schedule"], verification.Steps.Select(step => step.Name));
        Assert.All(verification.Steps, step => Assert.True(step.Ok, $"{step.Name}: {step.Detail}"));
        Assert.Equal("valid", verification.Verdict);
        Assert.NotNull(verification.Caveat);
    }

    [Fact]
    public async Task The_verification_speaks_Chinese_and_keeps_its_step_names()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-willow");
        var verification = TestLedger.Must(await test.Ledger.Verification.VerifyAsync(license.Id, "zh-CN", CancellationToken.None));
        Assert.Equal("id", verification.Steps[0].Name);
        Assert.Contains("许可", verification.Steps[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_signature_makes_the_verification_red_at_that_step()
    {
        await using var test = await TestLedger.StartAsync(template);
        var evidence = await EvidenceAsync(test);
        var signatures = evidence.Evidence.Signatures.ToArray();
        signatures[10] ^= 1;
        var verdict = LicenseVerifier.Verify(evidence.Evidence with { Signatures = signatures }, evidence.Trust);
        Assert.Equal(Verdict.Invalid, verdict.Verdict);
        Assert.Equal(StepName.Signature, verdict.Failed!.Name);
    }

    [Fact]
    public async Task A_changed_header_makes_the_verification_red()
    {
        await using var test = await TestLedger.StartAsync(template);
        var evidence = await EvidenceAsync(test);
        var headers = evidence.Evidence.Headers.ToBuilder();
        headers[0] = [.. headers[0]];
        headers[0][40] ^= 1;
        var verdict = LicenseVerifier.Verify(evidence.Evidence with { Headers = headers.ToImmutable() }, evidence.Trust);
        Assert.Equal(Verdict.Invalid, verdict.Verdict);
    }

    [Fact]
    public async Task An_event_left_out_makes_the_verification_red()
    {
        await using var test = await TestLedger.StartAsync(template);
        var evidence = await EvidenceAsync(test);
        var events = evidence.Evidence.Events.RemoveAt(evidence.Evidence.Events.Length - 1);
        Assert.Equal(Verdict.Invalid, LicenseVerifier.Verify(evidence.Evidence with { Events = events }, evidence.Trust).Verdict);
    }

    [Fact]
    public async Task A_terminated_license_stands_terminated_and_verifies_still()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-willow");
        var effectiveAt = test.Clock.GetUtcNow().ToUnixTimeSeconds() + 30;
        var proposal = await test.ProposeAsync("Termination", new { license = license.Id, effectiveAt }, new ProposalDocuments(Reason: "Royalties unpaid"));
        await test.SignAsync(proposal, "administrator");
        await test.SettleAsync();
        test.Clock.Move(TimeSpan.FromMinutes(20));
        await test.SettleAsync();
        var after = await test.LicenseAsync("licensee-willow");
        Assert.Equal("Terminated", after.Standing);
        Assert.Equal(2, after.Acts);
        Assert.Single(after.Versions);
        Assert.Equal(proposal.Id, after.Head);
        var before = TestLedger.Must(await test.Ledger.Registry.HistoryAsync(license.Id, (ulong)effectiveAt - 1, null, CancellationToken.None));
        Assert.Equal("InForce", before.Standing);
        Assert.Equal("valid", TestLedger.Must(await test.Ledger.Verification.VerifyAsync(license.Id, "en", CancellationToken.None)).Verdict);
        await test.CheckAll();
    }

    [Fact]
    public async Task What_was_known_before_the_grant_is_that_there_is_no_license()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-willow");
        var history = await test.Ledger.Registry.HistoryAsync(license.Id, null, license.Recorded.Block - 1, CancellationToken.None);
        Assert.IsType<LicenseUnknown>(history.Refusal);
        var earlier = await test.Ledger.Registry.HistoryAsync(license.Id, null, license.Recorded.Time - 1, CancellationToken.None);
        Assert.IsType<LicenseUnknown>(earlier.Refusal);
        var since = TestLedger.Must(await test.Ledger.Registry.HistoryAsync(license.Id, null, license.Recorded.Time, CancellationToken.None));
        Assert.Equal(license.Recorded.Block, since.KnownAt.Number);
    }

    [Fact]
    public async Task A_matters_export_is_a_bundle_that_verifies_with_the_network_off()
    {
        await using var test = await TestLedger.StartAsync(template);
        var receipt = await test.SubmitAsync("licensee-harbor");
        await test.AnchorAsync();
        var license = await test.LicenseAsync("licensee-harbor");
        var matter = TestLedger.Must(await test.Ledger.Exports.OpenAsync(new MatterRequest("Dispute", license.Id), CancellationToken.None));
        var export = TestLedger.Must(await test.Ledger.Exports.ExportAsync(matter.Id, CancellationToken.None));
        Assert.Equal("final", export.State);
        var bundle = TestLedger.Must(await test.Ledger.Exports.BundleAsync(export.Id, CancellationToken.None)).Bytes.ToArray();
        var verdict = EvidenceBundle.Verify(bundle, null);
        Assert.Equal(Verdict.Unconfirmed, verdict.Verdict);
        Assert.Contains(verdict.Steps, step => string.Equals(step.Of, receipt.ReportId.ToString(), StringComparison.Ordinal));
        bundle[bundle.Length / 2] ^= 1;
        Assert.Equal(Verdict.Invalid, EvidenceBundle.Verify(bundle, null).Verdict);
    }

    [Fact]
    public async Task A_matter_about_no_license_is_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        var refused = await test.Ledger.Exports.OpenAsync(new MatterRequest("Dispute", Hash32.Zero), CancellationToken.None);
        Assert.IsType<LicenseUnknown>(refused.Refusal);
    }

    internal static async Task<ProposalView> ProposeSecondAsync(TestLedger test, string licensee = "licensee-harbor")
    {
        var first = await test.LicenseAsync(licensee);
        return await test.ProposeAsync(
            "LicenseGrant",
            new { pool = first.Pool, licensee = first.Licensee, schedule = first.Schedule, startsAt = test.Clock.GetUtcNow().ToUnixTimeSeconds() - 100 },
            new ProposalDocuments(Terms: SomeTerms.Json));
    }

    private static async Task<(Evidence.Model.LicenseEvidence Evidence, Trust Trust)> EvidenceAsync(TestLedger test)
    {
        var license = await test.LicenseAsync("licensee-willow");
        var context = test.Ledger.Context;
        var gathering = new Proofs.EvidenceGathering(context, test.Ledger.UsageProofs);
        var gathered = TestLedger.Must(await gathering.GatherAsync(new LicenseId(license.Id), withRecords: false, CancellationToken.None));
        return (gathered.Evidence, new Trust(context.Addresses, gathered.FinalBlocks));
    }
}
