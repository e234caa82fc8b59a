// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Tests;
using Ledger.Store;
using Ledger.Store.Outbox;
using Ledger.Store.Writing;

namespace Ledger.SystemTests.Submitting;

/// <summary>Two ledgers on one store before a real anvil: one of them slept, and another one became the writer.</summary>
public sealed class DeposedWriterTests
{
    private const int Count = 5;

    [Fact]
    public async Task Whoever_lost_the_store_sends_nothing_that_the_other_does_not_know()
    {
        await using var world = await OutboxWorld.CreateAsync(await AnvilNode.StartAsync("--order", "fifo"));
        var clock = await world.ClockAsync();
        var sleeper = world.Open(world.Anvil.Transport, clock);
        await sleeper.Store.TryTakeAsync(new WriterClaim(0, "sleeper"));
        await sleeper.FollowAsync();
        await sleeper.RestAsync();
        await sleeper.EnqueueAsync(world.Openings(0, Count));
        var next = world.OpenBeside(sleeper, world.Anvil.Transport, clock);
        await next.Store.TryTakeAsync(new WriterClaim(1, "next"));

        // It signs, and may not keep what it signed: so it is not sent.
        Assert.Equal(StoreFaultKind.Fenced, (await Assert.ThrowsAsync<StoreFault>(() => sleeper.StepAsync("submit"))).Kind);
        Assert.Equal(await world.NonceAsync(), await world.NonceAsync(withPending: true));
        Assert.Equal(Count, await next.CountAsync(IntentState.Waiting));

        await Settled.SettleAsync(world, clock, Count, next);
        await Settled.CheckAsync(world, next, Count);
    }

    [Fact]
    public async Task What_it_had_kept_before_it_lost_the_store_and_sends_late_is_recorded_once()
    {
        await using var world = await OutboxWorld.CreateAsync(await AnvilNode.StartAsync("--order", "fifo"));
        var clock = await world.ClockAsync();
        var road = new Road(world.Anvil.Transport);
        var sleeper = world.Open(road, clock);
        await sleeper.Store.TryTakeAsync(new WriterClaim(0, "sleeper"));
        await sleeper.FollowAsync();
        await sleeper.EnqueueAsync(world.Openings(0, Count));
        var next = world.OpenBeside(sleeper, world.Anvil.Transport, clock);
        road.Meet(async calls =>
        {
            // Asleep between keeping and sending: the next one sends the same bytes, and the sleeper sends them once more.
            await next.Store.TryTakeAsync(new WriterClaim(1, "next"));
            await next.RestAsync();
            await world.Anvil.MineAsync();
            return await road.PassAsync(calls);
        });
        Assert.Equal(StoreFaultKind.Fenced, (await Assert.ThrowsAsync<StoreFault>(sleeper.RestAsync)).Kind);
        Assert.Equal(0, road.Ahead);

        await Settled.SettleAsync(world, clock, Count, next);
        await Settled.CheckAsync(world, next, Count);
    }
}
