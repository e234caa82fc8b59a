// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Alerts;
using Ledger.Store.Feed;
using Ledger.Store.Proposals;

namespace Ledger.Store.Tests.Feed;

public sealed class FeedTests
{
    [Theory, EveryStore]
    public async Task Facts_and_the_blocks_taken_back_are_told_in_the_order_in_which_they_came(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(1), [Some.Fact(0, "a")]) is not null);
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(2), [Some.Fact(0, "b"), Some.Fact(1, "c")]) is not null);
        await it.WriteAsync(store => store.Blocks.TryRetract(Some.Ref(2)));
        await it.WriteAsync(store => store.Blocks.TryAdvance(Some.Block(2, "other", ""), [Some.Fact(0, "d")]) is not null);

        var told = await it.ReadAsync(store => store.Feed.After(0, 100));
        Assert.Equal([FeedKind.Fact, FeedKind.Fact, FeedKind.Fact, FeedKind.Retract, FeedKind.Fact], told.Select(row => row.Kind));
        Assert.Equal([1L, 2, 3, 4, 5], told.Select(row => row.Seq));
        Assert.Equal(Some.Ref(2), told[3].Block);
        Assert.True((await it.ReadAsync(store => store.Facts.Find(told[2].Fact!.Value)))!.Retracted);
        Assert.Equal(5, await it.ReadAsync(store => store.Feed.Last));
    }

    [Theory, EveryStore]
    public async Task An_alert_is_told_whenever_it_moves_and_a_step_back_is_a_retraction(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        (AlertState State, ulong? Block)[] life =
        [
            (AlertState.Provisional, null), (AlertState.Raised, 5), (AlertState.Raised, 5), (AlertState.Provisional, null), (AlertState.Raised, 6),
            (AlertState.Final, 6), (AlertState.Retracted, null), (AlertState.Provisional, null),
        ];
        foreach (var (state, block) in life)
        {
            await it.WriteAsync(store => store.Alerts.Put(Some.Alert("a", state, block is { } number ? Some.Ref(number) : null)));
        }

        var told = await it.ReadAsync(store => store.Feed.After(0, 100));
        Assert.Equal(
            [
                (FeedKind.Alert, 0), (FeedKind.Alert, 1), (FeedKind.AlertRetract, 0), (FeedKind.Alert, 1), (FeedKind.Alert, 2),
                (FeedKind.AlertRetract, 3), (FeedKind.Alert, 0),
            ],
            told.Select(row => (row.Kind, row.State!.Value)));
        Assert.Equal(Some.Ref(6), told[3].Block);
        Assert.All(told, row => Assert.Equal(Some.Hash("a"), row.Id));
    }

    [Theory, EveryStore]
    public async Task An_operation_is_told_when_it_comes_and_when_it_moves_and_at_no_other_time(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        foreach (var state in new[] { OperationState.Accepted, OperationState.Accepted, OperationState.Submitted, OperationState.Final })
        {
            await it.WriteAsync(store => store.Operations.Put(Some.Operation("o", state)));
        }

        Assert.Equal([0, 1, 3], (await it.ReadAsync(store => store.Feed.After(0, 100))).Select(row => row.State!.Value));
    }

    [Theory, EveryStore]
    public async Task What_a_write_undid_was_never_told_and_leaves_no_gap(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Operations.Put(Some.Operation("a", OperationState.Accepted)));
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => it.WriteAsync(store =>
        {
            store.Operations.Put(Some.Operation("b", OperationState.Accepted));
            throw new InvalidTimeZoneException();
        }));
        await it.WriteAsync(store => store.Operations.Put(Some.Operation("c", OperationState.Accepted)));
        await it.ReopenAsync();

        var told = await it.ReadAsync(store => store.Feed.After(0, 100));
        Assert.Equal([(1L, Some.Hash("a")), (2L, Some.Hash("c"))], told.Select(row => (row.Seq, row.Id!.Value)));
        Assert.Equal([2L], (await it.ReadAsync(store => store.Feed.After(1, 100))).Select(row => row.Seq));
    }
}
