// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Alerts;
using Ledger.Domain.Parties;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Alerts;
using Ledger.Store.Journal;

namespace Ledger.Application.Tests;

/// <summary>A key that ends between the intake of what it signed and the checkpoint: the record stays in the log, and the alert says what only the host knows.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class KeyWatchTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";
    private const int Finality = 5;

    [Fact]
    public async Task A_report_anchored_after_the_end_of_its_key_is_an_alert_that_names_the_retirement()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (report, retirement) = await RetireAsync(test);
        Assert.Empty(await AlertsAsync(test)); // nothing is anchored yet

        await test.AnchorAsync();
        var alert = Assert.Single(await AlertsAsync(test));
        var checkpoint = (await test.PoolAsync()).Checkpoint!.Recorded;
        Assert.Equal(("KeyEnded", "final", "key-ended-before-checkpoint"), (alert.Rule, alert.State, alert.Reason.Code));
        Assert.Equal(checkpoint.Block, alert.Block!.Number);
        Assert.Equal([(report, "UsageReport"), (retirement, "KeyRetirement")], alert.Records.Select(record => (record.Record, record.Kind)));
        Assert.True(Time(alert, "until") < Time(alert, "at"));
        await test.RestartAsync();
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task It_is_found_in_a_later_epoch_too_and_by_a_rebuild()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.StreamAsync(Harbor);
        await test.AnchorAsync();
        await test.RecordAsync("LogKeyChange", new { pool = (await test.PoolAsync()).Id }, null, "administrator");
        await RetireAsync(test);
        await test.AnchorAsync();
        Assert.Equal("final", Assert.Single(await AlertsAsync(test)).State);
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task A_key_that_ends_after_the_checkpoint_leaves_its_records_alone()
    {
        await using var test = await TestLedger.StartAsync(template);
        var second = await test.AdmitAsync(Harbor, KeyScopes.Report);
        var report = await ReportAsync(test, second);
        await test.AnchorAsync();
        await test.RetireAsync(Harbor, second);
        await test.SubmitAsync(Harbor, sequence: 2, previous: report); // the next checkpoint has other records
        await test.AnchorAsync();
        Assert.Empty(await AlertsAsync(test));
    }

    [Fact]
    public async Task A_reorg_of_the_checkpoint_takes_the_alert_back_until_the_next_one()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        await RetireAsync(test);
        await test.AnchorAsync();
        var raised = Assert.Single(await AlertsAsync(test));
        Assert.Equal("raised", raised.State);

        await node.ReorgAsync(1);
        await test.FollowAsync();
        Assert.Equal(("provisional", (object?)null), Show(Assert.Single(await AlertsAsync(test))));
        await node.MineAsync(1);
        await test.AnchorAsync();
        var again = Assert.Single(await AlertsAsync(test));
        Assert.Equal(("raised", true), (again.State, again.Block!.Number > raised.Block!.Number));
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task Only_what_was_taken_before_the_end_of_a_key_is_recovered_and_not_all_that_its_author_signs_later()
    {
        await using var test = await TestLedger.StartAsync(template);
        await RetireAsync(test); // two were taken before the end: a stream, anchored before it, and this report
        await test.AnchorAsync();
        var (context, pool) = (test.Ledger.Context, new PoolId((await test.PoolAsync()).Id));
        Assert.Equal(1, await LookAsync());

        await test.StreamAsync("licensee-willow");
        for (var i = 0; i < 5; i++)
        {
            var opening = new StreamOpening(pool, test.Party(Harbor), $"Later {i}", await test.RecentBlockAsync(), Records.Salt());
            TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(opening, Harbor), CancellationToken.None));
        }

        await test.AnchorAsync();
        Assert.Equal(0, await LookAsync());
        var raised = Assert.Single(await AlertsAsync(test));

        // A reorg left an alert open, over a record that no end of a key touches on the chain that came instead: it is looked at, and withdrawn.
        var stale = await context.Store.WriteAsync(writer =>
        {
            var row = writer.Journal.List(new RecordFilter(RecordKind.StreamOpening), 0, 100)[^1];
            var known = writer.Alerts.Find(Hash32.Parse(raised.Id))!;
            var alert = known with { Id = StoreKeys.Of(KeyEnded.Rule, row.RecordId), State = AlertState.Provisional, Deciding = null };
            writer.Alerts.Put(alert);
            return alert.Id;
        });
        Assert.Equal(1, await LookAsync());
        Assert.Equal(AlertState.Retracted, await context.Store.ReadAsync(reader => reader.Alerts.Find(stale)!.State));

        // The newest checkpoint is looked at anew, by itself.
        Task<long> LookAsync() => context.Store.WriteAsync(writer =>
        {
            var checkpoint = context.On(writer).Log(pool).Newest!;
            var watch = new KeyWatch(context);
            Assert.InRange(checkpoint.OldSize, 0UL, checkpoint.Act.Size - 1);
            watch.Look(writer, UsageEpochs.Of(context.On(writer), pool), checkpoint, checkpoint.OldSize, checkpoint.Act.Size);
            return watch.Recovered;
        });
    }

    private static (string State, object? Block) Show(AlertView alert) => (alert.State, alert.Block);

    private static ulong Time(AlertView alert, string name) => ulong.Parse(alert.Reason.Args[name], CultureInfo.InvariantCulture);

    /// <summary>A report by a second key, which ends while the report waits for its checkpoint.</summary>
    private static async Task<(Hash32 Report, Hash32 Retirement)> RetireAsync(TestLedger test)
    {
        var second = await test.AdmitAsync(Harbor, KeyScopes.Report);
        await test.StreamAsync(Harbor);
        await test.AnchorAsync();
        var report = await ReportAsync(test, second);
        return (report.Value, await test.RetireAsync(Harbor, second));
    }

    private static async Task<RecordId> ReportAsync(TestLedger test, KeyFile key)
    {
        var lines = Records.Lines(2);
        var report = await test.ReportAsync(Harbor, lines);
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, key), CancellationToken.None));
        return report.Id;
    }

    private static async Task<IReadOnlyList<AlertView>> AlertsAsync(TestLedger test) =>
        (await test.Ledger.Alerts.ListAsync(null, null, null, 100, RefusalTexts.English, CancellationToken.None)).Items;
}
