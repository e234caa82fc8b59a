// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Outbox;

namespace Ledger.Store.Tests.Outbox;

public sealed class CheckpointTests
{
    private static readonly Hash32 Pool = Some.Hash("pool");

    [Theory, EveryStore]
    public async Task A_wish_grows_and_keeps_its_age(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Checkpoints.Want(Pool, 0, 3, 100));
        await it.WriteAsync(store => store.Checkpoints.Want(Pool, 0, 7, 200));
        await it.WriteAsync(store => store.Checkpoints.Want(Pool, 0, 5, 300));
        Assert.Equal(new CheckpointRow(Pool, 0, 7, 100, 0, null), Assert.Single(await it.ReadAsync(store => store.Checkpoints.Open())));
    }

    [Theory, EveryStore]
    public async Task A_log_is_ahead_of_its_journal_where_the_chain_has_more_leaves(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Journal.Append([Some.Record("a", 0), Some.Record("b", 1)]));
        await it.WriteAsync(store => store.Checkpoints.Release(Pool, 0, 2, 100));
        Assert.Empty(await it.ReadAsync(store => store.Checkpoints.Ahead()));
        await it.WriteAsync(store => store.Checkpoints.Release(Pool, 0, 3, 100));
        await it.WriteAsync(store => store.Checkpoints.Release(Pool, 1, 1, 100));
        Assert.Equal([(0UL, 3UL), (1UL, 1UL)], (await it.ReadAsync(store => store.Checkpoints.Ahead())).Select(row => (row.Epoch, row.Anchored)));
    }

    [Theory, EveryStore]
    public async Task One_checkpoint_is_in_flight_per_pool_and_epoch(string engine)
    {
        await using var it = await WithIntentsAsync(engine);
        await it.WriteAsync(store => store.Checkpoints.Want(Pool, 0, 3, 100));
        Assert.True(await it.WriteAsync(store => store.Checkpoints.TryBind(Pool, 0, Bound("a", 4))));
        Assert.False(await it.WriteAsync(store => store.Checkpoints.TryBind(Pool, 0, Bound("b", 5))));
        Assert.True(await it.WriteAsync(store => store.Checkpoints.TryBind(Pool, 1, Bound("b", 5))));
        Assert.Equal(new CheckpointRow(Pool, 0, 4, null, 0, Bound("a", 4)), await it.ReadAsync(store => store.Checkpoints.Find(Pool, 0)));
    }

    [Theory, EveryStore]
    public async Task A_wish_past_the_one_in_flight_waits_for_the_next(string engine)
    {
        await using var it = await WithIntentsAsync(engine);
        await it.WriteAsync(store => store.Checkpoints.TryBind(Pool, 0, Bound("a", 4)));
        await it.WriteAsync(store => store.Checkpoints.Want(Pool, 0, 4, 150));
        Assert.Null((await it.ReadAsync(store => store.Checkpoints.Find(Pool, 0)))!.WantedSince);
        await it.WriteAsync(store => store.Checkpoints.Want(Pool, 0, 6, 200));
        await it.WriteAsync(store => store.Checkpoints.Release(Pool, 0, 4, 300));
        Assert.Equal(new CheckpointRow(Pool, 0, 6, 200, 4, null), Assert.Single(await it.ReadAsync(store => store.Checkpoints.Open())));
    }

    [Theory, EveryStore]
    public async Task Nothing_is_open_once_all_is_anchored(string engine)
    {
        await using var it = await WithIntentsAsync(engine);
        await it.WriteAsync(store => store.Checkpoints.TryBind(Pool, 0, Bound("a", 4)));
        await it.WriteAsync(store => store.Checkpoints.Release(Pool, 0, 4, 300));
        Assert.Empty(await it.ReadAsync(store => store.Checkpoints.Open()));
    }

    [Theory, EveryStore]
    public async Task A_checkpoint_that_a_reorg_took_is_wanted_again(string engine)
    {
        await using var it = await WithIntentsAsync(engine);
        await it.WriteAsync(store => store.Checkpoints.TryBind(Pool, 0, Bound("a", 4)));
        await it.WriteAsync(store => store.Checkpoints.Release(Pool, 0, 4, 300));
        await it.WriteAsync(store => store.Checkpoints.Release(Pool, 0, 0, 400));
        Assert.Equal(new CheckpointRow(Pool, 0, 4, 400, 0, null), Assert.Single(await it.ReadAsync(store => store.Checkpoints.Open())));
    }

    [Theory, EveryStore]
    public async Task A_bound_checkpoint_needs_its_intent_in_the_outbox(string engine)
    {
        await using var it = StoreUnderTest.Create(engine);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => it.WriteAsync(store => store.Checkpoints.TryBind(Pool, 0, Bound("nowhere", 4))));
    }

    private static BoundCheckpoint Bound(string intent, ulong size) => new(Some.Hash(intent), size, Some.Hash($"root {size}"));

    private static async Task<StoreUnderTest> WithIntentsAsync(string engine)
    {
        var it = StoreUnderTest.Create(engine);
        await it.WriteAsync(store => store.Outbox.TryEnqueue(Some.Intent("a")) && store.Outbox.TryEnqueue(Some.Intent("b")));
        return it;
    }
}
