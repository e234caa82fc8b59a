// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Verification;

namespace Ledger.Application.Tests;

/// <summary>A year's last quarter as the parties live it: reported, corrected, taken back, closed and paid; all of it leaves the house in one bundle.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class RecordEvidenceTests(SeededTemplate template)
{
    private const string Licensee = "licensee-harbor";

    [Fact]
    public async Task Everything_recorded_under_a_license_goes_into_its_bundle_and_fits_together()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = new LicenseId((await test.LicenseAsync(Licensee)).Id);
        var (start, end) = Records.Quarterly.PeriodAt((ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds() - (100 * 24 * 3600))!.Value;
        var (payer, administrator) = (test.Party(Licensee), test.Party("administrator"));
        async Task<RecordId> TakeAsync(IUsageRecord record, string by) =>
            new(TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(record, by), CancellationToken.None)).RecordId);

        var first = await ReportAsync(test, 1, default, default, start, end);
        var second = await ReportAsync(test, 2, first, default, start, end);
        var third = await ReportAsync(test, 3, second, first, start, end);
        await TakeAsync(new ReportVoid(license, payer, second, await test.RecentBlockAsync(), Records.Salt()), Licensee);
        var totals = TestLedger.Must(await test.Ledger.RecordBook.PeriodAsync(license.Value, payer.Value, start, end, CancellationToken.None));
        var statement = await TakeAsync(
            new PeriodStatement(
                license, payer, start, end, new HashList([third.Value]), totals.Reports, totals.Lines, totals.TotalQuantity, totals.TotalNetValue, totals.Currency,
                default, await test.RecentBlockAsync(), Records.Salt()),
            Licensee);
        var claim = await TakeAsync(new PaymentClaimed(license, payer, start, end, 5000, "CNY", end, "bank 7", await test.RecentBlockAsync(), Records.Salt()), Licensee);
        await TakeAsync(new PaymentReceived(license, administrator, claim, 5000, "CNY", end, await test.RecentBlockAsync(), Records.Salt()), "administrator");
        await test.AnchorAsync();

        var matter = TestLedger.Must(await test.Ledger.Exports.OpenAsync(new MatterRequest("Dispute", license.Value), CancellationToken.None));
        var export = TestLedger.Must(await test.Ledger.Exports.ExportAsync(matter.Id, CancellationToken.None));
        var bundle = TestLedger.Must(await test.Ledger.Exports.BundleAsync(export.Id, CancellationToken.None)).Bytes.ToArray();
        Assert.True(EvidenceBundle.TryRead(bundle, out var evidence));
        var trust = new Trust(test.Ledger.Context.Addresses, [.. evidence.Headers.Select(header => Keccak256.Hash(header))]);
        var whole = EvidenceBundle.Verify(bundle, trust);
        Assert.Equal((Verdict.Valid, null), (whole.Verdict, whole.Failed?.Detail));
        Assert.Equal(
            ["report-corrected", "report-void", "report-counts", "void-ok", "statement-ok", "claim-received", "receipt-of-claim"],
            whole.Steps.Where(step => step.Name is StepName.Records).Select(step => step.Note.Code));
        Assert.Contains("administrator", evidence.Records.Select(shown => shown.Record.Author == administrator ? "administrator" : "licensee"));

        // Whoever leaves out the report that the statement counts is found out by the statement.
        var shorter = evidence with { Records = [.. evidence.Records.Where(shown => shown.Id != third)] };
        var found = LicenseVerifier.Verify(shorter, trust);
        Assert.Equal((Verdict.Invalid, statement.ToString(), "record-contradicts"), (found.Verdict, found.Failed?.Of, found.Failed?.Note.Code));
        await test.CheckAll();
    }

    private static async Task<RecordId> ReportAsync(TestLedger test, ulong sequence, RecordId previous, RecordId supersedes, ulong start, ulong end)
    {
        var lines = Records.Lines(2);
        var report = (await test.ReportAsync(Licensee, lines, sequence, previous)) with { Supersedes = supersedes, PeriodStart = start, PeriodEnd = end };
        return new(TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Licensee), CancellationToken.None)).ReportId);
    }
}
