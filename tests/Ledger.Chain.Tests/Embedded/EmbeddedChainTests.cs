// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Chain.Embedded;
using Ledger.Chain.Rpc;
using Ledger.Domain;
using Ledger.Ethereum;
using static Ledger.Chain.Tests.Embedded.EmbeddedChains;

namespace Ledger.Chain.Tests.Embedded;

public sealed class EmbeddedChainTests
{
    [Fact]
    public async Task A_new_chain_draws_an_id_that_is_nobodys()
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);

        Assert.InRange(chain.ChainId, 1UL << 32, (1UL << 52) - 1);
        Assert.Equal(chain.ChainId, await new EthereumNode(chain).ChainIdAsync(CancellationToken.None));
        Assert.Equal((0UL, Genesis), (chain.Head.Number, chain.HeadTime));
    }

    [Fact]
    public async Task A_transaction_waits_in_the_queue_until_a_block_is_mined()
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);
        var node = new EthereumNode(chain);
        var raw = TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, 0, data: TestKeys.Logs(7));

        Assert.Null((await SendAsync(chain, raw)).Error);
        Assert.Equal(1, chain.Queued);
        Assert.Equal("already known", (await SendAsync(chain, raw)).Error?.Message);
        Assert.True(await node.KnowsAsync(TestKeys.HashOf(raw), CancellationToken.None));
        Assert.Equal(0UL, await node.NonceAsync(TestKeys.Of(1).Address, withPending: false, CancellationToken.None));
        Assert.Equal(1UL, await node.NonceAsync(TestKeys.Of(1).Address, withPending: true, CancellationToken.None));

        var mined = await chain.MineAsync(Genesis + 100, CancellationToken.None);

        Assert.Equal([TestKeys.HashOf(raw)], mined.Transactions);
        Assert.Equal((0, Genesis + 100, mined.Block), (chain.Queued, chain.HeadTime, chain.Head));
        Assert.True((await node.InclusionAsync(TestKeys.HashOf(raw), CancellationToken.None))!.Succeeded);
        Assert.Equal("nonce too low", (await SendAsync(chain, raw)).Error?.Message);
    }

    [Fact]
    public async Task Time_never_stands_still_or_goes_back()
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);

        Assert.Equal(Genesis + 50, (await chain.MineAsync(Genesis + 50, CancellationToken.None)).Time);
        Assert.Equal(Genesis + 51, (await chain.MineAsync(Genesis + 50, CancellationToken.None)).Time);
        Assert.Equal(Genesis + 52, (await chain.MineAsync(0, CancellationToken.None)).Time);
    }

    [Fact]
    public async Task A_block_keeps_the_order_of_arrival_and_of_nonces()
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);
        byte[][] sent =
        [
            TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, 1, data: TestKeys.Logs(1)),
            TestKeys.Transaction(TestKeys.Of(2), chain.ChainId, 0, data: TestKeys.Logs(2)),
            TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, 0, data: TestKeys.Logs(3)),
            TestKeys.Transaction(TestKeys.Of(3), chain.ChainId, 5, data: TestKeys.Logs(4)),
        ];
        foreach (var raw in sent)
        {
            Assert.Null((await SendAsync(chain, raw)).Error);
        }

        var mined = await chain.MineAsync(Genesis + 1, CancellationToken.None);

        Assert.Equal([TestKeys.HashOf(sent[1]), TestKeys.HashOf(sent[2]), TestKeys.HashOf(sent[0])], mined.Transactions);
        Assert.Empty(mined.Refused);
        Assert.Equal(1, chain.Queued);
    }

    [Fact]
    public async Task Many_senders_and_many_nonces_stand_in_the_recorded_order()
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);
        var sent = new List<byte[]>();
        for (byte sender = 1; sender <= 40; sender++)
        {
            for (ulong nonce = 0; nonce < 5; nonce++)
            {
                sent.Add(TestKeys.Transaction(TestKeys.Of(sender), chain.ChainId, nonce, TestKeys.Of(9).Address, gas: 21_000));
            }
        }

        foreach (var raw in sent)
        {
            Assert.Null((await SendAsync(chain, raw)).Error);
        }

        Assert.Equal(sent.Select(TestKeys.HashOf), (await chain.MineAsync(Genesis + 1, CancellationToken.None)).Transactions);
    }

    [Fact]
    public async Task What_the_engine_refuses_leaves_the_queue_and_the_record()
    {
        using var directory = new TempDirectory();
        BlockRef head;
        await using (var chain = await CreateAsync(directory))
        {
            // The second of the two can be paid for only as long as the first is not: the pool takes both, no block can.
            Assert.Null((await SendAsync(chain, TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, 0, TestKeys.Of(8).Address, value: 100))).Error);
            await chain.MineAsync(Genesis + 1, CancellationToken.None);
            var poor = TestKeys.Transaction(TestKeys.Of(4), chain.ChainId, 0, TestKeys.Of(5).Address, value: 1);
            var good = TestKeys.Transaction(TestKeys.Of(5), chain.ChainId, 0, data: TestKeys.Logs(1));
            var first = TestKeys.Transaction(TestKeys.Of(8), chain.ChainId, 0, TestKeys.Of(5).Address, value: 60);
            var second = TestKeys.Transaction(TestKeys.Of(8), chain.ChainId, 1, TestKeys.Of(5).Address, value: 60);
            foreach (var raw in new[] { poor, good, first, second })
            {
                Assert.Null((await SendAsync(chain, raw)).Error);
            }

            var mined = await chain.MineAsync(Genesis + 2, CancellationToken.None);

            Assert.Equal([TestKeys.HashOf(good), TestKeys.HashOf(first)], mined.Transactions);
            Assert.Equal([TestKeys.HashOf(poor), TestKeys.HashOf(second)], mined.Refused.Select(refused => refused.Transaction));
            Assert.Equal(0, chain.Queued);
            head = chain.Head;
        }

        await using var again = await OpenAsync(directory);
        Assert.Equal(head, again.Head);
    }

    [Fact]
    public async Task Transactions_of_another_chain_or_another_kind_are_refused_at_the_door()
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);

        Assert.Equal("invalid chain id for signer", (await SendAsync(chain, TestKeys.Transaction(TestKeys.Of(1), 1, 0))).Error?.Message);
        Assert.Contains("EIP-7825", (await SendAsync(chain, TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, 0, gas: 20_000_000))).Error?.Message, StringComparison.Ordinal);
        Assert.Contains("intrinsic gas", (await SendAsync(chain, TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, 0, data: TestKeys.Logs(1), gas: 53_000))).Error?.Message, StringComparison.Ordinal);
        Assert.Contains("type 2", (await SendAsync(chain, [0xc0])).Error?.Message, StringComparison.Ordinal);
        Assert.Equal(0, chain.Queued);
    }

    [Theory]
    [InlineData("evm_mine")]
    [InlineData("anvil_setBalance")]
    [InlineData("hardhat_setCode")]
    [InlineData("eth_sendTransaction")]
    [InlineData("debug_setHead")]
    public async Task Methods_that_would_change_the_engine_are_refused(string method)
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);

        var answers = await chain.SendAsync([new RpcCall(method), new RpcCall("eth_blockNumber")], CancellationToken.None);

        Assert.Equal(-32601, answers[0].Error?.Code);
        Assert.Equal("0x0", answers[1].Result.GetString());
    }

    [Fact]
    public async Task After_the_engine_was_killed_the_replay_gives_equal_hashes()
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);
        var hashes = await FillAsync(chain, 0, 12);

        Kill(chain.EngineProcessId);
        var node = new EthereumNode(chain);

        for (var i = 0; i < hashes.Count; i++)
        {
            Assert.Equal(hashes[i], (await node.BlockAsync((ulong)i + 1, CancellationToken.None))!.Ref.Hash);
        }

        Assert.Equal(hashes.Count + 1, (int)(await chain.MineAsync(0, CancellationToken.None)).Block.Number);
    }

    [Fact]
    public async Task A_queued_transaction_survives_the_death_of_the_engine()
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);
        await FillAsync(chain, 0, 3);
        var raw = TestKeys.Transaction(TestKeys.Of(7), chain.ChainId, 0, data: TestKeys.Logs(1));
        Assert.Null((await SendAsync(chain, raw)).Error);

        Kill(chain.EngineProcessId);
        var mined = await chain.MineAsync(0, CancellationToken.None);

        Assert.Equal([TestKeys.HashOf(raw)], mined.Transactions);
    }

    [Fact]
    public async Task A_record_without_its_hash_is_mined_at_the_next_start()
    {
        using var directory = new TempDirectory();
        BlockRef head;
        await using (var chain = await CreateAsync(directory))
        {
            await FillAsync(chain, 0, 4);
            head = chain.Head;
        }

        var records = directory.File("blocks.log");
        var lines = File.ReadAllLines(records);
        File.WriteAllText(records, string.Concat(lines[..^1].Select(line => line + "\n")));

        await using var again = await OpenAsync(directory);
        Assert.Equal(head, again.Head);
        Assert.Equal(lines, File.ReadAllLines(records), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_changed_hash_in_the_records_is_a_divergence_with_its_evidence()
    {
        using var directory = new TempDirectory();
        await using (var chain = await CreateAsync(directory))
        {
            await FillAsync(chain, 0, 3);
        }

        BlockRecords.Rewrite(directory.File("blocks.log"), "H 2 ", entry => "H 2 " + Hash32.Parse("0x" + new string('1', 64)));

        var divergence = await Assert.ThrowsAsync<EmbeddedDivergenceException>(() => OpenAsync(directory));
        Assert.Equal(2UL, divergence.Number);
        Assert.Equal(Hash32.Parse("0x" + new string('1', 64)), divergence.Recorded);
        Assert.Equal(divergence.Replayed.Ref.Hash, divergence.Replayed.Header.Hash());
        Assert.Single(divergence.Transactions);
    }

    [Fact]
    public async Task A_divergence_in_mid_flight_stops_the_chain_and_is_kept()
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);
        await FillAsync(chain, 0, 3);
        BlockRecords.Rewrite(directory.File("blocks.log"), "H 2 ", _ => "H 2 " + Hash32.Zero);
        Kill(chain.EngineProcessId);

        for (var i = 0; i < 2; i++)
        {
            var fault = await Assert.ThrowsAsync<ChainFault>(() => chain.MineAsync(0, CancellationToken.None));
            Assert.Equal((ChainFaultKind.Embedded, false), (fault.Kind, fault.IsTransient));
        }

        Assert.Equal(2UL, chain.Divergence?.Number);
        await Assert.ThrowsAsync<ChainFault>(() => new EthereumNode(chain).HeadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_changed_timestamp_in_the_records_is_a_divergence()
    {
        using var directory = new TempDirectory();
        await using (var chain = await CreateAsync(directory))
        {
            await FillAsync(chain, 0, 3);
        }

        BlockRecords.Rewrite(directory.File("blocks.log"), "B 2 ", entry => entry.Replace((Genesis + 20).ToString(System.Globalization.CultureInfo.InvariantCulture), (Genesis + 21).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));

        Assert.Equal(2UL, (await Assert.ThrowsAsync<EmbeddedDivergenceException>(() => OpenAsync(directory))).Number);
    }

    [Fact]
    public async Task Two_hosts_cannot_hold_one_directory()
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);

        var fault = await Assert.ThrowsAsync<ChainFault>(() => OpenAsync(directory));
        Assert.Contains("in use by another process", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ChainFaultKind.Embedded, fault.Kind);
    }

    [Fact]
    public async Task A_chain_that_was_seized_is_mined_on_by_its_new_owner_alone()
    {
        using var directory = new TempDirectory();
        List<Hash32> hashes;
        await using (var sleeper = await CreateAsync(directory))
        {
            hashes = await FillAsync(sleeper, 0, blocks: 3);
            await using var chain = await EmbeddedChain.OpenAsync(new EmbeddedChainOptions { Directory = directory.Path, Seize = true }, CancellationToken.None);
            Assert.Equal(hashes[^1], chain.Head.Hash);

            // The sleeper wakes: it neither mines nor ends the other's engine, and what it had open reaches nobody.
            var fault = await Assert.ThrowsAsync<ChainFault>(() => sleeper.MineAsync(Genesis + 1_000, CancellationToken.None));
            Assert.Equal(ChainFaultKind.Fenced, fault.Kind);
            Assert.Equal(ChainFaultKind.Fenced, (await Assert.ThrowsAsync<ChainFault>(() => new EthereumNode(sleeper).HeadAsync(CancellationToken.None))).Kind);
            hashes.AddRange(await FillAsync(chain, 3, blocks: 3));
        }

        await using var again = await OpenAsync(directory);
        Assert.Equal((6UL, hashes[^1]), (again.Head.Number, again.Head.Hash));
    }

    [Fact]
    public async Task A_chain_is_never_created_over_another_and_never_opened_from_nothing()
    {
        using var directory = new TempDirectory();
        Assert.False(EmbeddedChain.Exists(directory.Path));
        Assert.Contains("holds no embedded chain", (await Assert.ThrowsAsync<ChainFault>(() => OpenAsync(directory))).Message, StringComparison.Ordinal);
        await (await CreateAsync(directory)).DisposeAsync();

        Assert.True(EmbeddedChain.Exists(directory.Path));
        Assert.Contains("holds a chain already", (await Assert.ThrowsAsync<ChainFault>(() => CreateAsync(directory))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engine_ends_with_the_chain_and_belongs_to_no_terminal()
    {
        using var directory = new TempDirectory();
        var chain = await CreateAsync(directory);
        var engine = chain.EngineProcessId;

        // Field 6 of stat is the session: its own, so that the terminal's Ctrl-C does not reach it.
        var stat = File.ReadAllText($"/proc/{engine}/stat");
        Assert.Equal(engine.ToString(System.Globalization.CultureInfo.InvariantCulture), stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3]);
        await chain.DisposeAsync();

        Assert.False(Directory.Exists($"/proc/{engine}"));
    }

    [Fact]
    public async Task An_engine_that_outlived_its_host_is_ended_at_the_next_start()
    {
        using var directory = new TempDirectory();
        await (await CreateAsync(directory)).DisposeAsync();
        using var stray = Process.Start(new ProcessStartInfo(AnvilNode.Binary(), ["--port", "0", "--init", directory.File("genesis.json")]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        await using var bystander = await AnvilNode.StartAsync();

        await using var chain = await OpenAsync(directory);

        Assert.True(stray.HasExited);
        Assert.Equal(0UL, (await bystander.Node.HeadAsync(CancellationToken.None)).Ref.Number);
    }

    [Fact]
    public async Task Work_is_announced_only_when_something_can_go_into_a_block()
    {
        using var directory = new TempDirectory();
        await using var chain = await CreateAsync(directory);
        var work = chain.WaitForWorkAsync(CancellationToken.None);
        Assert.Null((await SendAsync(chain, TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, 1, data: TestKeys.Logs(1)))).Error);
        Assert.False(work.IsCompleted);
        Assert.False(await chain.HasWorkAsync(CancellationToken.None));

        Assert.Null((await SendAsync(chain, TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, 0, data: TestKeys.Logs(1)))).Error);
        await work.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        process.WaitForExit();
    }
}
