// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Submit;
using Ledger.Chain.Tests;
using Ledger.Store.Outbox;

namespace Ledger.SystemTests.Submitting;

/// <summary>What the network asks for, met by the real submit loop before a real anvil.</summary>
public sealed class FeeTests
{
    private const int Count = 5;

    [Fact]
    public async Task Above_the_ceiling_nothing_is_signed_the_alarm_stands_and_it_goes_on_by_itself_once_the_fee_falls()
    {
        await using var world = await OutboxWorld.CreateAsync(await AnvilNode.StartAsync("--order", "fifo"));
        await MineAtAsync(world, gwei: SubmitterOptions.DefaultMaxFeeGwei + 100);
        var clock = await world.ClockAsync();
        var ledger = world.Open(world.Anvil.Transport, clock);
        await ledger.FollowAsync();
        await ledger.EnqueueAsync(world.Openings(0, Count));
        await ledger.RestAsync();
        Assert.Equal((Count, 0), (await ledger.CountAsync(IntentState.Waiting), await ledger.CountAsync(IntentState.Signed)));
        Assert.Contains("fees-above-ceiling", Settled.Codes(await ledger.WarningsAsync()));

        // Empty blocks lower the base fee by an eighth each: nobody has to do anything.
        await Settled.SettleAsync(world, clock, Count, ledger);
        await Settled.CheckAsync(world, ledger, Count);
    }

    /// <param name="hoursAhead">How far the host's clock is ahead of the network's.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    public async Task What_a_pool_holds_and_no_block_takes_is_replaced_for_more_and_recorded_once(int hoursAhead)
    {
        await using var world = await OutboxWorld.CreateAsync(await AnvilNode.StartAsync("--order", "fifo"));
        var clock = await world.ClockAsync();
        clock.SetHost(hoursAhead * 3_600L);
        var ledger = world.Open(world.Anvil.Transport, clock);
        await ledger.FollowAsync();
        var openings = world.Openings(0, Count);
        await ledger.EnqueueAsync(openings);
        await ledger.RestAsync();
        Assert.Equal(Count, await ledger.CountAsync(IntentState.Signed));

        // The pool has them all; a block comes that has no room for any.
        await world.Anvil.AskAsync("evm_setBlockGasLimit", "[\"0x7530\"]");
        await world.Anvil.MineAsync();
        await world.Anvil.AskAsync("evm_setBlockGasLimit", "[\"0x1c9c380\"]");
        await ledger.RestAsync();
        Assert.Equal(4UL, await world.NonceAsync());
        Assert.Equal(4UL + Count, await world.NonceAsync(withPending: true));
        Assert.All(await AttemptsAsync(ledger, openings), attempts => Assert.Single(attempts));

        clock.Step(new Application.ApplicationOptions().StuckAfterSeconds);
        await Settled.SettleAsync(world, clock, Count, ledger);
        clock.SetHost(0); // else the chain seems to stand still, which is another test's affair
        await Settled.CheckAsync(world, ledger, Count);
        foreach (var attempts in await AttemptsAsync(ledger, openings))
        {
            var (first, last) = (Read(attempts[0]), Read(attempts[^1]));
            Assert.True(attempts.Count > 1, "It was never replaced.");
            Assert.All(attempts, attempt => Assert.Equal(first.Nonce, attempt.Nonce));
            Assert.True(last.Fees.MaxFeePerGas.ToBigInteger() * 8 >= first.Fees.MaxFeePerGas.ToBigInteger() * 9, "It was not replaced for an eighth more.");
            var intent = await ledger.Store.ReadAsync(reader => reader.Outbox.Find(attempts[0].Intent!.Value)!);
            Assert.Contains(intent.Transaction!.Value, attempts.Skip(1).Select(attempt => attempt.Hash));
        }
    }

    /// <summary>One block at a base fee.</summary>
    private static async Task MineAtAsync(OutboxWorld world, ulong gwei)
    {
        await world.Anvil.AskAsync("anvil_setNextBlockBaseFeePerGas", $"[\"0x{gwei * SubmitterOptions.Gwei:x}\"]");
        await world.Anvil.MineAsync();
    }

    private static Task<List<IReadOnlyList<AttemptRow>>> AttemptsAsync(OutboxLedger ledger, IReadOnlyList<NewIntent> intents) =>
        ledger.Store.ReadAsync(reader => intents.Select(intent => reader.Outbox.Attempts(intent.Id)).ToList());

    private static UnsignedTransaction Read(AttemptRow attempt) =>
        new OutboxTransaction(attempt.Intent!.Value, attempt.Signer, attempt.Nonce, attempt.Raw, attempt.Hash).Read();
}
