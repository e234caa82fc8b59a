// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Follow;
using Ledger.Chain.Rpc;
using Ledger.Chain.Tests.Rpc;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Tests.Follow;

/// <summary>The real follower reads a real node through a gateway that refuses in a vendor's words.</summary>
public sealed class RangeLimitTests(RangeLimitTests.Network network) : IClassFixture<RangeLimitTests.Network>
{
    public static TheoryData<string> Ranges => [.. LimitWords.Ranges.Select(words => words.Vendor)];

    public static TheoryData<string> Rates => [.. LimitWords.Rates.Select(words => words.Vendor)];

    [Fact]
    public void The_words_are_those_of_twelve_vendors_at_least() =>
        Assert.True(LimitWords.Ranges.Select(words => words.Vendor.Split(',')[0]).Where(vendor => !vendor.StartsWith("a gateway", StringComparison.Ordinal)).Distinct().Count() >= 12);

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task A_range_refused_in_a_vendors_words_is_halved_until_it_is_answered(string vendor)
    {
        await using var proxy = await NodeProxy.StartAsync(network.Anvil.Url);
        var refused = 0;
        var refuse = LimitWords.Ranges.Single(words => words.Vendor == vendor).RefuseRangesOver(5);
        proxy.Refuse = async (context, request) =>
        {
            var isRefused = await refuse(context, request);
            refused += isRefused ? 1 : 0;
            return isRefused;
        };
        using var transport = new HttpNodeTransport(proxy.Url);

        Assert.Equal(network.Expected, await network.FollowAsync(new EthereumNode(transport)));

        // Three halvings from 32 to 4; what was refused once is not tried with every range.
        Assert.InRange(refused, 3, 4);
    }

    [Fact]
    public async Task A_vendor_that_answers_no_range_at_all_is_read_block_by_block()
    {
        await using var proxy = await NodeProxy.StartAsync(network.Anvil.Url);
        proxy.Refuse = LimitWords.Ranges[0].RefuseRangesOver(1);
        using var transport = new HttpNodeTransport(proxy.Url);
        Assert.Equal(network.Expected, await network.FollowAsync(new EthereumNode(transport)));
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public async Task Who_asks_too_often_is_told_to_wait_and_asks_no_further(string vendor)
    {
        await using var proxy = await NodeProxy.StartAsync(network.Anvil.Url);
        var words = LimitWords.Rates.Single(words => words.Vendor == vendor);
        using var transport = new HttpNodeTransport(proxy.Url);
        var follower = network.Follower(new EthereumNode(transport));
        proxy.Refuse = (context, request) => proxy.Requests > 2 ? words.RefuseAsync(context, request) : Task.FromResult(false);

        var fault = await Assert.ThrowsAsync<ChainFault>(() => follower.NextRangeAsync([], CancellationToken.None));

        // Head, blocks, and the one call that was refused.
        Assert.Equal((ChainFaultKind.Throttled, true, 3), (fault.Kind, fault.IsTransient, proxy.Requests));
        proxy.Refuse = (_, _) => Task.FromResult(false);
        Assert.Equal(16, (await follower.NextRangeAsync([], CancellationToken.None)).Count);
    }

    [Fact]
    public async Task How_long_to_wait_is_taken_from_the_answer()
    {
        await using var proxy = await NodeProxy.StartAsync(network.Anvil.Url);
        proxy.Refuse = (context, request) =>
        {
            context.Response.Headers.RetryAfter = "7";
            return LimitWords.Rates[0].RefuseAsync(context, request);
        };
        using var transport = new HttpNodeTransport(proxy.Url);
        var fault = await Assert.ThrowsAsync<ChainFault>(() => new EthereumNode(transport).ChainIdAsync(CancellationToken.None));
        Assert.Equal(TimeSpan.FromSeconds(7), fault.RetryAfter);
    }

    /// <summary>A node with 48 blocks, a log of ours in every second one.</summary>
    public sealed class Network : IAsyncLifetime
    {
        private const int Blocks = 48;

        private Address[] _contracts = [];

        public AnvilNode Anvil { get; private set; } = null!;

        /// <summary>What a follower sees whom nobody refuses anything.</summary>
        public IReadOnlyList<string> Expected { get; private set; } = [];

        public async Task InitializeAsync()
        {
            Anvil = await AnvilNode.StartAsync();
            _contracts = [.. Enumerable.Range(0, Blocks / 2).Select(nonce => Chain.Deploy.Deployer.Created(TestKeys.Funded.Address, (ulong)nonce))];
            for (var i = 0; i < Blocks; i++)
            {
                if (i % 2 == 0)
                {
                    await Anvil.SendAsync(TestKeys.Transaction(TestKeys.Funded, 31_337, (ulong)i / 2, data: TestKeys.Logs((byte)i), feeWei: 5_000_000_000));
                }

                await Anvil.MineAsync();
            }

            Expected = await FollowAsync(Anvil.Node);
            Assert.Equal(Blocks / 2, Expected.Count(line => line.Contains("log", StringComparison.Ordinal)));
        }

        public Follower Follower(EthereumNode node) => new(node, new FollowerOptions { Addresses = _contracts, Finality = Finality.AtDepth(2), FirstBlocksPerRange = 32 });

        /// <summary>Every block and every log from nothing to the head.</summary>
        public async Task<IReadOnlyList<string>> FollowAsync(EthereumNode node)
        {
            var follower = Follower(node);
            List<BlockRef> known = [];
            List<string> seen = [];
            while (await follower.NextRangeAsync(known, CancellationToken.None) is { Count: > 0 } steps)
            {
                foreach (var step in steps.Cast<Advance>())
                {
                    known.Insert(0, step.Block);
                    seen.Add(step.Block.ToString());
                    seen.AddRange(step.Logs.Select(log => $"log {log.Index} of {log.Transaction}"));
                }
            }

            return seen;
        }

        public async Task DisposeAsync() => await Anvil.DisposeAsync();
    }
}
