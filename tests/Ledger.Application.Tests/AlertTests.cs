// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Alerts;
using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class AlertTests(SeededTemplate template)
{
    [Fact]
    public async Task A_maker_without_a_license_is_suspected_at_once_and_raised_with_the_checkpoint()
    {
        await using var test = await TestLedger.StartAsync(template);
        var receipt = TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(test.Sign(await test.ObservationAsync()), Caller.Host, CancellationToken.None));
        var suspected = Assert.Single(await AlertsAsync(test));
        Assert.Equal(("NoLicense", "provisional"), (suspected.Rule, suspected.State));
        Assert.Null(suspected.Block);
        Assert.Equal((receipt.ObservationId, "Observation"), (suspected.Records[0].Record, suspected.Records[0].Kind));
        Assert.Equal("maker-unknown", suspected.Reason.Code);
        Assert.Contains("Nameless Boxes", suspected.Reason.Detail, StringComparison.Ordinal);

        await test.AnchorAsync();
        var raised = Assert.Single(await AlertsAsync(test));
        Assert.Equal("final", raised.State); // on the embedded chain, included and final coincide
        Assert.Equal((await test.PoolAsync()).Checkpoint!.Recorded.Block, raised.Block!.Number);
        Assert.Equal(suspected.Id, raised.Id);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_licensee_is_not_suspected()
    {
        await using var test = await TestLedger.StartAsync(template);
        TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(
            test.Sign(await test.ObservationAsync("", test.Party("licensee-harbor"))), Caller.Host, CancellationToken.None));
        await test.AnchorAsync();
        Assert.Empty(await AlertsAsync(test));
    }

    [Fact]
    public async Task A_party_that_never_had_a_license_is_named_as_such()
    {
        await using var test = await TestLedger.StartAsync(template);
        TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(
            test.Sign(await test.ObservationAsync("", test.Party("member-lantern"))), Caller.Host, CancellationToken.None));
        Assert.Equal("never-licensed", Assert.Single(await AlertsAsync(test)).Reason.Code);
    }

    [Fact]
    public async Task Where_no_scheduled_patent_is_in_force_nobody_is_suspected()
    {
        await using var test = await TestLedger.StartAsync(template);
        TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(test.Sign(await test.ObservationAsync(madeIn: "FR")), Caller.Host, CancellationToken.None));
        Assert.Empty(await AlertsAsync(test));
    }

    [Fact]
    public async Task An_alert_is_acknowledged_and_its_sentence_is_told_in_Chinese()
    {
        await using var test = await TestLedger.StartAsync(template);
        TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(test.Sign(await test.ObservationAsync()), Caller.Host, CancellationToken.None));
        var alert = Assert.Single(await AlertsAsync(test));
        Assert.True(TestLedger.Must(await test.Ledger.Alerts.AcknowledgeAsync(alert.Id, "en", CancellationToken.None)).Acknowledged);
        await test.AnchorAsync();
        var after = TestLedger.Must(await test.Ledger.Alerts.GetAsync(alert.Id, "zh-CN", CancellationToken.None));
        Assert.True(after.Acknowledged);
        Assert.Contains("专利", after.Reason.Detail, StringComparison.Ordinal);
        Assert.IsType<AlertUnknown>((await test.Ledger.Alerts.GetAsync("0x00", "en", CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task An_observation_from_the_future_is_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        var observation = await test.ObservationAsync() with { ObservedAt = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds() + 1_000_000 };
        Assert.IsType<ObservedInFuture>((await test.Ledger.RecordIntake.ObserveAsync(test.Sign(observation), Caller.Host, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Somebody_elses_key_observes_nothing()
    {
        await using var test = await TestLedger.StartAsync(template);
        var outcome = await test.Ledger.RecordIntake.ObserveAsync(test.Sign(await test.ObservationAsync(), "licensee-harbor"), Caller.Host, CancellationToken.None);
        Assert.IsType<KeyNotHeld>(outcome.Refusal);
    }

    private static async Task<IReadOnlyList<AlertView>> AlertsAsync(TestLedger test) =>
        (await test.Ledger.Alerts.ListAsync(null, null, null, 10, "en", CancellationToken.None)).Items;
}
