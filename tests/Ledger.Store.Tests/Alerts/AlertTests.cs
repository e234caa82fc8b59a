// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Alerts;

namespace Ledger.Store.Tests.Alerts;

public sealed class AlertTests
{
    [Theory, EveryStore]
    public async Task An_alert_keeps_its_number_through_its_states(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Alerts.Put(Some.Alert("a", AlertState.Provisional)));
        await it.WriteAsync(store => store.Alerts.Put(Some.Alert("b", AlertState.Provisional)));
        await it.WriteAsync(store => store.Alerts.Put(Some.Alert("a", AlertState.Raised, Some.Ref(5))));
        var read = (await it.ReadAsync(store => store.Alerts.Find(Some.Hash("a"))))!;
        Assert.Equal((1L, AlertState.Raised, Some.Ref(5)), (read.Seq, read.State, read.Deciding!.Value));
    }

    [Theory]
    [InlineData(AlertState.Provisional, true)]
    [InlineData(AlertState.Retracted, true)]
    [InlineData(AlertState.Raised, false)]
    [InlineData(AlertState.Final, false)]
    public async Task A_deciding_block_belongs_to_raised_and_final_only(AlertState state, bool hasBlock)
    {
        await using var it = StoreUnderTest.Create(StoreUnderTest.Sqlite);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => it.WriteAsync(store => store.Alerts.Put(Some.Alert("a", state, hasBlock ? Some.Ref(1) : null))));
    }

    [Theory, EveryStore]
    public async Task Alerts_are_found_by_their_deciding_block(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Alerts.Put(Some.Alert("a", AlertState.Raised, Some.Ref(5)));
            store.Alerts.Put(Some.Alert("b", AlertState.Raised, Some.Ref(5, "b")));
            store.Alerts.Put(Some.Alert("c", AlertState.Final, Some.Ref(4)));
        });
        Assert.Equal(Some.Hash("a"), Assert.Single(await it.ReadAsync(store => store.Alerts.DecidedIn(Some.Ref(5).Hash))).Id);
        Assert.Empty(await it.ReadAsync(store => store.Alerts.RaisedUpTo(4)));
        Assert.Equal(2, (await it.ReadAsync(store => store.Alerts.RaisedUpTo(5))).Count);
    }

    [Theory, EveryStore]
    public async Task Alerts_are_listed_by_state_and_pool(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store =>
        {
            store.Alerts.Put(Some.Alert("a", AlertState.Provisional));
            store.Alerts.Put(Some.Alert("b", AlertState.Retracted));
            store.Alerts.Put(Some.Alert("c", AlertState.Provisional, pool: "other"));
        });
        Assert.Equal(3, (await it.ReadAsync(store => store.Alerts.List(null, null, 0, 9))).Count);
        Assert.Equal(2, (await it.ReadAsync(store => store.Alerts.List(AlertState.Provisional, null, 0, 9))).Count);
        Assert.Equal(Some.Hash("c"), Assert.Single(await it.ReadAsync(store => store.Alerts.List(null, Some.Hash("other"), 0, 9))).Id);
        Assert.Single(await it.ReadAsync(store => store.Alerts.List(null, null, 2, 9)));
        Assert.Equal([3], (await it.ReadAsync(store => store.Alerts.Before(Some.Hash("other"), 9, 9))).Select(alert => alert.Seq));
        Assert.Empty(await it.ReadAsync(store => store.Alerts.Before(Some.Hash("other"), 3, 9)));
    }

    [Theory, EveryStore]
    public async Task A_message_is_due_until_it_is_delivered(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var seq = await it.WriteAsync(store =>
        {
            store.Alerts.Put(Some.Alert("a", AlertState.Provisional));
            return store.Notifications.Add(Some.Notification("a", dueAt: 100));
        });
        Assert.Empty(await it.ReadAsync(store => store.Notifications.Due(99, 9)));
        await it.WriteAsync(store => store.Notifications.Note(seq, NotificationState.Waiting, "timeout", 200));
        Assert.Empty(await it.ReadAsync(store => store.Notifications.Due(100, 9)));
        var due = Assert.Single(await it.ReadAsync(store => store.Notifications.Due(200, 9)));
        Assert.Equal((1, "timeout"), (due.Tries, due.LastOutcome));
        await it.WriteAsync(store => store.Notifications.Note(seq, NotificationState.Delivered, "delivered", 0));
        Assert.Empty(await it.ReadAsync(store => store.Notifications.Due(long.MaxValue, 9)));
        Assert.Equal(1, await it.ReadAsync(store => store.Notifications.Count(NotificationState.Delivered)));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => it.WriteAsync(store => store.Notifications.Note(seq, NotificationState.GivenUp, "again", 0)));
    }

    [Theory, EveryStore]
    public async Task A_message_needs_its_alert(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => it.WriteAsync(store => store.Notifications.Add(Some.Notification("nowhere", 0))));
    }
}
