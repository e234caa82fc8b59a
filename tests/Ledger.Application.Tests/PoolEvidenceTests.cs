// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Application.Tests;

/// <summary>What evidence of a license says of its pool: the schedule that it covers, the log keys that promised for its reports.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class PoolEvidenceTests(SeededTemplate template)
{
    [Fact]
    public async Task Reports_under_three_log_keys_are_proven_offline_by_one_bundle()
    {
        await using var test = await TestLedger.StartAsync(template);
        List<Hash32> reports = [];
        await SubmitAsync(test, reports);
        await test.AnchorAsync();
        await SubmitAsync(test, reports); // promised in epoch 0, never anchored there
        await RekeyAsync(test);
        await RekeyAsync(test); // and not in epoch 1 either, which is sealed empty
        await SubmitAsync(test, reports);
        await test.AnchorAsync();
        await SubmitAsync(test, reports);
        var unanchored = reports[^1];

        var (bundle, trust) = await ExportAsync(test);
        var whole = EvidenceBundle.Verify(bundle, trust);
        Assert.Equal((Verdict.Valid, null), (whole.Verdict, whole.Failed?.Detail));
        Assert.Equal(
            [(reports[0].ToString(), "inclusion-ok"), (reports[1].ToString(), "inclusion-carried-ok"), (reports[2].ToString(), "inclusion-ok")],
            whole.Steps.Where(step => step.Name is StepName.Completeness && reports.Exists(report => report.ToString() == step.Of)).Select(step => (step.Of!, step.Note.Code)));
        Assert.DoesNotContain(whole.Steps, step => step.Of == unanchored.ToString());

        Assert.True(EvidenceBundle.TryRead(bundle, out var evidence));
        Assert.Equal([(0UL, 0UL), (0UL, 1UL), (0UL, 2UL)], evidence.Records.Take(3).Select(shown => (shown.Promise.Epoch, shown.Promise.Index)));
        foreach (var change in Positions<Domain.Pools.LogKeyChanged>(evidence))
        {
            Assert.Equal("log-keys-incomplete", Failing(evidence with { Events = evidence.Events.RemoveAt(change) }, trust, StepName.Completeness));
        }

        await test.AnchorAsync();
        await test.CheckAll();
    }

    [Fact]
    public async Task The_revisions_of_the_schedule_covered_are_proven_to_the_head()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-harbor");
        var before = Schedule(await VerifyAsync(test, license));
        await test.ReviseAsync([await test.ContributeAsync("member-lantern", 7000001)]);
        var after = Schedule(await VerifyAsync(test, license));
        Assert.True(before.Ok && after.Ok, before.Detail + after.Detail);
        Assert.NotEqual(before.Detail, after.Detail);
        Assert.Contains("1 later", after.Detail, StringComparison.Ordinal);

        var (bundle, trust) = await ExportAsync(test);
        Assert.True(EvidenceBundle.TryRead(bundle, out var evidence));
        Assert.Equal(Verdict.Valid, LicenseVerifier.Verify(evidence, trust).Verdict);
        var revisions = Positions<Domain.Schedules.ScheduleRevised>(evidence);
        Assert.Equal(2, revisions.Count);
        Assert.Equal("schedule-missing", Failing(evidence with { Events = evidence.Events.RemoveAt(revisions[0]) }, trust, StepName.Schedule));
        Assert.Equal("schedule-incomplete", Failing(evidence with { Events = evidence.Events.RemoveAt(revisions[1]) }, trust, StepName.Schedule));
        var stale = evidence.State.Pool with { Schedules = [new(evidence.State.Pool.Schedules[0].Schedule, [])] };
        Assert.Equal("state-wrong", Failing(evidence with { State = evidence.State with { Pool = stale } }, trust, StepName.Schedule));
    }

    private static VerificationStepView Schedule(VerificationView view) => view.Steps.Single(step => step.Name is "schedule");

    private static async Task<VerificationView> VerifyAsync(TestLedger test, LicenseView license) =>
        TestLedger.Must(await test.Ledger.Verification.VerifyAsync(license.Id, "en", CancellationToken.None));

    private static async Task SubmitAsync(TestLedger test, List<Hash32> reports) => reports.Add((await test.SubmitAsync(
        "licensee-harbor", sequence: (ulong)reports.Count + 1, previous: reports.Count == 0 ? default : new RecordId(reports[^1]))).ReportId);

    private static async Task RekeyAsync(TestLedger test) =>
        await test.RecordAsync("LogKeyChange", new { pool = (await test.PoolAsync()).Id }, null, "administrator");

    private static async Task<(byte[] Bundle, Trust Trust)> ExportAsync(TestLedger test)
    {
        var license = await test.LicenseAsync("licensee-harbor");
        var matter = TestLedger.Must(await test.Ledger.Exports.OpenAsync(new MatterRequest("Dispute", license.Id), CancellationToken.None));
        var export = TestLedger.Must(await test.Ledger.Exports.ExportAsync(matter.Id, CancellationToken.None));
        Assert.True(export.State == "final", export.Problem?.Detail);
        var bundle = TestLedger.Must(await test.Ledger.Exports.BundleAsync(export.Id, CancellationToken.None)).Bytes.ToArray();
        Assert.True(EvidenceBundle.TryRead(bundle, out var evidence));
        return (bundle, new Trust(test.Ledger.Context.Addresses, [.. evidence.Headers.Select(header => Keccak256.Hash(header))]));
    }

    /// <summary>Where the events of a kind stand.</summary>
    private static List<int> Positions<TFact>(LicenseEvidence evidence)
        where TFact : Fact
    {
        List<int> found = [];
        for (var i = 0; i < evidence.Events.Length; i++)
        {
            var proof = evidence.Events[i];
            Assert.True(BlockHeader.TryDecode(evidence.Headers.Single(header => Keccak256.Hash(header) == proof.Block), out var header));
            Ethereum.Tries.ReceiptsTrie.Verify(header.ReceiptsRoot, proof.TransactionIndex, proof.ReceiptNodes, out var receipt);
            if (Evidence.Events.EventReader.TryRead(evidence.Deployment, receipt!.Logs[(int)proof.LogIndex], default, out var fact) && fact is TFact)
            {
                found.Add(i);
            }
        }

        return found;
    }

    private static string Failing(LicenseEvidence evidence, Trust trust, StepName step)
    {
        var verification = LicenseVerifier.Verify(evidence, trust);
        Assert.Equal(Verdict.Invalid, verification.Verdict);
        return Assert.Single(verification.Steps, found => found.Name == step && found.Of is null && !found.Ok).Note.Code;
    }
}
