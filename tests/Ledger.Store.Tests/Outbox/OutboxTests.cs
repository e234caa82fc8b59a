// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Outbox;

namespace Ledger.Store.Tests.Outbox;

public sealed class OutboxTests
{
    [Theory, EveryStore]
    public async Task An_intent_waits_as_it_went_in(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        var intent = Some.Intent("a") with { Operation = Some.Hash("operation") };
        Assert.True(await it.WriteAsync(store => store.Outbox.TryEnqueue(intent)));
        var row = (await it.ReadAsync(store => store.Outbox.Find(intent.Id)))!;
        Assert.Equal(
            (intent.Id, intent.Kind, intent.To, intent.GasLimit, intent.Operation, IntentState.Waiting, null, 1_000L),
            (row.Id, row.Kind, row.To, row.GasLimit, row.Operation, row.State, row.Nonce, row.CreatedAt));
        Assert.Equal(intent.CallData, row.CallData);
    }

    [Theory, EveryStore]
    public async Task The_same_intent_is_taken_once(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        Assert.True(await it.WriteAsync(store => store.Outbox.TryEnqueue(Some.Intent("a"))));
        Assert.False(await it.WriteAsync(store => store.Outbox.TryEnqueue(Some.Intent("a") with { CallData = [1] })));
        Assert.Equal(1, await it.ReadAsync(store => store.Outbox.Count(IntentState.Waiting)));
    }

    [Theory, EveryStore]
    public async Task Intents_wait_in_the_order_they_came(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await EnqueueAsync(it, "c", "a", "b");
        var rows = await it.ReadAsync(store => store.Outbox.InState(IntentState.Waiting, 2));
        Assert.Equal([Some.Hash("c"), Some.Hash("a")], rows.Select(row => row.Id));
    }

    [Theory, EveryStore]
    public async Task No_nonce_is_given_before_the_account_was_reconciled(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await EnqueueAsync(it, "a");
        Assert.Null(await it.ReadAsync(store => store.Outbox.NextNonce(Some.Signer)));
        Assert.False(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt("a", 0))));
    }

    [Theory, EveryStore]
    public async Task Keeping_signed_bytes_takes_the_nonce(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await EnqueueAsync(it, "a");
        await it.WriteAsync(store => store.Outbox.Reconcile(Some.Signer, 5));
        Assert.True(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt("a", 5))));
        Assert.Equal(6UL, await it.ReadAsync(store => store.Outbox.NextNonce(Some.Signer)));
        var row = (await it.ReadAsync(store => store.Outbox.Find(Some.Hash("a"))))!;
        Assert.Equal((IntentState.Signed, Some.Signer, 5UL), (row.State, row.Signer!.Value, row.Nonce!.Value));
        Assert.Equal(Some.Bytes("raw"), Assert.Single(await it.ReadAsync(store => store.Outbox.Attempts(row.Id))).Raw);
    }

    [Theory, EveryStore]
    public async Task A_nonce_belongs_to_one_intent(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        await EnqueueAsync(it, "b");
        Assert.False(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt("b", 0))));
        Assert.Equal(IntentState.Waiting, (await it.ReadAsync(store => store.Outbox.Find(Some.Hash("b"))))!.State);
    }

    [Theory, EveryStore]
    public async Task A_nonce_past_the_next_is_refused(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        await EnqueueAsync(it, "b");
        Assert.False(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt("b", 2))));
    }

    [Theory, EveryStore]
    public async Task An_intent_holds_one_nonce(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        Assert.False(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt("a", 1))));
    }

    [Theory, EveryStore]
    public async Task A_replacement_keeps_the_nonce(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        Assert.True(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt("a", 0, "dearer"))));
        Assert.Equal(2, (await it.ReadAsync(store => store.Outbox.AttemptsAt(Some.Signer, 0))).Count);
        Assert.Equal(1UL, await it.ReadAsync(store => store.Outbox.NextNonce(Some.Signer)));
    }

    [Theory, EveryStore]
    public async Task The_same_bytes_are_kept_once(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        Assert.False(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt("a", 0))));
    }

    [Theory, EveryStore]
    public async Task What_the_node_took_is_noted(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        var hash = Some.Attempt("a", 0).Hash;
        Assert.Null((await it.ReadAsync(store => store.Outbox.FindAttempt(hash)))!.SentAt);
        await it.WriteAsync(store => store.Outbox.MarkSent(hash, 1_234));
        Assert.Equal(1_234, (await it.ReadAsync(store => store.Outbox.FindAttempt(hash)))!.SentAt);
    }

    [Theory, EveryStore]
    public async Task A_nonce_that_a_stranger_took_is_given_up(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        await it.WriteAsync(store => store.Outbox.Renonce(Some.Hash("a"), 2_000));
        Assert.Equal(IntentState.Waiting, (await it.ReadAsync(store => store.Outbox.Find(Some.Hash("a"))))!.State);
        Assert.Empty(await it.ReadAsync(store => store.Outbox.AttemptsAt(Some.Signer, 0)));
        Assert.True(Assert.Single(await it.ReadAsync(store => store.Outbox.Attempts(Some.Hash("a")))).Abandoned);
        Assert.True(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt("a", 1))));
    }

    [Theory, EveryStore]
    public async Task Reconciling_moves_the_nonce_upwards_and_downwards(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Outbox.Reconcile(Some.Signer, 9));
        await it.WriteAsync(store => store.Outbox.Reconcile(Some.Signer, 4));
        Assert.Equal(4UL, await it.ReadAsync(store => store.Outbox.NextNonce(Some.Signer)));
    }

    [Theory, EveryStore]
    public async Task Reconciling_leaves_live_attempts_their_nonces(string engine)
    {
        await using var it = await SignedAsync(engine, "a", "b", "c");
        await it.WriteAsync(store => store.Outbox.Reconcile(Some.Signer, 1));
        Assert.Equal(3UL, await it.ReadAsync(store => store.Outbox.NextNonce(Some.Signer)));
    }

    [Theory, EveryStore]
    public async Task A_gap_is_seen_and_filled_by_a_no_op_or_an_intent(string engine)
    {
        await using var it = await SignedAsync(engine, "a", "b", "c", "d");
        await it.WriteAsync(store =>
        {
            store.Outbox.Renonce(Some.Hash("b"), 2_000);
            store.Outbox.Renonce(Some.Hash("c"), 2_000);
        });
        Assert.Equal([1UL, 2UL], await it.ReadAsync(store => store.Outbox.Gaps(Some.Signer, 0)));
        Assert.True(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt(null, 1))));
        Assert.True(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt("b", 2))));
        Assert.Empty(await it.ReadAsync(store => store.Outbox.Gaps(Some.Signer, 0)));
        Assert.Equal(4UL, await it.ReadAsync(store => store.Outbox.NextNonce(Some.Signer)));
    }

    [Theory, EveryStore]
    public async Task A_no_op_does_not_take_an_intents_nonce_unless_the_intent_failed(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        Assert.False(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt(null, 0))));
        await it.WriteAsync(store => store.Outbox.MarkFailed(Some.Hash("a"), Some.Bytes("{}"), 2_000));
        Assert.True(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt(null, 0))));
    }

    [Theory, EveryStore]
    public async Task A_failed_intents_nonce_is_a_gap_until_it_is_filled(string engine)
    {
        await using var it = await SignedAsync(engine, "a", "b");
        await it.WriteAsync(store => store.Outbox.MarkFailed(Some.Hash("a"), Some.Bytes("{}"), 2_000));
        Assert.Equal([0UL], await it.ReadAsync(store => store.Outbox.Gaps(Some.Signer, 0)));
        Assert.Empty(await it.ReadAsync(store => store.Outbox.Gaps(Some.Signer, 1)));
        await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt(null, 0)));
        await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt(null, 0, "dearer")));
        Assert.Empty(await it.ReadAsync(store => store.Outbox.Gaps(Some.Signer, 0)));
        Assert.Equal(
            [Some.Attempt(null, 0, "dearer").Hash, Some.Attempt("b", 1).Hash],
            (await it.ReadAsync(store => store.Outbox.Newest(Some.Signer, 0))).Select(row => row.Hash));
        Assert.Equal(Some.Attempt("b", 1).Hash, Assert.Single(await it.ReadAsync(store => store.Outbox.Newest(Some.Signer, 1))).Hash);
    }

    [Theory, EveryStore]
    public async Task What_was_given_up_is_remembered_at_its_nonce_and_is_not_the_newest_there(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        await it.WriteAsync(store => store.Outbox.Renonce(Some.Hash("a"), 2_000));
        Assert.Empty(await it.ReadAsync(store => store.Outbox.Newest(Some.Signer, 0)));
        Assert.True(Assert.Single(await it.ReadAsync(store => store.Outbox.EverAt(Some.Signer, 0))).Abandoned);
    }

    [Theory, EveryStore]
    public async Task A_failed_intent_can_wait_again_with_another_call(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        var again = Some.Intent("a") with { CallData = Some.Bytes("another call") };
        Assert.False(await it.WriteAsync(store => store.Outbox.TryRevive(again)));
        await it.WriteAsync(store => store.Outbox.MarkFailed(again.Id, Some.Bytes("{}"), 2_000));
        Assert.True(await it.WriteAsync(store => store.Outbox.TryRevive(again)));
        var row = (await it.ReadAsync(store => store.Outbox.Find(again.Id)))!;
        Assert.Equal((IntentState.Waiting, null, null), (row.State, row.Nonce, row.Problem));
        Assert.Equal(again.CallData, row.CallData);
        Assert.Equal([0UL], await it.ReadAsync(store => store.Outbox.Gaps(Some.Signer, 0)));
        Assert.True(await it.WriteAsync(store => store.Outbox.TryKeep(Some.Attempt("a", 1))));
    }

    [Theory, EveryStore]
    public async Task An_included_intent_is_found_by_its_block_until_retracted(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        await it.WriteAsync(store => store.Outbox.MarkIncluded(Some.Hash("a"), Some.Ref(8), Some.Attempt("a", 0).Hash, 2_000));
        var row = Assert.Single(await it.ReadAsync(store => store.Outbox.IncludedIn(Some.Ref(8).Hash)));
        Assert.Equal((IntentState.Included, Some.Ref(8)), (row.State, row.Block!.Value));
        Assert.Empty(await it.ReadAsync(store => store.Outbox.InFlight(Some.Signer)));
        await it.WriteAsync(store => store.Outbox.MarkRetracted(Some.Hash("a"), 2_001));
        Assert.Empty(await it.ReadAsync(store => store.Outbox.IncludedIn(Some.Ref(8).Hash)));
        Assert.Equal(0UL, Assert.Single(await it.ReadAsync(store => store.Outbox.InFlight(Some.Signer))).Nonce);
    }

    [Theory, EveryStore]
    public async Task An_intent_relayed_by_a_stranger_waits_again_when_retracted(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await EnqueueAsync(it, "a");
        await it.WriteAsync(store => store.Outbox.MarkIncluded(Some.Hash("a"), Some.Ref(8), Some.Hash("strange"), 2_000));
        await it.WriteAsync(store => store.Outbox.MarkRetracted(Some.Hash("a"), 2_001));
        Assert.Equal(IntentState.Waiting, (await it.ReadAsync(store => store.Outbox.Find(Some.Hash("a"))))!.State);
    }

    [Theory, EveryStore]
    public async Task A_final_intent_never_moves_again(string engine)
    {
        await using var it = await SignedAsync(engine, "a");
        var id = Some.Hash("a");
        await it.WriteAsync(store => store.Outbox.MarkIncluded(id, Some.Ref(8), Some.Hash("tx"), 2_000));
        await it.WriteAsync(store => store.Outbox.MarkFinal(id, 2_001));
        await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store => store.Outbox.MarkRetracted(id, 2_002)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store => store.Outbox.MarkFailed(id, [], 2_002)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store => store.Outbox.Renonce(id, 2_002)));
        Assert.Equal(IntentState.Final, (await it.ReadAsync(store => store.Outbox.Find(id)))!.State);
    }

    [Theory, EveryStore]
    public async Task A_failed_intent_says_why(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await EnqueueAsync(it, "a");
        await it.WriteAsync(store => store.Outbox.MarkFailed(Some.Hash("a"), Some.Bytes("""{"code":"head-moved"}"""), 2_000));
        var row = (await it.ReadAsync(store => store.Outbox.Find(Some.Hash("a"))))!;
        Assert.Equal(IntentState.Failed, row.State);
        Assert.Equal(Some.Bytes("""{"code":"head-moved"}"""), row.Problem);
    }

    [Theory, EveryStore]
    public async Task An_unknown_intent_cannot_move(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await Assert.ThrowsAsync<InvalidOperationException>(() => it.WriteAsync(store => store.Outbox.MarkFinal(Some.Hash("a"), 1)));
    }

    private static Task EnqueueAsync(StoreUnderTest it, params string[] ids) => it.WriteAsync(store =>
    {
        foreach (var id in ids)
        {
            Assert.True(store.Outbox.TryEnqueue(Some.Intent(id)));
        }
    });

    private static async Task<StoreUnderTest> SignedAsync(string engine, params string[] ids)
    {
        var it = StoreUnderTest.Create(engine);
        await EnqueueAsync(it, ids);
        await it.WriteAsync(store =>
        {
            store.Outbox.Reconcile(Some.Signer, 0);
            for (var i = 0; i < ids.Length; i++)
            {
                Assert.True(store.Outbox.TryKeep(Some.Attempt(ids[i], (ulong)i)));
            }
        });
        return it;
    }
}
