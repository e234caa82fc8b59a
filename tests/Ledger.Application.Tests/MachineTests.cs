// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using Ledger.Application.Tests.World;

namespace Ledger.Application.Tests;

/// <summary>What the machine room tells while things go well, and when each of them does not.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class MachineTests(SeededTemplate template)
{
    [Fact]
    public async Task A_ledger_at_its_head_has_nothing_to_tell()
    {
        await using var test = await TestLedger.StartAsync(template);
        var state = await test.Ledger.Machine.ReadAsync(CancellationToken.None);

        Assert.Equal((await test.Ledger.Context.Node.HeadAsync(CancellationToken.None)).Ref, state.Head);
        Assert.Equal((0UL, 0L, 0L, null), (state.Lag, state.Waiting, state.InFlight, state.OldestOpenSince));
        Assert.Equal(new FileInfo(test.Ledger.Context.Directory.Store).Length, state.StoreBytes);
        Assert.Empty(Codes(test.Ledger.Machine.Problems(state)));
        Assert.Empty(Codes(test.Ledger.Machine.Warnings(state)));
    }

    [Fact]
    public async Task An_intent_that_nobody_sends_and_a_record_that_nobody_anchors_are_named_until_they_move()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.SignAsync(await LicenseTests.ProposeSecondAsync(test), "administrator", "licensee-harbor");
        await test.SubmitAsync("licensee-harbor");
        test.Clock.Move(TimeSpan.FromMinutes(25));

        var state = await test.Ledger.Machine.ReadAsync(CancellationToken.None);
        Assert.Equal((1L, 0L), (state.Waiting, state.InFlight));
        Assert.Equal(["chain-still", "outbox-stuck", "checkpoint-late"], Codes(test.Ledger.Machine.Warnings(state)));
        Assert.Empty(test.Ledger.Machine.Problems(state));

        await test.SettleAsync();
        await test.AnchorAsync();
        Assert.Empty(test.Ledger.Machine.Warnings(await test.Ledger.Machine.ReadAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task A_chain_whose_clock_is_ahead_is_named_and_mines_again_when_the_hosts_has_come_nearer()
    {
        await using var test = await TestLedger.StartAsync(template);
        var ahead = DateTimeOffset.FromUnixTimeSeconds((long)(await test.Ledger.Machine.ReadAsync(CancellationToken.None)).HeadTime) - test.Clock.GetUtcNow();
        test.Clock.Move(ahead - TimeSpan.FromSeconds(301));
        await test.SignAsync(await LicenseTests.ProposeSecondAsync(test), "administrator", "licensee-harbor");
        await test.SettleAsync();
        var state = await test.Ledger.Machine.ReadAsync(CancellationToken.None);
        Assert.Equal(1L, state.InFlight);
        Assert.Equal(["chain-ahead"], Codes(test.Ledger.Machine.Warnings(state)));

        test.Clock.Move(TimeSpan.FromSeconds(2));
        await test.SettleAsync();
        state = await test.Ledger.Machine.ReadAsync(CancellationToken.None);
        Assert.Equal((0L, 0L), (state.Waiting, state.InFlight));
    }

    [Fact]
    public async Task A_store_far_behind_its_node_a_node_that_is_gone_and_a_writer_that_stands_still_are_named()
    {
        var node = await DevelopmentNode.StartAsync();
        try
        {
            await using var test = await TestLedger.StartAsync(node, finality: 2);
            await node.MineAsync(400);
            await test.FollowAsync(steps: 1);
            var behind = await test.Ledger.Machine.ReadAsync(CancellationToken.None);
            Assert.True(behind.Lag >= 64, $"The lag is {behind.Lag} blocks.");
            Assert.Contains("chain-lagging", Codes(test.Ledger.Machine.Warnings(behind)));

            await node.DisposeAsync();
            using var end = new CancellationTokenSource();
            var following = test.Ledger.Loops.First(loop => string.Equals(loop.Name, "follow", StringComparison.Ordinal)).RunAsync(end.Token);
            IReadOnlyList<string> problems = [];
            for (var deadline = TimeProvider.System.GetUtcNow().AddMinutes(1); problems.Count == 0 && TimeProvider.System.GetUtcNow() < deadline;)
            {
                problems = test.Ledger.Machine.Problems(await test.Ledger.Machine.ReadAsync(CancellationToken.None));
            }

            await end.CancelAsync();
            await following;
            Assert.Equal(["loop-faulted"], Codes(problems));
            Assert.Contains("follow", problems[0], StringComparison.Ordinal);

            test.Ledger.Context.Halt.Set("chain and store disagree");
            Assert.Equal(["writer-halted", "loop-faulted"], Codes(test.Ledger.Machine.Problems(behind)));
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task Reorgs_are_counted_with_their_depth_and_blocks_with_them()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, finality: 8);
        await node.MineAsync(6);
        await test.SettleAsync();
        Dictionary<string, double> counted = new(StringComparer.Ordinal);
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => self.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Count(instrument.Name, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Count(instrument.Name, value));
        listener.Start();

        await node.ReorgAsync(3);
        await node.MineAsync(1);
        await test.SettleAsync();

        lock (counted)
        {
            Assert.True(counted["ledger.chain.reorgs"] >= 1);
            Assert.True(counted["ledger.chain.reorg.depth"] >= 3);
            Assert.True(counted["ledger.chain.blocks"] >= 4);
        }

        void Count(string name, double value)
        {
            lock (counted)
            {
                counted[name] = counted.GetValueOrDefault(name) + value; // other ledgers of this process count too
            }
        }
    }

    private static IEnumerable<string> Codes(IReadOnlyList<string> sentences) => sentences.Select(sentence => sentence[..sentence.IndexOf(':', StringComparison.Ordinal)]);
}
