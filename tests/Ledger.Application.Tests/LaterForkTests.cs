// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Store.Journal;

namespace Ledger.Application.Tests;

/// <summary>A report that was kept while its place was free is a fork once another one stands there; and what is kept is looked over.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class LaterForkTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";

    private static readonly IReadOnlyList<UsageLine> _lines = Records.Lines(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_gap_whose_place_another_report_takes_is_a_fork(bool inOneBatch)
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync(Harbor);
        var second = await test.ReportAsync(Harbor, _lines, 2, new RecordId(first.ReportId));
        var kept = await test.ReportAsync(Harbor, _lines, 3, second.Id);
        var third = await test.ReportAsync(Harbor, _lines, 3, second.Id);
        if (inOneBatch)
        {
            var reports = new[] { kept, second, third }.Select(report => test.Ledger.UsageIntake.Read(test.Sign(report, _lines, Harbor))).ToList();
            var outcomes = await test.Ledger.UsageIntake.TakeAsync(reports, Caller.Host, RefusalTexts.English, CancellationToken.None);
            Assert.IsType<SequenceSkipped>(outcomes[0].Refusal);
            Assert.True(outcomes[1].IsDone && outcomes[2].IsDone);
        }
        else
        {
            Assert.IsType<SequenceSkipped>(await SendAsync(test, kept));
            Assert.Null(await SendAsync(test, second));
            Assert.Equal([("ReportGap", "retracted")], (await AlertsAsync(test)).Select(Show));
            Assert.Null(await SendAsync(test, third));
        }

        await AssertForkAsync(test, kept, third, "provisional");
        await test.AnchorAsync();
        await AssertForkAsync(test, kept, third, "final");
        Assert.IsType<SequenceTaken>(await SendAsync(test, kept)); // sent again it is what it was
        await test.RestartAsync();
        await AssertForkAsync(test, kept, third, "final");
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task A_report_that_carried_on_from_another_one_is_a_fork_of_the_one_that_takes_its_place_until_one_of_them_is_taken_back()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync(Harbor);
        var kept = await test.ReportAsync(Harbor, _lines, 2, new RecordId(Records.Salt()));
        var second = await test.ReportAsync(Harbor, _lines, 2, new RecordId(first.ReportId));
        Assert.IsType<PreviousMismatch>(await SendAsync(test, kept));
        Assert.Null(await SendAsync(test, second));
        await test.AnchorAsync();
        await AssertForkAsync(test, kept, second, "final");

        var taken = new ReportVoid(kept.License, kept.Reporter, kept.Id, await test.RecentBlockAsync(), Records.Salt());
        TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(taken, Harbor), CancellationToken.None));
        await test.AnchorAsync();
        await AssertForkAsync(test, kept, second, "retracted");
        Assert.Equal(taken.Id.Value, Assert.Single(await test.SuspectsAsync()).VoidedBy);
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task What_was_kept_as_a_gap_by_an_earlier_version_is_a_fork_once_it_is_sent_again()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync(Harbor);
        await test.AnchorAsync();
        var fork = await test.ReportAsync(Harbor, _lines);
        var request = test.Sign(fork, _lines, Harbor);
        var pool = (await test.PoolAsync()).Id;
        Assert.True(Ethereum.Signature.TryParse(request.Signature, out var signature));
        await test.Ledger.Context.Store.WriteAsync(writer => writer.Suspects.TryAdd(new SuspectRow(
            0, pool, SuspectReason.Gap, fork.Id.Value, fork.Reporter.Value, fork.Stream.Value, null, ActJson.Message(fork), signature.ToArray(), 1)));
        Assert.IsType<SequenceTaken>(await SendAsync(test, fork));
        var kept = Assert.Single(await test.SuspectsAsync());
        Assert.Equal(("fork", first.ReportId), (kept.Reason, kept.Against!.Id));
        Assert.Equal([("ReportFork", "final")], (await AlertsAsync(test)).Select(Show));
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    /// <summary>Nothing gives a kept proof back, so what was changed in one has to be seen.</summary>
    [Theory]
    [InlineData("body", "UPDATE suspects SET body = CAST(replace(CAST(body AS TEXT), '\"lineCount\":1', '\"lineCount\":2') AS BLOB)", "id")]
    [InlineData("body", "UPDATE suspects SET body = x'00'", "body")]
    [InlineData("signature", "UPDATE suspects SET signature = zeroblob(65)", "signature")]
    [InlineData("stream", "UPDATE suspects SET stream = pool", "columns")]
    [InlineData("against", "UPDATE suspects SET against = (SELECT record_id FROM journal WHERE stream IS NULL LIMIT 1)", "columns")]
    [InlineData("reason", "UPDATE suspects SET reason = 2", "columns")]
    public async Task A_kept_report_that_was_changed_is_named_by_fsck(string column, string sql, string what)
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.SubmitAsync(Harbor);
        var fork = await test.ReportAsync(Harbor, _lines);
        Assert.IsType<SequenceTaken>(await SendAsync(test, fork));
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
        await test.Ledger.DisposeAsync();
        Sql.Run(test.Directory, "DROP TRIGGER suspects_change; DROP TRIGGER suspects_turn; " + sql);
        var flaws = (await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws;
        Assert.True(flaws.Any(flaw => flaw.Code is "fsck-suspect-changed" && flaw.Args["report"] == fork.Id.ToString() && flaw.Args["what"] == what), column);
    }

    private static async Task AssertForkAsync(TestLedger test, UsageReport kept, UsageReport journaled, string state)
    {
        Assert.Equal([("ReportFork", state), ("ReportGap", "retracted")], (await AlertsAsync(test)).Select(Show).Order());
        Assert.Empty(await test.SuspectsAsync(reason: SuspectReason.Gap));
        var row = Assert.Single(await test.SuspectsAsync(reason: SuspectReason.Fork));
        Assert.Equal((kept.Id.Value, journaled.Id.Value), (row.Id, row.Against!.Id));
    }

    private static async Task<Refusal?> SendAsync(TestLedger test, UsageReport report) =>
        (await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, _lines, Harbor), CancellationToken.None)).Refusal;

    private static (string Rule, string State) Show(AlertView alert) => (alert.Rule, alert.State);

    private static async Task<IReadOnlyList<AlertView>> AlertsAsync(TestLedger test) =>
        (await test.Ledger.Alerts.ListAsync(null, null, null, 100, RefusalTexts.English, CancellationToken.None)).Items;
}
