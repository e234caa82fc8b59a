// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Verification;

namespace Ledger.Application.Tests;

/// <summary>The bundle of a license whose report was lodged on chain before its body came.</summary>
/// <remarks>With <c>LEDGER_WRITE_COPIES=1</c> it becomes the vector that the foreign verifier of <c>tests/foreign</c> reads, too.</remarks>
[Collection(SeededTemplate.Collection)]
public sealed class LodgedBundleTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";
    private static readonly CharterDocument _stricter = new(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "AVS Patent Pool (second charter)" }, "Asia/Tokyo", 3, 2);

    [Fact]
    public async Task A_bundle_proves_that_a_lodged_report_counts_from_its_lodging_by_the_charter_that_stood_then()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = (await test.PoolAsync()).Id;
        var silent = await LodgedAsync(test, 1, default);
        await test.RecordAsync("PolicyChange", new { pool }, new ProposalDocuments(Charter: _stricter), "administrator");
        var report = await LodgedAsync(test, 2, silent.Id);
        await test.RecordAsync("PolicyChange", new { pool }, new ProposalDocuments(Charter: _stricter with { LodgeGraceDays = 1 }), "administrator");
        await test.AnchorAsync();

        var matter = TestLedger.Must(await test.Ledger.Exports.OpenAsync(new MatterRequest("Dispute", report.License.Value), CancellationToken.None));
        var export = TestLedger.Must(await test.Ledger.Exports.ExportAsync(matter.Id, CancellationToken.None));
        Assert.Equal("final", export.State);
        var bundle = TestLedger.Must(await test.Ledger.Exports.BundleAsync(export.Id, CancellationToken.None)).Bytes.ToArray();
        Assert.True(EvidenceBundle.TryRead(bundle, out var evidence));
        var trust = new Trust(test.Ledger.Context.Addresses, [.. evidence.Headers.Select(header => Keccak256.Hash(header))]);
        var verification = EvidenceBundle.Verify(bundle, trust);
        Assert.Equal((Verdict.Valid, null), (verification.Verdict, verification.Failed?.Detail));
        var steps = verification.Steps.Where(step => step.Name == StepName.Lodging).ToDictionary(step => step.Of!);
        Assert.Equal(("lodging-grace-silent", "lodging-ok", "2"), (steps[silent.Id.ToString()].Note.Code, steps[report.Id.ToString()].Note.Code, steps[report.Id.ToString()].Note.Args["days"]));
        var lodging = Assert.Single(await test.LodgingsAsync(new PoolId(pool), digest: report.Id.Value));
        Assert.Equal($"{lodging.FollowBy}", steps[report.Id.ToString()].Note.Args["until"]);
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_COPIES") is "1")
        {
            await File.WriteAllBytesAsync(Path.Combine(Repository.Root, "tests/vectors/lodged.zip"), bundle);
        }
    }

    /// <summary>A report that is lodged, and whose body follows after.</summary>
    private static async Task<UsageReport> LodgedAsync(TestLedger test, ulong sequence, RecordId previous)
    {
        var lines = Records.Lines(2);
        var report = await test.ReportAsync(Harbor, lines, sequence, previous);
        await test.LodgeAsync(new PoolId((await test.PoolAsync()).Id), Lodging.DigestOf(report), $"payer-{sequence}");
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Harbor), CancellationToken.None));
        return report;
    }
}
