// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Relaying;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class LodgingTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";
    private const int GraceSeconds = 3_600;

    private static readonly ApplicationOptions _options = new() { LodgeGraceSeconds = GraceSeconds };

    [Fact]
    public async Task A_report_lodged_before_it_is_due_is_in_time_though_its_body_comes_after()
    {
        await using var test = await TestLedger.StartAsync(template, _options);
        var (report, lines, due) = await ShortlyBeforeDueAsync(test);
        var pool = await PoolAsync(test);
        await test.LodgeAsync(pool, Lodging.DigestOf(report));
        var open = Assert.Single(await test.LodgingsAsync(pool));
        Assert.Equal((report.Id.Value, "open", open.Recorded.Time + GraceSeconds), (open.Digest, open.State, open.FollowBy));
        Assert.True(open.Recorded.Time < due);

        await AtAsync(test, due + 60);
        Assert.Equal("period-missing", (await PeriodAsync(test, report)).Reason.Code); // a digest without a body reports nothing
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Harbor), CancellationToken.None));

        var period = await PeriodAsync(test, report);
        Assert.Equal(("reported", "period-lodged"), (period.State, period.Reason.Code));
        Assert.Equal($"{open.Recorded.Time}", period.Reason.Args["lodgedAt"]);
        var followed = Assert.Single(await test.LodgingsAsync(pool));
        Assert.Equal(("followed", "UsageReport"), (followed.State, followed.Kind));
        Assert.True(followed.TakenAt >= due);
        Assert.Equal(followed, TestLedger.Must(await test.Ledger.UsageIntake.GetAsync(report.Id.Value, CancellationToken.None)).Lodging);
        Assert.Equal(followed, TestLedger.Must(await test.Ledger.ReportTrace.TraceAsync(Caller.Host, report.Id.Value, null, proof: false, CancellationToken.None)).Lodging);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_body_that_comes_after_the_grace_is_late_and_its_lodging_has_lapsed()
    {
        await using var test = await TestLedger.StartAsync(template, _options);
        var (report, lines, due) = await ShortlyBeforeDueAsync(test);
        var pool = await PoolAsync(test);
        await test.LodgeAsync(pool, Lodging.DigestOf(report));

        await AtAsync(test, due + GraceSeconds);
        var lapsed = Assert.Single(await test.LodgingsAsync(pool, state: "lapsed"));
        Assert.Null(lapsed.TakenAt);
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Harbor), CancellationToken.None));

        var period = await PeriodAsync(test, report);
        Assert.Equal(("late", "period-lodged-late"), (period.State, period.Reason.Code));
        Assert.Equal($"{lapsed.FollowBy}", period.Reason.Args["followBy"]);
        var late = Assert.Single(await test.LodgingsAsync(pool));
        Assert.Equal("lapsed", late.State);
        Assert.True(late.TakenAt > late.FollowBy);
    }

    [Fact]
    public async Task A_lodging_after_the_deadline_or_for_another_digest_helps_nobody()
    {
        await using var test = await TestLedger.StartAsync(template, _options);
        var (report, lines, due) = await ShortlyBeforeDueAsync(test);
        var pool = await PoolAsync(test);
        await test.LodgeAsync(pool, Lodging.DigestOf(report with { Salt = Records.Salt() }));
        await AtAsync(test, due + 10);
        await test.LodgeAsync(pool, Lodging.DigestOf(report), "second");
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Harbor), CancellationToken.None));

        Assert.Equal("period-late", (await PeriodAsync(test, report)).Reason.Code);
        Assert.Equal(["open", "followed"], (await test.LodgingsAsync(pool)).Select(lodging => lodging.State));
    }

    [Fact]
    public async Task The_first_of_two_lodgings_counts_and_a_second_one_is_no_event()
    {
        await using var test = await TestLedger.StartAsync(template, _options);
        var pool = await PoolAsync(test);
        var digest = Records.Salt();
        await test.LodgeAsync(pool, digest, "first");
        var first = Assert.Single(await test.LodgingsAsync(pool));
        await AtAsync(test, first.Recorded.Time + 100);
        await test.LodgeAsync(pool, digest, "second");
        Assert.Equal(first.Recorded.Time, Assert.Single(await test.LodgingsAsync(pool)).Recorded.Time);

        using var third = new OwnLodging(test.Ledger.Context.Node, await test.StrangerAsync("third"));
        var again = TestLedger.Must(await third.LodgeAsync(test.Order(pool, digest), TimeSpan.FromSeconds(30), test.Clock, CancellationToken.None));
        Assert.Equal(new OwnLodged(first.Recorded.Time, null, null), again); // it looks first, and sends nothing
        await test.CheckAll();
    }

    [Fact]
    public async Task A_report_whose_block_grew_too_old_is_taken_in_if_it_was_lodged_while_it_was_young()
    {
        await using var test = await TestLedger.StartAsync(template, new ApplicationOptions { LodgeGraceSeconds = GraceSeconds, MaxRecordAgeSeconds = 1_800 });
        var pool = await PoolAsync(test);
        var (lodged, other) = (Records.Lines(2), Records.Lines(2));
        var (report, bare) = (await test.ReportAsync(Harbor, lodged), await test.ReportAsync("licensee-willow", other));
        await test.LodgeAsync(pool, Lodging.DigestOf(report));
        await AtAsync(test, Assert.Single(await test.LodgingsAsync(pool)).FollowBy - 30);

        Assert.IsType<RecordBackdated>((await test.Ledger.UsageIntake.SubmitAsync(test.Sign(bare, other, "licensee-willow"), CancellationToken.None)).Refusal);
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lodged, Harbor), CancellationToken.None));
        Assert.Equal("followed", Assert.Single(await test.LodgingsAsync(pool)).State);
    }

    [Fact]
    public async Task Administrator_and_auditors_see_every_lodging_others_those_of_their_records_and_what_they_name()
    {
        await using var test = await TestLedger.StartAsync(template, _options);
        var pool = await PoolAsync(test);
        var lines = Records.Lines(1);
        var report = await test.ReportAsync(Harbor, lines);
        var unknown = Records.Salt();
        await test.LodgeAsync(pool, report.Id.Value, "first");
        await test.LodgeAsync(pool, unknown, "second");
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Harbor), CancellationToken.None));
        Caller As(PartyId party, PoolRole role) => new("key", party, AccessScopes.Read, new Dictionary<PoolId, PoolRole> { [pool] = role });
        var (auditor, harbor, willow) = (As(new PartyId(Records.Salt()), PoolRole.Auditor), As(test.Party(Harbor), PoolRole.Licensee), As(test.Party("licensee-willow"), PoolRole.Licensee));

        Assert.Equal([report.Id.Value, unknown], (await test.LodgingsAsync(pool, auditor)).Select(lodging => lodging.Digest));
        Assert.Equal([unknown], (await test.LodgingsAsync(pool, auditor, state: "open")).Select(lodging => lodging.Digest));
        Assert.Equal([report.Id.Value], (await test.LodgingsAsync(pool, harbor)).Select(lodging => lodging.Digest));
        Assert.Empty(await test.LodgingsAsync(pool, willow));
        Assert.Empty(await test.LodgingsAsync(pool, willow, report.Id.Value));
        Assert.Equal("open", Assert.Single(await test.LodgingsAsync(pool, willow, unknown)).State);
        Assert.IsType<PoolUnknown>((await test.Ledger.Lodgings.ListAsync(auditor, unknown, null, null, null, 10, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task On_a_network_a_lodging_that_is_reorganized_away_leaves_the_report_late()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, finality: 5);
        var pool = await PoolAsync(test);
        await test.StreamAsync(Harbor);
        var lines = Records.Lines(2);
        var (_, start) = Records.Quarterly.PeriodAt((ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds())!.Value;
        var (_, end) = Records.Quarterly.PeriodAt(start)!.Value; // a whole quarter of the license
        var due = Records.Quarterly.ReportDueAt(end)!.Value;
        await node.MineAtAsync(due - 1_800);
        await node.MineAsync(6);
        await test.SettleAsync();
        var report = await test.ReportAsync(Harbor, lines) with { PeriodStart = start, PeriodEnd = end };
        var digest = Lodging.DigestOf(report);
        using var lodging = new OwnLodging(node.Url, await test.StrangerAsync("payer"));
        var lodged = TestLedger.Must(await lodging.LodgeAsync(test.Order(pool, digest), TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None));
        Assert.NotNull(lodged.Transaction);
        await node.MineAtAsync(due + 60);
        await test.SettleAsync();
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, Harbor), CancellationToken.None));
        Assert.Equal("period-lodged", (await PeriodAsync(test, report)).Reason.Code);
        var seen = Assert.Single(await test.LodgingsAsync(pool));
        Assert.Equal((lodged.LodgedAt, lodged.Transaction, lodged.Block!.Value.Number, false), (seen.Recorded.Time, seen.Recorded.TxHash, seen.Recorded.Block, seen.Recorded.Final));
        await test.CheckAll();

        await node.ReorgAsync(2);
        await test.FollowAsync();
        Assert.Empty(await test.LodgingsAsync(pool));
        Assert.Equal("period-late", (await PeriodAsync(test, report)).Reason.Code);
        await test.SettleAsync();
        await test.CheckAll();

        // Who lodged it lodges it again; the new block's time is the one that counts.
        await node.MineAtAsync(due + 120);
        TestLedger.Must(await lodging.LodgeAsync(test.Order(pool, digest), TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None));
        await test.SettleAsync();
        Assert.True(Assert.Single(await test.LodgingsAsync(pool)).Recorded.Time > due);
        Assert.Equal("period-late", (await PeriodAsync(test, report)).Reason.Code);
        await node.MineAsync(6);
        await test.SettleAsync();
        Assert.True(Assert.Single(await test.LodgingsAsync(pool)).Recorded.Final);
        await test.CheckAll();
    }

    [Fact]
    public async Task What_cannot_be_lodged_is_refused_with_its_reason()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, finality: 5);
        var pool = await PoolAsync(test);
        using var lodging = new OwnLodging(node.Url, await test.StrangerAsync("payer"));
        async Task<Refusal?> RefusalAsync(LodgingOrder order) => (await lodging.LodgeAsync(order, TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None)).Refusal;
        var order = test.Order(pool, Records.Salt());

        Assert.IsType<PoolUnknown>(await RefusalAsync(order with { Pool = new PoolId(Records.Salt()) }));
        Assert.Equal(new LodgingChainOther(order.ChainId + 1, order.ChainId), await RefusalAsync(order with { ChainId = order.ChainId + 1 }));
        Assert.IsType<LodgingNodeFailed>(await RefusalAsync(order with { UsageLog = new Address(Records.Salt().ToArray().AsSpan(0, 20)) }));

        using var poor = new OwnLodging(node.Url, TestLedger.Must(Keys.CallerKey.Read(test.NewKey("poor").Path, _ => null)));
        Assert.IsType<LodgingUnpaid>((await poor.LodgeAsync(order, TimeSpan.FromSeconds(60), TimeProvider.System, CancellationToken.None)).Refusal);
        Assert.Empty(await test.LodgingsAsync(pool));
    }

    /// <summary>A report of the present period, signed half an hour before it is late.</summary>
    private static async Task<(UsageReport Report, IReadOnlyList<UsageLine> Lines, ulong Due)> ShortlyBeforeDueAsync(TestLedger test)
    {
        var lines = Records.Lines(2);
        var (start, end) = Records.Quarterly.PeriodAt((ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds())!.Value;
        var due = Records.Quarterly.ReportDueAt(end)!.Value;
        await AtAsync(test, due - 1_800);
        var report = await test.ReportAsync(Harbor, lines) with { PeriodStart = start, PeriodEnd = end };
        return (report, lines, due);
    }

    /// <summary>Moves the clock there, and lets the chain follow it.</summary>
    private static async Task AtAsync(TestLedger test, ulong time)
    {
        test.Clock.Move(DateTimeOffset.FromUnixTimeSeconds((long)time) - test.Clock.GetUtcNow());
        await test.SettleAsync();
    }

    private static async Task<UsagePeriodView> PeriodAsync(TestLedger test, UsageReport report) => TestLedger.Must(await test.Ledger.UsageMap.ReadAsync(
        Caller.Host, (await PoolAsync(test)).Value, null, null, null, 500, RefusalTexts.English, CancellationToken.None))
        .Items.Single(row => row.License == report.License.Value).Periods.Single(period => period.PeriodStart == report.PeriodStart);

    private static async Task<PoolId> PoolAsync(TestLedger test) => new((await test.PoolAsync()).Id);
}
