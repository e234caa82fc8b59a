// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Follow;

namespace Ledger.Chain.Tests.Nodes;

/// <summary>Two real nodes that no longer hold the same history.</summary>
public sealed class NodeForkTests
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task Above_finality_a_switch_to_another_fork_is_an_ordinary_reorg()
    {
        await using var twins = await Twins.StartAsync();
        await twins.MineAsync(9);
        await twins.FollowAsync();
        await twins.Anvils[1].ReorgAsync(2);
        await twins.Anvils[1].MineAsync();

        await twins.Anvils[0].DisposeAsync();
        var steps = await twins.FollowAsync();

        Assert.Equal((2, 3), (steps.OfType<Retract>().Count(), steps.OfType<Advance>().Count()));
        Assert.Equal((await twins.Anvils[1].Node.HeadAsync(_none)).Ref, twins.Known[0]);
        Assert.Equal("Unreachable *sound", twins.Standing);
    }

    [Fact]
    public async Task One_that_shows_another_final_block_in_two_looks_is_never_turned_to_while_another_is_left()
    {
        await using var twins = await Twins.StartAsync();
        await twins.MineAsync(12);
        await twins.FollowAsync();
        var final = twins.Final;
        await twins.Anvils[1].ReorgAsync(8);

        await twins.LookAsync(final);
        Assert.Equal("*sound sound", twins.Standing); // once may be a node that moves just now
        await twins.LookAsync(final);
        Assert.Equal("*sound Diverged", twins.Standing);

        await twins.Anvils[0].DisposeAsync();
        await Assert.ThrowsAsync<ChainFault>(twins.FollowAsync);
        await twins.LookAsync(final);
        Assert.Equal("*Unreachable Diverged", twins.Standing);
        Assert.Equal(final, twins.Final);
    }

    [Fact]
    public async Task The_one_that_is_asked_is_not_left_for_another_final_block_the_follower_halts()
    {
        await using var twins = await Twins.StartAsync();
        await twins.MineAsync(12);
        await twins.FollowAsync();
        var final = twins.Final;
        await twins.Anvils[0].ReorgAsync(8);
        for (var look = 0; look < 3; look++)
        {
            await twins.LookAsync(final);
        }

        Assert.Equal("*sound sound", twins.Standing);
        var diverged = Assert.IsType<Diverged>(Assert.Single(await twins.FollowAsync()));
        Assert.Equal(final.Number, diverged.Ours.Number);
    }
}
