// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Alerts;
using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Usage;

namespace Ledger.Application.Tests;

/// <summary>The host watches over its own promises: what is not anchored by its time is an alert, and stays one when it comes late.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class PromiseWatchTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";
    private const int Finality = 5;

    [Fact]
    public async Task A_promise_whose_time_passes_while_nothing_is_anchored_is_an_alert_of_the_first_block_past_it()
    {
        await using var test = await TestLedger.StartAsync(template);
        var report = await ReportAsync(test);
        var until = AnchorBy(report);
        await PassAsync(test, until);
        Assert.Empty(await AlertsAsync(test)); // its last second is not over

        await PassAsync(test, until + Heartbeat);
        var alert = Assert.Single(await AlertsAsync(test));
        Assert.Equal(("PromiseBroken", "final", "promise-overdue"), (alert.Rule, alert.State, alert.Reason.Code));
        Assert.Equal((report.ReportId, "UsageReport"), (Assert.Single(alert.Records).Record, alert.Records[0].Kind));
        Assert.Equal($"{until}", alert.Reason.Args["until"]);
        Assert.Equal((await HeadAsync(test)).Number, alert.Block!.Number);
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));

        await PassAsync(test, until + (2 * Heartbeat)); // it is told once
        Assert.Equal(alert.Block, Assert.Single(await AlertsAsync(test)).Block);
    }

    [Fact]
    public async Task A_record_anchored_late_stays_on_record_as_late()
    {
        await using var test = await TestLedger.StartAsync(template);
        var until = AnchorBy(await ReportAsync(test));
        await PassAsync(test, until + Heartbeat);
        Assert.Equal("promise-overdue", Assert.Single(await AlertsAsync(test)).Reason.Code);
        await test.SettleAsync();

        var alert = Assert.Single(await AlertsAsync(test));
        var checkpoint = (await test.PoolAsync()).Checkpoint!.Recorded;
        Assert.Equal(("promise-late", "final", checkpoint.Block), (alert.Reason.Code, alert.State, alert.Block!.Number));
        Assert.True(ulong.Parse(alert.Reason.Args["at"], System.Globalization.CultureInfo.InvariantCulture) > until);
        await test.RestartAsync();
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task A_promise_that_is_kept_is_none()
    {
        await using var test = await TestLedger.StartAsync(template);
        var until = AnchorBy(await ReportAsync(test));
        await test.AnchorAsync();
        await PassAsync(test, until + Heartbeat);
        Assert.Empty(await AlertsAsync(test));
    }

    [Fact]
    public async Task A_promise_that_a_sealed_epoch_left_over_has_the_seals_grace_and_is_watched_in_the_next()
    {
        await using var test = await TestLedger.StartAsync(template);
        var until = AnchorBy(await ReportAsync(test));
        var pool = new PoolId((await test.PoolAsync()).Id);
        await test.RecordAsync("LogKeyChange", new { pool = pool.Value }, null, "administrator");
        var sealing = await test.Ledger.Context.Store.ReadAsync(reader => test.Ledger.Context.On(reader).Pool(pool).Epochs[1].By.At.Time);
        var due = sealing + PromiseStanding.CarriedGraceSeconds;
        Assert.True(due > until);
        await PassAsync(test, due);
        Assert.Empty(await AlertsAsync(test));

        await PassAsync(test, due + Heartbeat);
        var alert = Assert.Single(await AlertsAsync(test));
        Assert.Equal(("promise-overdue", "0", $"{due}"), (alert.Reason.Code, alert.Reason.Args["epoch"], alert.Reason.Args["until"]));
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
        await test.AnchorAsync();
        Assert.Equal(("promise-late", "final"), (Assert.Single(await AlertsAsync(test)).Reason.Code, (await AlertsAsync(test))[0].State));
        await test.RestartAsync();
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task Of_a_long_stretch_the_rest_has_one_alert_which_names_their_number_once_they_are_anchored()
    {
        const int Rest = 7;
        await using var test = await TestLedger.StartAsync(template);
        var until = AnchorBy(await ReportAsync(test));
        var size = (await test.PoolAsync()).Checkpoint!.Size;
        await test.FillAsync((int)PromiseWatch.MostOfStretch - 1 + Rest);
        await PassAsync(test, until);
        Assert.Empty(await AlertsAsync(test));

        await PassAsync(test, until + (2 * Heartbeat));
        var alert = Assert.Single(await RestAsync(test));
        Assert.Equal(("PromisesBroken", "final", "promises-overdue", $"{size + PromiseWatch.MostOfStretch}"), (alert.Rule, alert.State, alert.Reason.Code, alert.Reason.Args["index"]));
        Assert.Equal(PromiseWatch.MostOfStretch + 1, await BrokenAsync(test));

        await test.SettleAsync();
        alert = Assert.Single(await RestAsync(test));
        Assert.Equal(("final", "promises-late", $"{Rest}"), (alert.State, alert.Reason.Code, alert.Reason.Args["count"]));
        Assert.Equal(((await test.PoolAsync()).Checkpoint!.Size - 1).ToString(System.Globalization.CultureInfo.InvariantCulture), alert.Reason.Args["to"]);
        Assert.Equal(PromiseWatch.MostOfStretch + Rest, await BrokenAsync(test));
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));

        // The next stretch is as long, and in time.
        await test.FillAsync((int)PromiseWatch.MostOfStretch + Rest);
        await test.AnchorAsync();
        Assert.Single(await RestAsync(test));

        static async Task<IEnumerable<AlertView>> RestAsync(TestLedger test) => (await AllAsync(test)).Where(alert => alert.Rule is "PromisesBroken");
        static async Task<ulong> BrokenAsync(TestLedger test) => (await test.Ledger.Machine.ReadAsync(CancellationToken.None)).PromisesBroken;
        static async Task<IReadOnlyList<AlertView>> AllAsync(TestLedger test) =>
            (await test.Ledger.Alerts.ListAsync(null, null, null, 5_000, RefusalTexts.English, CancellationToken.None)).Items;
    }

    [Fact]
    public async Task A_checkpoint_that_passes_less_than_a_stretch_leaves_one_alert_of_the_rest_that_still_waits()
    {
        const int Rest = 7;
        await using var test = await TestLedger.StartAsync(template);
        var until = AnchorBy(await ReportAsync(test));
        var size = (await test.PoolAsync()).Checkpoint!.Size;
        test.Clock.Move(TimeSpan.FromSeconds(ApplicationOptions.DefaultAnchorIntervalSeconds));
        Assert.True(await test.StepAsync("anchor")); // a checkpoint of the one report is in flight
        await test.FillAsync((int)PromiseWatch.MostOfStretch + Rest);
        await PassAsync(test, until + (2 * Heartbeat));
        Assert.Equal([("promises-overdue", $"{size + PromiseWatch.MostOfStretch}")], await RestAsync());

        await test.StepAsync("submit");
        await PassAsync(test, until + (3 * Heartbeat));
        Assert.Equal(size + 1, (await test.PoolAsync()).Checkpoint!.Size);
        Assert.Equal([("promises-overdue", $"{size + 1 + PromiseWatch.MostOfStretch}")], await RestAsync());
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));

        await test.SettleAsync();
        Assert.Equal([("promises-late", $"{size + 1 + PromiseWatch.MostOfStretch}")], await RestAsync());
        Assert.Equal(1 + PromiseWatch.MostOfStretch + Rest, (await test.Ledger.Machine.ReadAsync(CancellationToken.None)).PromisesBroken);
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));

        async Task<IEnumerable<(string Reason, string From)>> RestAsync() =>
            (await test.Ledger.Alerts.ListAsync(null, null, null, 5_000, RefusalTexts.English, CancellationToken.None)).Items
                .Where(alert => alert is { Rule: "PromisesBroken", State: not "retracted" })
                .Select(alert => (alert.Reason.Code, alert.Reason.Args.TryGetValue("index", out var index) ? index : alert.Reason.Args["from"]));
    }

    [Fact]
    public async Task A_promise_that_is_given_while_the_node_stands_still_has_its_time_from_now_on()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.StreamAsync(Harbor);
        await test.AnchorAsync();
        test.Clock.Move(TimeSpan.FromSeconds(ApplicationOptions.DefaultAnchorGraceSeconds) + TimeSpan.FromHours(1));
        var now = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.True((await test.Ledger.Context.Store.ReadAsync(reader => reader.Blocks.Head!.Time)) + ApplicationOptions.DefaultAnchorGraceSeconds < now);
        Assert.Equal(now + ApplicationOptions.DefaultAnchorGraceSeconds, AnchorBy(await test.SubmitAsync(Harbor)));
        await test.FollowAsync();
        await test.AnchorAsync();
        Assert.Empty(await AlertsAsync(test));
    }

    [Fact]
    public async Task While_a_log_stands_still_a_block_costs_a_look_at_what_is_due_or_new()
    {
        await using var test = await TestLedger.StartAsync(template);
        var watch = new PromiseWatch(test.Ledger.Context);
        var until = AnchorBy(await ReportAsync(test));
        await PassAsync(test, until + Heartbeat);
        Assert.Equal(1, await LookAsync(until + (2 * Heartbeat)));
        Assert.Equal(0, await LookAsync(until + (3 * Heartbeat)));

        await test.FillAsync(4);
        var due = until + (3 * Heartbeat) + ApplicationOptions.DefaultAnchorGraceSeconds;
        Assert.Equal(4, await LookAsync(until + (4 * Heartbeat)));
        Assert.Equal(0, await LookAsync(due)); // they have time
        Assert.Single(await AlertsAsync(test));
        Assert.Equal(4, await LookAsync(due + Heartbeat));
        Assert.Equal(5, (await AlertsAsync(test)).Count);
        Assert.Equal(0, await LookAsync(due + (2 * Heartbeat)));

        await test.SettleAsync();
        Assert.All(await AlertsAsync(test), alert => Assert.Equal("promise-late", alert.Reason.Code));
        await test.RestartAsync();
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));

        async Task<long> LookAsync(ulong time)
        {
            await PassAsync(test, time);
            return await test.Ledger.Context.Store.WriteAsync(writer =>
            {
                var before = watch.Judged;
                watch.Pass(writer);
                return watch.Judged - before;
            });
        }
    }

    [Fact]
    public async Task Whom_the_host_promised_reads_it_and_other_licensees_do_not()
    {
        await using var test = await TestLedger.StartAsync(template);
        await PassAsync(test, AnchorBy(await ReportAsync(test)) + Heartbeat);
        Assert.Single(await ReadAsync(Harbor, PoolRole.Licensee));
        Assert.Empty(await ReadAsync("licensee-willow", PoolRole.Licensee));
        Assert.Single(await ReadAsync("administrator", PoolRole.Administrator));
        Assert.Single(await ReadAsync("licensee-willow", PoolRole.Auditor));

        async Task<IReadOnlyList<AlertView>> ReadAsync(string name, PoolRole role)
        {
            var pool = new PoolId((await test.PoolAsync()).Id);
            var caller = new Caller("key", test.Party(name), AccessScopes.Read, new Dictionary<PoolId, PoolRole> { [pool] = role });
            return (await test.Ledger.Alerts.ListAsync(caller, null, null, null, 100, RefusalTexts.English, CancellationToken.None)).Items;
        }
    }

    [Fact]
    public async Task A_reorg_takes_the_alert_with_its_block_and_the_next_chain_brings_it_back()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        var until = AnchorBy(await ReportAsync(test));
        await MineAsync(test, node, until);
        Assert.Equal(("raised", "promise-overdue"), Show(Assert.Single(await AlertsAsync(test))));

        await node.ReorgAsync(1);
        await test.FollowAsync();
        await MineAsync(test, node, until);
        var alert = Assert.Single(await AlertsAsync(test));
        Assert.Equal(("raised", "promise-overdue"), Show(alert));
        Assert.Equal((await BlockAsync(test, alert.Block!.Number)).Hash, alert.Block.Hash);
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task A_reorg_of_the_late_checkpoint_makes_the_promise_overdue_again()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        var until = AnchorBy(await ReportAsync(test));
        await MineAsync(test, node, until);
        var overdue = Assert.Single(await AlertsAsync(test));
        await test.AnchorAsync();
        Assert.Equal(("raised", "promise-late"), Show(Assert.Single(await AlertsAsync(test))));

        await node.ReorgAsync(1);
        await test.FollowAsync(steps: 1); // the block is taken back, and the next one not yet taken
        Assert.Equal(overdue.Block!.Number, (await HeadAsync(test)).Number);
        var again = Assert.Single(await AlertsAsync(test));
        Assert.Equal((Show(overdue), overdue.Block), (Show(again), again.Block));
        await test.FollowAsync();
        Assert.Equal(overdue.Block, Assert.Single(await AlertsAsync(test)).Block);
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    private const ulong Heartbeat = ApplicationOptions.DefaultHeartbeatSeconds;

    private static (string State, string Reason) Show(AlertView alert) => (alert.State, alert.Reason.Code);

    private static ulong AnchorBy(UsageReportReceipt receipt) => receipt.Promise.TypedData.GetProperty("message").GetProperty("anchorBy").GetUInt64();

    /// <summary>A report that waits for its checkpoint, in a stream that is anchored.</summary>
    private static async Task<UsageReportReceipt> ReportAsync(TestLedger test)
    {
        await test.StreamAsync(Harbor);
        await test.AnchorAsync();
        return await test.SubmitAsync(Harbor);
    }

    /// <summary>The chain comes to that time, and nobody anchors.</summary>
    private static async Task PassAsync(TestLedger test, ulong time)
    {
        test.Clock.Move(DateTimeOffset.FromUnixTimeSeconds((long)time) - test.Clock.GetUtcNow());
        await test.StepAsync("mine");
        await test.FollowAsync();
    }

    /// <summary>The network comes past that time, and nobody anchors.</summary>
    private static async Task MineAsync(TestLedger test, DevelopmentNode node, ulong until)
    {
        var time = await test.Ledger.Context.Store.ReadAsync(reader => reader.Blocks.Head!.Time);
        await node.PassAsync(time > until ? 1 : until + 1 - time);
        await node.MineAsync(1);
        await test.FollowAsync();
    }

    private static Task<BlockRef> HeadAsync(TestLedger test) => test.Ledger.Context.Store.ReadAsync(reader => reader.Blocks.Head!.Ref);

    private static Task<BlockRef> BlockAsync(TestLedger test, ulong number) => test.Ledger.Context.Store.ReadAsync(reader => reader.Blocks.At(number)!.Ref);

    private static async Task<IReadOnlyList<AlertView>> AlertsAsync(TestLedger test) =>
        (await test.Ledger.Alerts.ListAsync(null, null, null, 100, RefusalTexts.English, CancellationToken.None)).Items;
}
