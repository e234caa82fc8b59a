// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Tests.World;

namespace Ledger.Application.Tests.Upkeep;

/// <summary>Where the chain is a network's, <c>fsck</c> asks its node up to what is final.</summary>
public sealed class NetworkFsckTests
{
    private const int Finality = 5;

    [Fact]
    public async Task A_ledger_on_a_network_is_held_against_its_node()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        await node.MineAsync(Finality + 1);
        await test.SettleAsync();
        await test.Ledger.DisposeAsync();

        var sound = await Upkept.FsckAsync(test.Directory);
        Upkept.AssertSound(sound);
        Assert.True(sound.ChainAsked && sound.Counts.Facts > 10, sound.Counts.ToString());

        // A transaction that no other check of ours can tell from the true one: only the node knows it.
        Sql.Run(test.Directory, "DROP TRIGGER facts_change; UPDATE facts SET tx = randomblob(32) WHERE seq = 5;");
        var changed = await Upkept.FsckAsync(test.Directory);
        Assert.Equal("wrong", changed.Verdict);
        Assert.Contains(changed.Flaws, flaw => flaw.Code is "fsck-fact-differs");
        Assert.DoesNotContain((await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws, flaw => flaw.Code is "fsck-fact-differs");
    }

    [Fact]
    public async Task Another_network_is_named_and_a_node_that_is_silent_leaves_the_report_incomplete()
    {
        var node = await DevelopmentNode.StartAsync();
        
        await using var test = await TestLedger.StartAsync(node, Finality);
        await test.Ledger.DisposeAsync();
        await node.DisposeAsync();

        var silent = await Upkept.FsckAsync(test.Directory);
        Assert.Equal("incomplete", silent.Verdict);
        Assert.Equal("fsck-chain-unread", Assert.Single(silent.Flaws).Code);

        await using var other = await DevelopmentNode.StartAsync();
        var deployment = Path.Combine(test.Directory, "deployment.json");
        var pinned = await File.ReadAllTextAsync(deployment);
        Assert.Contains(Address(node), pinned, StringComparison.Ordinal);
        await File.WriteAllTextAsync(deployment, pinned.Replace(Address(node), Address(other), StringComparison.Ordinal));
        var foreign = await Upkept.FsckAsync(test.Directory);
        Assert.Equal("wrong", foreign.Verdict);
        Assert.Equal(("fsck-block-differs", "0"), (foreign.Flaws[0].Code, foreign.Flaws[0].Args["block"]));
    }

    private static string Address(DevelopmentNode node) => node.Url.ToString().TrimEnd('/');
}
