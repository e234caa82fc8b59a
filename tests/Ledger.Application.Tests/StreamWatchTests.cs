// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;

namespace Ledger.Application.Tests;

/// <summary>What a stream of reports shows: two reports for one place, reports that are missing, and how either is cured.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class StreamWatchTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";
    private const int Finality = 5;

    [Fact]
    public async Task Two_reports_for_one_place_are_kept_as_portable_proof_and_raise_an_alert()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync(Harbor);
        var fork = await ForkAsync(test);
        var suspected = Assert.Single(await AlertsAsync(test));
        Assert.Equal(("ReportFork", "provisional", "fork-signed"), (suspected.Rule, suspected.State, suspected.Reason.Code));
        Assert.Equal([first.ReportId, fork.Id.Value], suspected.Records.Select(record => record.Record));
        Assert.All(suspected.Records, record => Assert.Equal("UsageReport", record.Kind));

        var kept = Assert.Single(await test.SuspectsAsync());
        Assert.Equal(("fork", fork.Id.Value, first.ReportId), (kept.Reason, kept.Id, kept.Against!.Id));
        var signer = test.Key(Harbor).Signer.Address;
        Assert.Equal((signer, signer), (Records.SignerOf(kept.TypedData, kept.Signature.Signature), Records.SignerOf(kept.Against.TypedData, kept.Against.Signature.Signature)));

        await test.AnchorAsync();
        var final = Assert.Single(await AlertsAsync(test));
        Assert.Equal(("final", (await test.PoolAsync()).Checkpoint!.Recorded.Block), (final.State, final.Block!.Number));
        await test.RestartAsync();
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task A_fork_of_a_report_that_is_final_already_is_final_at_once()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.SubmitAsync(Harbor);
        await test.AnchorAsync();
        await ForkAsync(test);
        Assert.Equal("final", Assert.Single(await AlertsAsync(test)).State);
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Taking_one_of_the_two_back_cures_a_fork(bool theOneInTheLog)
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync(Harbor);
        var lines = Records.Lines(2);
        var fork = await test.ReportAsync(Harbor, lines);
        Assert.IsType<SequenceTaken>((await test.Ledger.UsageIntake.SubmitAsync(test.Sign(fork, lines, Harbor), CancellationToken.None)).Refusal);
        await test.AnchorAsync();

        Assert.Null(Assert.Single(await test.SuspectsAsync()).VoidedBy);

        var taken = await VoidAsync(test, fork.License, theOneInTheLog ? new RecordId(first.ReportId) : fork.Id);
        Assert.Equal(taken.Value, Assert.Single(await test.SuspectsAsync()).VoidedBy);
        Assert.Equal("final", Assert.Single(await AlertsAsync(test)).State); // until the chain has it
        await test.AnchorAsync();
        Assert.Equal("retracted", Assert.Single(await AlertsAsync(test)).State);
        Assert.Equal(("fork", taken.Value), Assert.Single((await test.SuspectsAsync()).Select(kept => (kept.Reason, kept.VoidedBy)))); // kept all the same
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));

        var again = (await test.Ledger.UsageIntake.SubmitAsync(test.Sign(fork, lines, Harbor), CancellationToken.None)).Refusal;
        Assert.Equal(new SequenceTaken(fork.Stream.Value, 1, 2), again);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fork_of_reports_under_two_licenses_is_cured_under_the_license_of_the_one_taken_back(bool theOneInTheLog)
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync(Harbor);
        var second = await test.RecordAsync(
            "LicenseGrant",
            new { pool = license.Pool, licensee = license.Licensee, schedule = license.Schedule, startsAt = test.Clock.GetUtcNow().ToUnixTimeSeconds() },
            TermsTests.Terms("CN,VN", depth: 0),
            "administrator",
            Harbor);
        var first = await test.SubmitAsync(Harbor);
        var lines = Records.Lines(2);
        var fork = (await test.ReportAsync(Harbor, lines)) with { License = new LicenseId(second.Id) };
        Assert.IsType<SequenceTaken>((await test.Ledger.UsageIntake.SubmitAsync(test.Sign(fork, lines, Harbor), CancellationToken.None)).Refusal);
        await test.AnchorAsync();
        Assert.Equal("final", Assert.Single(await AlertsAsync(test)).State);

        var taken = await VoidAsync(test, theOneInTheLog ? new LicenseId(license.Id) : fork.License, theOneInTheLog ? new RecordId(first.ReportId) : fork.Id);
        await test.AnchorAsync();

        Assert.Equal(taken.Value, Assert.Single(await test.SuspectsAsync()).VoidedBy);
        Assert.Equal("retracted", Assert.Single(await AlertsAsync(test)).State);
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task A_fork_on_which_somebody_relies_stands()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync(Harbor);
        var fork = await ForkAsync(test);
        var claim = new Domain.Payments.PaymentClaimed(
            fork.License, fork.Reporter, fork.PeriodStart, fork.PeriodEnd, 7, "CNY", fork.PeriodStart, "Wire 1", await test.RecentBlockAsync(), Records.Salt());
        TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(claim, Harbor), CancellationToken.None));
        foreach (var report in new[] { fork.Id, new RecordId(first.ReportId) })
        {
            var taken = new ReportVoid(fork.License, fork.Reporter, report, await test.RecentBlockAsync(), Records.Salt());
            Assert.Equal(
                new ReportReliedOn(report, claim.Id), (await test.Ledger.RecordIntake.SubmitAsync(test.Sign(taken, Harbor), CancellationToken.None)).Refusal);
        }
    }

    [Fact]
    public async Task A_gap_is_suspected_until_the_reports_before_have_come()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync(Harbor);
        var lines = Records.Lines(1);
        var second = await test.ReportAsync(Harbor, lines, 2, new RecordId(first.ReportId));
        var third = await test.ReportAsync(Harbor, lines, 3, second.Id);
        Assert.IsType<SequenceSkipped>((await test.Ledger.UsageIntake.SubmitAsync(test.Sign(third, lines, Harbor), CancellationToken.None)).Refusal);
        var alert = Assert.Single(await AlertsAsync(test));
        Assert.Equal(("ReportGap", "provisional"), (alert.Rule, alert.State));
        Assert.Equal(("gap", null), (Assert.Single(await test.SuspectsAsync()).Reason, Assert.Single(await test.SuspectsAsync()).Against));

        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(second, lines, Harbor), CancellationToken.None));
        Assert.Equal("retracted", Assert.Single(await AlertsAsync(test)).State);
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(third, lines, Harbor), CancellationToken.None)); // what was kept comes in all the same
        await test.AnchorAsync();
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task A_kept_report_that_was_taken_back_never_comes_into_the_log()
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(1);
        var first = await test.ReportAsync(Harbor, lines);
        var second = await test.ReportAsync(Harbor, lines, 2, first.Id);
        Assert.IsType<SequenceSkipped>((await test.Ledger.UsageIntake.SubmitAsync(test.Sign(second, lines, Harbor), CancellationToken.None)).Refusal);
        var taken = await VoidAsync(test, second.License, second.Id);
        Assert.Equal(("gap", taken.Value), Assert.Single((await test.SuspectsAsync()).Select(kept => (kept.Reason, kept.VoidedBy))));
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(first, lines, Harbor), CancellationToken.None));
        Assert.Equal(new ReportTakenBack(second.Id), (await test.Ledger.UsageIntake.SubmitAsync(test.Sign(second, lines, Harbor), CancellationToken.None)).Refusal);
        Assert.Equal(2UL, TestLedger.Must(await test.Ledger.RecordBook.StreamAsync(second.Stream.Value, CancellationToken.None)).Sequence + 1);
    }

    [Fact]
    public async Task What_a_stranger_signs_in_anothers_name_is_refused_and_not_kept()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.SubmitAsync(Harbor);
        var lines = Records.Lines(1);
        var forged = test.Sign(await test.ReportAsync(Harbor, lines), lines, "licensee-willow");
        Assert.IsType<KeyNotHeld>((await test.Ledger.UsageIntake.SubmitAsync(forged, CancellationToken.None)).Refusal);
        Assert.Empty(await test.SuspectsAsync());
        Assert.Empty(await AlertsAsync(test));
    }

    [Fact]
    public async Task A_reorg_of_the_block_that_cured_a_fork_brings_it_back()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        await node.MineAsync(Finality + 1);
        await test.SettleAsync();
        await test.SubmitAsync(Harbor);
        var fork = await ForkAsync(test);
        await test.AnchorAsync();
        Assert.Equal("raised", Assert.Single(await AlertsAsync(test)).State);
        await node.MineAsync(Finality + 1);
        await test.SettleAsync();
        Assert.Equal("final", Assert.Single(await AlertsAsync(test)).State);

        await VoidAsync(test, fork.License, fork.Id);
        await test.AnchorAsync();
        Assert.Equal("retracted", Assert.Single(await AlertsAsync(test)).State);
        await node.MineAsync(1);
        await test.SettleAsync();
        await node.ReorgAsync(2);
        await test.FollowAsync();
        Assert.Equal("final", Assert.Single(await AlertsAsync(test)).State);

        await test.SettleAsync();
        await node.MineAsync(1); // what lies in the node's pool again waits for its next block
        await test.SettleAsync();
        Assert.Equal("retracted", Assert.Single(await AlertsAsync(test)).State);
        await test.CheckAll();
    }

    /// <summary>Signs another report for the stream's first place; it is refused.</summary>
    private static async Task<UsageReport> ForkAsync(TestLedger test)
    {
        var lines = Records.Lines(2);
        var fork = await test.ReportAsync(Harbor, lines);
        Assert.IsType<SequenceTaken>((await test.Ledger.UsageIntake.SubmitAsync(test.Sign(fork, lines, Harbor), CancellationToken.None)).Refusal);
        return fork;
    }

    private static async Task<RecordId> VoidAsync(TestLedger test, LicenseId license, RecordId report)
    {
        var taken = new ReportVoid(license, test.Party(Harbor), report, await test.RecentBlockAsync(), Records.Salt());
        TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(taken, Harbor), CancellationToken.None));
        return taken.Id;
    }

    private static async Task<IReadOnlyList<AlertView>> AlertsAsync(TestLedger test) =>
        (await test.Ledger.Alerts.ListAsync(null, null, null, 100, RefusalTexts.English, CancellationToken.None)).Items;
}
