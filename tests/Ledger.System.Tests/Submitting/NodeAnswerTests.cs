// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain;
using Ledger.Chain.Rpc;
using Ledger.Chain.Tests;
using Ledger.Store.Outbox;

namespace Ledger.SystemTests.Submitting;

/// <summary>Every answer that a node can give to signed bytes, met by the real submit loop before a real anvil.</summary>
public sealed class NodeAnswerTests
{
    private const int Count = 5;

    [Fact]
    public Task Bytes_that_are_known_already_are_sent() => MeetAsync(async (world, road) =>
    {
        road.Meet(async calls =>
        {
            await road.PassAsync(calls);
            return Said(await road.PassAsync(calls), "already imported");
        });
        await Task.CompletedTask;
    });

    [Fact]
    public Task A_nonce_that_our_own_transaction_has_spent_is_found_to_be_ours() => MeetAsync(async (world, road) =>
    {
        road.Meet(async calls =>
        {
            await road.PassAsync(calls);
            await world.Anvil.MineAsync();
            return Said(await road.PassAsync(calls), "nonce too low");
        });
        await Task.CompletedTask;
    });

    [Fact]
    public Task A_nonce_that_a_foreign_transaction_has_spent_is_given_up_for_another() => MeetAsync(
        async (world, road) =>
        {
            var nonce = await world.NonceAsync();
            road.Meet(async calls =>
            {
                await world.Anvil.SendAsync(world.Foreign(nonce));
                await world.Anvil.SendAsync(world.Foreign(nonce + 1));
                await world.Anvil.MineAsync();
                var answers = await road.PassAsync(calls);
                Said(answers.Take(2), "nonce too low");
                return answers;
            });
        },
        foreign: 2);

    [Fact]
    public Task What_is_underpriced_is_sent_again_for_more() => MeetAsync((_, road) =>
    {
        road.Meet(calls => Task.FromResult<IReadOnlyList<RpcAnswer>>([.. calls.Select(_ => RpcAnswer.Refused(-32000, "transaction underpriced"))]));
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_foreign_transaction_in_the_pool_at_our_nonce_is_outbid() => MeetAsync(async (world, road) =>
    {
        var nonce = await world.NonceAsync();
        road.Meet(async calls =>
        {
            await world.Anvil.SendAsync(world.Foreign(nonce, feeGwei: 10));
            var answers = await road.PassAsync(calls);
            Said(answers.Take(1), "replacement transaction underpriced");
            return answers;
        });
    });

    [Fact]
    public Task What_was_accepted_and_then_dropped_is_sent_again() => MeetAsync(async (world, road) =>
    {
        road.Meet(async calls =>
        {
            var answers = await road.PassAsync(calls);
            Assert.All(answers, answer => Assert.Null(answer.Error));
            await world.Anvil.AskAsync("anvil_dropAllTransactions");
            return answers;
        });
        await Task.CompletedTask;
    });

    [Fact]
    public Task When_the_answer_is_lost_after_acceptance_nothing_is_sent_for_another_nonce() => MeetAsync(async (world, road) =>
    {
        road.Meet(async calls =>
        {
            await road.PassAsync(calls);
            throw new ChainFault(ChainFaultKind.TimedOut, "No answer came.", isTransient: true);
        });
        await Task.CompletedTask;
    });

    [Fact]
    public async Task A_relayer_without_funds_takes_no_nonce_is_an_alarm_and_goes_on_once_funded()
    {
        await using var world = await OutboxWorld.CreateAsync(await AnvilNode.StartAsync());
        var clock = await world.ClockAsync();
        var ledger = world.Open(world.Anvil.Transport, clock);
        await ledger.FollowAsync();
        await ledger.EnqueueAsync(world.Openings(0, Count));
        await world.FundAsync(1);
        await ledger.RestAsync();
        Assert.Equal((Count, 0), (await ledger.CountAsync(IntentState.Waiting), await ledger.CountAsync(IntentState.Signed)));
        Assert.Contains("outbox-unfunded", Settled.Codes(await ledger.WarningsAsync()));

        await world.FundAsync(UInt128.Parse("1000000000000000000", null));
        await Settled.SettleAsync(world, clock, Count, ledger);
        await Settled.CheckAsync(world, ledger, Count);
    }

    [Fact]
    public Task Signed_bytes_that_the_account_cannot_pay_for_are_sent_again_once_it_can() => MeetAsync((_, road) =>
    {
        road.Meet(calls => Task.FromResult<IReadOnlyList<RpcAnswer>>([.. calls.Select(_ => RpcAnswer.Refused(-32000, "insufficient funds for gas * price + value"))]));
        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_foreign_transaction_from_our_key_while_nothing_is_on_its_way_is_an_alarm_and_its_nonce_is_passed_over()
    {
        await using var world = await OutboxWorld.CreateAsync(await AnvilNode.StartAsync());
        var clock = await world.ClockAsync();
        var ledger = world.Open(world.Anvil.Transport, clock);
        await ledger.FollowAsync();
        await ledger.RestAsync();
        Assert.Empty(await ledger.WarningsAsync());
        await world.Anvil.SendAsync(world.Foreign(await world.NonceAsync()));
        await world.Anvil.MineAsync();
        await ledger.EnqueueAsync(world.Openings(0, Count));
        await Settled.SettleAsync(world, clock, Count, ledger);
        await Settled.CheckAsync(world, ledger, Count, foreign: 1);
    }

    /// <summary>One batch of openings meets what the test has prepared; afterwards everything must be as if it had not.</summary>
    private static async Task MeetAsync(Func<OutboxWorld, Road, Task> prepare, ulong foreign = 0)
    {
        await using var world = await OutboxWorld.CreateAsync(await AnvilNode.StartAsync("--order", "fifo"));
        var clock = await world.ClockAsync();
        var road = new Road(world.Anvil.Transport);
        var ledger = world.Open(road, clock);
        await ledger.FollowAsync();
        await prepare(world, road);
        await ledger.EnqueueAsync(world.Openings(0, Count));
        await Settled.SettleAsync(world, clock, Count, ledger);
        Assert.Equal(0, road.Ahead);
        await Settled.CheckAsync(world, ledger, Count, foreign);
    }

    private static IReadOnlyList<RpcAnswer> Said(IEnumerable<RpcAnswer> answers, string words)
    {
        IReadOnlyList<RpcAnswer> all = [.. answers];
        Assert.All(all, answer => Assert.Contains(words, answer.Error?.Message ?? "", StringComparison.OrdinalIgnoreCase));
        return all;
    }
}
