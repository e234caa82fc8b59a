// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Follow;
using Ledger.Domain;

namespace Ledger.Chain.Tests.Follow;

public sealed class ReorgOnAnvilTests
{
    private const ulong Finality = 5;

    [Fact]
    public async Task A_log_vanishes_with_its_block_and_comes_again()
    {
        await using var network = await AnvilNode.StartAsync();
        await network.MineAsync(8);
        var contract = Chain.Deploy.Deployer.Created(TestKeys.Funded.Address, 0);
        var follower = new Follower(network.Node, new FollowerOptions { Addresses = [contract], Finality = Chain.Follow.Finality.AtDepth(Finality) });
        List<BlockRef> known = [];
        await network.SendAsync(TestKeys.Transaction(TestKeys.Funded, 31_337, 0, data: TestKeys.Logs(1), feeWei: 5_000_000_000));
        await network.MineAsync();
        await network.MineAsync(2);
        var first = await FollowAsync(follower, known);
        var recorded = first.OfType<Advance>().Single(step => step.Logs.Count == 1).Block;

        await network.ReorgAsync(4);
        var second = await FollowAsync(follower, known);
        Assert.Contains(new Retract(recorded), second);
        Assert.Equal(4, second.OfType<Retract>().Count());
        Assert.DoesNotContain(second.OfType<Advance>(), step => step.Logs.Count > 0);

        await network.SendAsync(TestKeys.Transaction(TestKeys.Funded, 31_337, 0, data: TestKeys.Logs(1), feeWei: 5_000_000_000));
        await network.MineAsync();
        var third = await FollowAsync(follower, known);
        Assert.Single(third.OfType<Advance>(), step => step.Logs.Count == 1);
        Assert.Equal((await network.Node.HeadAsync(CancellationToken.None)).Ref, known[0]);
    }

    [Fact]
    public async Task A_reorg_deeper_than_finality_stops_everything()
    {
        await using var network = await AnvilNode.StartAsync();
        await network.MineAsync(12);
        var follower = new Follower(network.Node, new FollowerOptions { Addresses = [], Finality = Chain.Follow.Finality.AtDepth(Finality) });
        List<BlockRef> known = [];
        await FollowAsync(follower, known);
        var before = known.ToList();
        await network.ReorgAsync((int)Finality + 2);

        var diverged = Assert.IsType<Diverged>(Assert.Single(await FollowAsync(follower, known)));

        Assert.Equal(before, known);
        Assert.Equal(7UL, diverged.FinalNumber);
        Assert.Contains("was final", diverged.Reason, StringComparison.Ordinal);
    }

    /// <summary>Follows to the head, or to a divergence, as the projector does.</summary>
    private static async Task<List<FollowStep>> FollowAsync(Follower follower, List<BlockRef> known)
    {
        List<FollowStep> steps = [];
        while (await follower.NextRangeAsync(known, CancellationToken.None) is { Count: > 0 } range)
        {
            foreach (var step in range)
            {
                steps.Add(step);
                switch (step)
                {
                    case Advance advance:
                        known.Insert(0, advance.Block);
                        break;
                    case Retract:
                        known.RemoveAt(0);
                        break;
                    default:
                        return steps;
                }
            }
        }

        return steps;
    }
}
