// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using Ledger.Chain.Tests;
using Ledger.Ethereum;
using Ledger.Store.Outbox;
using Ledger.SystemTests.Simulation;

namespace Ledger.SystemTests.Submitting;

/// <summary>What the outbox's transactions cost, beside what a real anvil took from the account for them.</summary>
public sealed class SpendingTests
{
    private const int Count = 5;

    [Fact]
    public async Task What_was_spent_is_what_the_account_lost_to_the_last_wei_through_reorgs_and_a_restart()
    {
        await using var world = await OutboxWorld.CreateAsync(await AnvilNode.StartAsync("--order", "fifo"), finality: 3);
        var clock = await world.ClockAsync();
        var before = await world.Anvil.Node.BalanceAsync(world.Relayer.Address, default);
        var ledger = world.Open(world.Anvil.Transport, clock);
        await ledger.FollowAsync();
        await ledger.EnqueueAsync(world.Openings(0, Count));
        await ledger.RestAsync();
        await world.Anvil.MineAsync();
        await ledger.RestAsync();
        Assert.Equal(0UL, (await SpentAsync(ledger, clock)).Transactions); // in a block that is not final yet

        // The block goes, and its transactions come in another one, at another price.
        await world.Anvil.ReorgAsync(1);
        await Settled.SettleAsync(world, clock, Count, ledger);
        var spent = await SpentAsync(ledger, clock);
        Assert.Equal((ulong)Count, spent.Transactions);
        Assert.Equal(await LostAsync(world, before), spent.Wei.ToBigInteger());
        Assert.InRange(spent.Gas, 21_000UL * Count, 500_000UL * Count);

        var again = world.OpenBeside(ledger, world.Anvil.Transport, clock);
        Assert.Equal(spent, await SpentAsync(again, clock));
        await again.EnqueueAsync(world.Openings(Count, Count));
        await Settled.SettleAsync(world, clock, 2 * Count, again);
        Assert.Equal(await LostAsync(world, before), (await SpentAsync(again, clock)).Wei.ToBigInteger());
    }

    [Fact]
    public async Task A_strangers_transaction_with_our_key_is_not_counted_and_holds_nothing_up()
    {
        await using var world = await OutboxWorld.CreateAsync(await AnvilNode.StartAsync("--order", "fifo"));
        var clock = await world.ClockAsync();
        var ledger = world.Open(world.Anvil.Transport, clock);
        await ledger.FollowAsync();
        await ledger.EnqueueAsync(world.Openings(0, 1));
        await Settled.SettleAsync(world, clock, 1, ledger);
        await world.Anvil.SendAsync(world.Foreign(await world.NonceAsync()));
        await world.Anvil.MineAsync();
        await ledger.EnqueueAsync(world.Openings(1, 1));
        await Settled.SettleAsync(world, clock, 2, ledger);
        var spent = await SpentAsync(ledger, clock);
        Assert.Equal((2UL, await world.NonceAsync()), (spent.Transactions, spent.NextNonce));
    }

    /// <summary>Lets the sum be brought up to date.</summary>
    private static async Task<SpendingRow> SpentAsync(OutboxLedger ledger, SimClock clock)
    {
        clock.Step(10);
        while (await ledger.StepAsync("spend"))
        {
        }

        return (await ledger.Open.Machine.ReadAsync(default)).Spent!;
    }

    private static async Task<BigInteger> LostAsync(OutboxWorld world, UInt256 before) =>
        before.ToBigInteger() - (await world.Anvil.Node.BalanceAsync(world.Relayer.Address, default)).ToBigInteger();
}
