// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Follow;
using Ledger.Domain;

namespace Ledger.Chain.Tests.Follow;

public sealed class FollowerTests
{
    [Fact]
    public async Task From_nothing_it_begins_at_the_first_block()
    {
        var chain = new ScriptedChain(blocks: 5);
        var step = await Follower(chain, firstBlock: 3).NextAsync([], CancellationToken.None);
        Assert.Equal(chain[3], Assert.IsType<Advance>(step).Block);
    }

    [Fact]
    public async Task The_next_block_comes_with_the_logs_of_our_contracts_only()
    {
        var chain = new ScriptedChain(blocks: 1);
        var known = chain.Recent();
        chain.Add(0, ScriptedChain.Log(1), ScriptedChain.Log(2, ScriptedChain.Stranger), ScriptedChain.Log(3));

        var advance = Assert.IsType<Advance>(await Follower(chain).NextAsync(known, CancellationToken.None));

        Assert.Equal([0u, 2u], advance.Logs.Select(log => log.Index));
        Assert.Equal((chain.Head, advance.Header.Timestamp), (advance.Block, advance.Time));
    }

    [Fact]
    public async Task At_the_head_there_is_no_step()
    {
        var chain = new ScriptedChain(blocks: 3);
        Assert.Null(await Follower(chain).NextAsync(chain.Recent(), CancellationToken.None));
        Assert.Empty(await Follower(chain).NextRangeAsync(chain.Recent(), CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task A_reorg_up_to_finality_retracts_block_by_block_and_goes_on(int depth)
    {
        var chain = new ScriptedChain(blocks: 20);
        var known = chain.Recent();
        chain.Reorg(depth, branch: 1);
        var follower = Follower(chain, finality: 5);

        for (var i = 0; i < depth; i++)
        {
            Assert.Equal(new Retract(known[0]), await follower.NextAsync(known, CancellationToken.None));
            known.RemoveAt(0);
        }

        while (await follower.NextAsync(known, CancellationToken.None) is { } step)
        {
            known.Insert(0, Assert.IsType<Advance>(step).Block);
        }

        Assert.Equal(chain.Recent(), known);
    }

    [Fact]
    public async Task A_reorg_deeper_than_finality_is_a_divergence_before_anything_is_retracted()
    {
        var chain = new ScriptedChain(blocks: 20);
        var known = chain.Recent();
        chain.Reorg(6, branch: 1);

        var diverged = Assert.IsType<Diverged>(await Follower(chain, finality: 5).NextAsync(known, CancellationToken.None));

        Assert.Equal((15UL, known[5]), (diverged.FinalNumber, diverged.Ours));
        Assert.Equal(chain[15].Hash, diverged.Theirs.Hash());
    }

    [Fact]
    public async Task Shallow_reorgs_do_not_add_up_to_a_deep_one()
    {
        var chain = new ScriptedChain(blocks: 20);
        var follower = Follower(chain, finality: 3);
        List<BlockRef> known = [];
        while (await follower.NextAsync(known, CancellationToken.None) is Advance step)
        {
            known.Insert(0, step.Block);
        }

        chain.Reorg(3, branch: 1);
        for (var i = 0; i < 3; i++)
        {
            Assert.IsType<Retract>(await follower.NextAsync(known, CancellationToken.None));
            known.RemoveAt(0);
        }

        chain.Cut(5);
        chain.Add(2);
        chain.Add(2);
        Assert.IsType<Diverged>(await follower.NextAsync(known, CancellationToken.None));
    }

    [Fact]
    public async Task What_the_caller_knows_to_be_final_stays_final_after_a_restart()
    {
        var chain = new ScriptedChain(blocks: 20);
        var known = chain.Recent();
        known.RemoveRange(0, 3);
        chain.Cut(4);
        chain.Add(1);
        chain.Add(1);
        var follower = Follower(chain, finality: 3);
        follower.NoteFinal(17);
        Assert.IsType<Diverged>(await follower.NextAsync(known, CancellationToken.None));
    }

    [Fact]
    public async Task A_node_that_lags_behind_is_waited_for()
    {
        var chain = new ScriptedChain(blocks: 20);
        var known = chain.Recent();
        chain.Cut(8);
        Assert.Null(await Follower(chain, finality: 5).NextAsync(known, CancellationToken.None));
        Assert.Empty(await Follower(chain, finality: 5).NextRangeAsync(known, CancellationToken.None));
    }

    [Fact]
    public async Task A_node_that_shows_a_reorg_and_no_block_below_it_has_shown_no_divergence()
    {
        var chain = new ScriptedChain(blocks: 20);
        var known = chain.Recent();
        chain.Reorg(3, branch: 1);
        chain.Twist = (_, json) => json.Contains("\"number\":\"0x11\"", StringComparison.Ordinal) ? "null" : json; // block 17, final
        var follower = Follower(chain, finality: 5);
        follower.NoteFinal(17);

        var fault = await Assert.ThrowsAsync<ChainFault>(() => follower.NextAsync(known, CancellationToken.None));

        Assert.Equal((ChainFaultKind.Inconsistent, true), (fault.Kind, fault.IsTransient));
    }

    [Fact]
    public async Task A_shorter_chain_that_differs_is_a_reorg_not_a_lag()
    {
        var chain = new ScriptedChain(blocks: 20);
        var known = chain.Recent();
        chain.Cut(4);
        chain.Add(1);
        Assert.Equal(new Retract(known[0]), await Follower(chain, finality: 5).NextAsync(known, CancellationToken.None));
    }

    [Fact]
    public async Task By_the_finalized_tag_only_what_the_node_calls_final_is_final()
    {
        var chain = new ScriptedChain(blocks: 20) { FinalizedNumber = 12 };
        var known = chain.Recent();
        chain.Reorg(8, branch: 1);
        var follower = new Follower(chain.Node, new FollowerOptions { Addresses = [ScriptedChain.Contract], Finality = Finality.Tag });
        Assert.IsType<Retract>(await follower.NextAsync(known, CancellationToken.None));

        chain.Reorg(10, branch: 2);
        Assert.IsType<Diverged>(await follower.NextAsync(known, CancellationToken.None));
    }

    [Fact]
    public async Task Catching_up_reads_ranges_and_gives_the_same_as_block_by_block()
    {
        var chain = Busy(300);
        var (byRange, one) = (Follower(chain, finality: 5), Follower(chain, finality: 5));
        List<FollowStep> ranges = [];
        List<FollowStep> steps = [];
        for (List<BlockRef> known = []; ;)
        {
            var range = await byRange.NextRangeAsync(known, CancellationToken.None);
            ranges.AddRange(range);
            known.InsertRange(0, range.Cast<Advance>().Reverse().Select(step => step.Block));
            if (range.Count == 0)
            {
                break;
            }
        }

        for (List<BlockRef> known = []; await one.NextAsync(known, CancellationToken.None) is Advance step; known.Insert(0, step.Block))
        {
            steps.Add(step);
        }

        Assert.Equal(chain.Recent().AsEnumerable().Reverse(), ranges.Cast<Advance>().Select(step => step.Block));
        Assert.Equal(
            steps.Cast<Advance>().SelectMany(step => step.Logs).Select(log => (log.Block, log.Index)),
            ranges.Cast<Advance>().SelectMany(step => step.Logs).Select(log => (log.Block, log.Index)));
    }

    [Fact]
    public async Task A_range_that_the_vendor_refuses_is_halved_down_to_one_block()
    {
        var chain = Busy(40);
        chain.MaxLogRange = 1;
        var follower = Follower(chain);
        List<BlockRef> known = [];
        for (IReadOnlyList<FollowStep> range; (range = await follower.NextRangeAsync(known, CancellationToken.None)).Count > 0;)
        {
            known.InsertRange(0, range.Cast<Advance>().Reverse().Select(step => step.Block));
        }

        Assert.Equal(chain.Recent(), known);
    }

    [Fact]
    public async Task Too_many_logs_make_the_next_window_smaller()
    {
        var chain = new ScriptedChain();
        for (var i = 0; i < 200; i++)
        {
            chain.Add(0, [.. Enumerable.Range(0, 10).Select(topic => ScriptedChain.Log((byte)topic))]);
        }

        var follower = new Follower(chain.Node, new FollowerOptions
        {
            Addresses = [ScriptedChain.Contract],
            Finality = Finality.Immediate,
            FirstBlocksPerRange = 32,
            MaxLogsPerRange = 100,
        });
        var first = await follower.NextRangeAsync([], CancellationToken.None);
        var known = first.Cast<Advance>().Reverse().Select(step => step.Block).ToList();
        var second = await follower.NextRangeAsync(known, CancellationToken.None);
        Assert.Equal((32, 16), (first.Count, second.Count));
    }

    [Fact]
    public async Task A_final_range_that_does_not_continue_our_chain_is_a_divergence()
    {
        var chain = new ScriptedChain(blocks: 30);
        var known = chain.Recent();
        chain.Reorg(12, branch: 1);
        for (var i = 0; i < 30; i++)
        {
            chain.Add(1);
        }

        var step = Assert.Single(await Follower(chain, finality: 5).NextRangeAsync(known, CancellationToken.None));
        Assert.IsType<Diverged>(step);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_withholds_a_log_is_caught_by_the_bloom(bool byRange)
    {
        var chain = new ScriptedChain();
        chain.Add(0, ScriptedChain.Log(1), ScriptedChain.Log(2));
        chain.Add(0);
        chain.Add(0);
        chain.Twist = (call, json) => call.Method == "eth_getLogs" ? $"[{System.Text.Json.JsonElement.Parse(json)[0].GetRawText()}]" : json;
        List<BlockRef> known = [chain[0]];

        var fault = await Assert.ThrowsAsync<ChainFault>(
            () => byRange ? Follower(chain).NextRangeAsync(known, CancellationToken.None) : (Task)Follower(chain).NextAsync(known, CancellationToken.None));

        Assert.Equal((ChainFaultKind.Inconsistent, true), (fault.Kind, fault.IsTransient));
    }

    [Fact]
    public async Task Empty_blocks_are_not_asked_for_logs_and_the_cursor_still_moves()
    {
        var chain = new ScriptedChain(blocks: 3);
        chain.Add(0, ScriptedChain.Log(1, ScriptedChain.Stranger));
        var steps = await Follower(chain).NextRangeAsync([chain[0]], CancellationToken.None);
        Assert.Equal(chain.Head, Assert.IsType<Advance>(steps[^1]).Block);
        Assert.DoesNotContain("eth_getLogs", chain.Asked, StringComparer.Ordinal);
    }

    private static Follower Follower(ScriptedChain chain, ulong finality = 0, ulong firstBlock = 0) =>
        new(chain.Node, new FollowerOptions { Addresses = [ScriptedChain.Contract], Finality = Finality.AtDepth(finality), FirstBlock = firstBlock });

    private static ScriptedChain Busy(int blocks)
    {
        var chain = new ScriptedChain();
        for (var i = 0; i < blocks; i++)
        {
            chain.Add(0, (i % 4) switch
            {
                0 => [],
                1 => [ScriptedChain.Log((byte)(i % 256))],
                2 => [ScriptedChain.Log((byte)(i % 256), ScriptedChain.Stranger)],
                _ => [ScriptedChain.Log((byte)(i % 256)), ScriptedChain.Log((byte)(i % 256), ScriptedChain.Stranger)],
            });
        }

        return chain;
    }
}
