// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Chain.Rpc;
using Ledger.Ethereum;

namespace Ledger.Chain.Tests;

public sealed class EthereumNodeTests
{
    [Fact]
    public async Task A_header_that_does_not_hash_as_its_rlp_is_refused_with_a_sentence()
    {
        var chain = new ScriptedChain(blocks: 1) { Twist = (_, json) => json.Replace("\"gasUsed\":\"0x0\"", "\"gasUsed\":\"0x1\"", StringComparison.Ordinal) };
        var fault = await Assert.ThrowsAsync<ChainFault>(() => chain.Node.HeadAsync(CancellationToken.None));
        Assert.Equal((ChainFaultKind.Unsupported, false), (fault.Kind, fault.IsTransient));
        Assert.Contains("QBFT and IBFT", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3)]
    [InlineData(1)]
    public async Task Logs_are_found_in_as_small_pieces_as_the_node_gives(ulong most)
    {
        List<(ulong From, ulong To)> given = [];
        var node = new EthereumNode(new ScriptedTransport(call =>
        {
            var filter = call.ReadParameters()[0];
            var (from, to) = (Number(filter, "fromBlock"), Number(filter, "toBlock"));
            Assert.Equal(Keccak256.Hash([1]).ToString(), filter.GetProperty("topics")[0].GetString());
            if (to - from >= most)
            {
                return RpcAnswer.Refused(-32005, "too many blocks");
            }

            given.Add((from, to));
            return ScriptedTransport.Json($"[{string.Join(',', Enumerable.Range((int)from, (int)(to - from) + 1).Where(block => block % 2 == 0).Select(Log))}]");
        }));
        var found = await node.FindLogsAsync(Address.Zero, [Keccak256.Hash([1])], 0, 10, CancellationToken.None);
        Assert.Equal([0UL, 2, 4, 6, 8, 10], found.Select(log => log.Block.Number));
        Assert.Equal((0UL, 10UL), (given[0].From, given[^1].To));
        Assert.All(given.Skip(1).Zip(given), pair => Assert.Equal(pair.Second.To + 1, pair.First.From));

        static ulong Number(JsonElement filter, string name) => Convert.ToUInt64(filter.GetProperty(name).GetString(), 16);

        static string Log(int block) =>
            $$"""{"address":"{{Address.Zero}}","topics":[],"data":"0x","blockNumber":"0x{{block:x}}","blockHash":"{{Keccak256.Hash([(byte)block])}}","transactionHash":"{{Keccak256.Hash([2])}}","transactionIndex":"0x0","logIndex":"0x0"}""";
    }

    [Fact]
    public async Task A_node_that_refuses_a_single_block_is_at_fault() => await Assert.ThrowsAsync<ChainFault>(() =>
        new EthereumNode(new ScriptedTransport(_ => RpcAnswer.Refused(-32005, "never"))).FindLogsAsync(Address.Zero, [], 0, 10, CancellationToken.None));

    [Fact]
    public async Task A_block_beyond_the_head_and_an_unknown_hash_are_null()
    {
        var chain = new ScriptedChain(blocks: 1);
        Assert.Null(await chain.Node.BlockAsync(2, CancellationToken.None));
        Assert.Null(await chain.Node.BlockAsync(Keccak256.Hash([1]), CancellationToken.None));
        Assert.Equal(chain.Head, (await chain.Node.BlockAsync(chain.Head.Hash, CancellationToken.None))!.Ref);
    }

    [Fact]
    public async Task Another_block_than_the_asked_is_an_inconsistency()
    {
        var chain = new ScriptedChain(blocks: 3);
        var two = "";
        chain.Twist = (_, json) => two = json;
        await chain.Node.BlockAsync(2, CancellationToken.None);
        var kept = two;
        chain.Twist = (_, _) => kept;

        Assert.Equal(ChainFaultKind.Inconsistent, (await Assert.ThrowsAsync<ChainFault>(() => chain.Node.BlockAsync(3, CancellationToken.None))).Kind);
        Assert.Equal(ChainFaultKind.Inconsistent, (await Assert.ThrowsAsync<ChainFault>(() => chain.Node.BlockAsync(chain[3].Hash, CancellationToken.None))).Kind);
    }

    [Fact]
    public async Task A_range_that_is_no_chain_is_an_inconsistency_and_one_past_the_head_is_shorter()
    {
        var chain = new ScriptedChain(blocks: 5);
        Assert.Equal(3, (await chain.Node.HeadersAsync(3, 10, CancellationToken.None)).Count);
        Assert.Empty(await chain.Node.HeadersAsync(9, 3, CancellationToken.None));

        var other = new ScriptedChain(blocks: 3);
        other.Reorg(2, branch: 1);
        var mixed = new ScriptedTransport(call => call.ParametersJson.Contains("0x4", StringComparison.Ordinal) ? other.Answer(call) : chain.Answer(call));
        Assert.Equal(ChainFaultKind.Inconsistent, (await Assert.ThrowsAsync<ChainFault>(() => new EthereumNode(mixed).HeadersAsync(3, 2, CancellationToken.None))).Kind);
    }

    [Theory]
    [InlineData("\"number\":\"0x1\"", "\"number\":1", "number")]
    [InlineData("\"number\":\"0x1\"", "\"number\":\"0x\"", "number")]
    [InlineData("\"number\":\"0x1\"", "\"number\":\"0x11111111111111111\"", "number")]
    [InlineData("\"gasUsed\":\"0x0\"", "\"gasUsed\":null", "gasUsed")]
    [InlineData("\"nonce\":\"0x0000000000000000\"", "\"nonce\":\"0x0\"", "nonce")]
    [InlineData("\"transactions\":[]", "\"transactions\":[1]", "transactions")]
    [InlineData("\"extraData\":\"0x00\"", "\"extraData\":\"0x0\"", "extraData")]
    [InlineData("\"extraData\":\"0x00\"", "\"extraData\":\"0x\\u0030\\u0030\"", "extraData")]
    public async Task A_field_that_cannot_be_read_is_named(string good, string bad, string field)
    {
        var chain = new ScriptedChain(blocks: 1) { Twist = (_, json) => json.Contains(good, StringComparison.Ordinal) ? json.Replace(good, bad, StringComparison.Ordinal) : json + "?" };
        var fault = await Assert.ThrowsAsync<ChainFault>(() => chain.Node.HeadAsync(CancellationToken.None));
        Assert.Equal(ChainFaultKind.Malformed, fault.Kind);
        Assert.Contains($"'{field}'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-32000, "header not found", true)]
    [InlineData(-32000, "missing trie node abc", true)]
    [InlineData(-32005, "limit exceeded", true)]
    [InlineData(-32601, "the method does not exist", false)]
    [InlineData(3, "execution reverted: timeout", false)]
    public async Task Errors_are_sorted_into_passing_and_lasting(int code, string words, bool transient)
    {
        var node = new EthereumNode(new ScriptedTransport(_ => RpcAnswer.Refused(code, words)));
        var fault = await Assert.ThrowsAsync<ChainFault>(() => node.ChainIdAsync(CancellationToken.None));
        Assert.Equal((ChainFaultKind.Refused, transient, code), (fault.Kind, fault.IsTransient, fault.RpcCode));
        Assert.Contains("eth_chainId", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revert_is_an_outcome_with_its_data_not_a_fault()
    {
        var nested = new RpcError(-32000, "VM Exception: revert", System.Text.Json.JsonElement.Parse("""{"data":"0xdeadbeef"}"""));
        var node = new EthereumNode(new ScriptedTransport(_ => new RpcAnswer(default, nested)));
        var outcome = await node.CallAsync(null, Address.Zero, default, null, CancellationToken.None);
        Assert.False(outcome.Succeeded);
        Assert.Equal("0xdeadbeef", Hex.Encode(outcome.Data.Span));
    }

    [Fact]
    public async Task On_a_real_node_headers_logs_and_receipts_hold_together()
    {
        await using var network = await AnvilNode.StartAsync();
        for (byte i = 0; i < 4; i++)
        {
            await network.SendAsync(TestKeys.Transaction(TestKeys.Funded, 31_337, i, data: TestKeys.Logs(i), feeWei: 5_000_000_000));
        }

        await network.MineAsync(2);
        var block = (await network.Node.BlockAsync(1, CancellationToken.None))!;
        var contracts = Enumerable.Range(0, 4).Select(nonce => Chain.Deploy.Deployer.Created(TestKeys.Funded.Address, (ulong)nonce)).ToArray();

        Assert.Equal(4, (await network.Node.LogsAsync(block, contracts, CancellationToken.None)).Count);
        Assert.Single(await network.Node.LogsAsync(block, [contracts[2]], CancellationToken.None));
        Assert.Equal(4, (await network.Node.ReceiptsAsync(block, CancellationToken.None)).Count);
        Assert.Equal(block.Transactions[3], (await network.Node.InclusionAsync(block.Transactions[3], CancellationToken.None))!.Transaction);
        Assert.Null(await network.Node.InclusionAsync(Keccak256.Hash([1]), CancellationToken.None));
    }
}
