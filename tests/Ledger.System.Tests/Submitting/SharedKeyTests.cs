// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Tests;
using Ledger.Store.Outbox;

namespace Ledger.SystemTests.Submitting;

/// <summary>Two ledgers, each with a store of its own, that were given one relayer key by mistake, before a real anvil.</summary>
public sealed class SharedKeyTests
{
    private const int Count = 12;

    [Fact]
    public async Task Two_ledgers_with_one_key_tell_of_each_other_and_record_everything_once_without_a_gap()
    {
        await using var world = await OutboxWorld.CreateAsync(await AnvilNode.StartAsync("--order", "fifo"));
        var clock = await world.ClockAsync();
        OutboxLedger[] ledgers = [world.Open(world.Anvil.Transport, clock), world.Open(world.Anvil.Transport, clock)];
        foreach (var (ledger, first) in ledgers.Zip([0, Count]))
        {
            await ledger.FollowAsync();
            await ledger.RestAsync();
            await ledger.EnqueueAsync(world.Openings(first, Count));
        }

        await Settled.SettleAsync(world, clock, Count, ledgers);

        var nonce = await world.NonceAsync();
        Assert.Equal(nonce, await world.NonceAsync(withPending: true));
        List<ulong> spent = [];
        foreach (var ledger in ledgers)
        {
            Assert.Equal((Count, 0, 0), (
                await ledger.CountAsync(IntentState.Final), await ledger.CountAsync(IntentState.Waiting), await ledger.CountAsync(IntentState.Signed)));
            var (facts, next) = await ledger.Store.ReadAsync(reader => (
                reader.Facts.After(0, int.MaxValue).Where(fact => fact.Kind == "PartyOpened").ToList(), reader.Outbox.NextNonce(world.Relayer.Address)));
            Assert.Equal(2 * Count, facts.Count);
            Assert.Equal(2 * Count, facts.Select(fact => fact.Topics[1]).Distinct().Count());
            Assert.Equal(nonce, next);
            Assert.Equal(["relayer-shared"], Settled.Codes(await ledger.WarningsAsync()));
            spent.AddRange(await ledger.Store.ReadAsync(reader => reader.Outbox.InState(IntentState.Final, Count).Select(intent => intent.Nonce!.Value).ToList()));
        }

        // No nonce was spent on two intents, and those that carry none of both filled a gap.
        Assert.Equal(spent.Count, spent.Distinct().Count());
        Assert.All(spent, each => Assert.InRange(each, 4UL, nonce - 1));
    }
}
