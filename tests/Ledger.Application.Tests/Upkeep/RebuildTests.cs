// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Application.Upkeep;
using Ledger.Store.Alerts;

namespace Ledger.Application.Tests.Upkeep;

[Collection(SeededTemplate.Collection)]
public sealed class RebuildTests(SeededTemplate template)
{
    [Fact]
    public async Task A_rebuild_makes_damaged_rows_and_alerts_right_and_keeps_what_people_did()
    {
        await using var test = await Upkept.StartAsync(template);
        var alert = (await test.Ledger.Alerts.ListAsync(null, null, null, 10, "en", CancellationToken.None)).Items[0].Id;
        TestLedger.Must(await test.Ledger.Alerts.AcknowledgeAsync(alert, "en", CancellationToken.None));
        await test.Ledger.DisposeAsync();
        await Upkept.WriteAsync(test.Directory, writer =>
        {
            var rows = writer.Projections.All().ToList();
            writer.Projections.Remove(rows[0].Kind, rows[0].Id);
            writer.Projections.Put(rows[1] with { Body = new byte[] { 1, 2, 3 } });
            writer.Projections.Put(rows[2] with { Id = Records.Salt() });
            var raised = writer.Alerts.List(AlertState.Final, null, 0, 1)[0];
            writer.Alerts.Put(raised with { State = AlertState.Retracted, Deciding = null });
        });
        Assert.Equal(4, (await Upkept.FsckAsync(test.Directory, withChain: false)).Wrong);

        var report = TestLedger.Must(await Rebuild.RunAsync(test.Directory, TimeProvider.System, null, CancellationToken.None));
        Assert.Equal((3, 1), (report.Changed, report.Alerts));
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
        await test.RestartAsync();
        await test.CheckAll();
        Assert.True((await test.Ledger.Alerts.ListAsync(null, null, null, 10, "en", CancellationToken.None)).Items[0].Acknowledged);
    }

    [Fact]
    public async Task A_rebuild_of_a_sound_ledger_changes_nothing()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        var report = TestLedger.Must(await Rebuild.RunAsync(test.Directory, TimeProvider.System, null, CancellationToken.None));
        Assert.Equal((0, 0), (report.Changed, report.Alerts));
        Assert.True(report.Rows > 10);
    }

    [Fact]
    public async Task A_rebuild_beside_a_running_host_is_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        Assert.IsType<DirectoryLocked>((await Rebuild.RunAsync(test.Directory, TimeProvider.System, null, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Facts_that_cannot_be_read_are_built_into_nothing()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        Sql.Run(test.Directory, "DROP TRIGGER facts_change; UPDATE facts SET data = x'00' WHERE seq = 2;");
        Assert.IsType<FactsUnreadable>((await Rebuild.RunAsync(test.Directory, TimeProvider.System, null, CancellationToken.None)).Refusal);
    }
}
