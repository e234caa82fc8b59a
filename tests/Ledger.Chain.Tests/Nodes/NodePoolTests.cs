// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Ledger.Chain.Nodes;
using Ledger.Chain.Rpc;
using Ledger.Chain.Submit;
using Ledger.Chain.Tests.Rpc;
using Microsoft.AspNetCore.Http;

namespace Ledger.Chain.Tests.Nodes;

/// <summary>One endpoint of two fails, in every way that endpoints do; the follower reads the same history.</summary>
public sealed class NodePoolTests
{
    private static readonly CancellationToken _none = CancellationToken.None;

    public static TheoryData<string, NodeTrouble> Spoilers => new()
    {
        { "unreachable", NodeTrouble.Unreachable },
        { "busy", NodeTrouble.Busy },
        { "forbidden", NodeTrouble.Refused },
        { "cut", NodeTrouble.Malformed },
        { "page", NodeTrouble.Malformed },
        { "incomplete", NodeTrouble.Malformed },
        { "throttled", NodeTrouble.Throttled },
        { "throttled in the answer", NodeTrouble.Throttled },
    };

    [Fact]
    public async Task A_killed_node_is_left_for_the_next_and_no_log_is_missed()
    {
        await using var twins = await Twins.StartAsync();
        await twins.MineAsync(8);
        await twins.FollowAsync();
        await twins.LookAsync(twins.Final);
        Assert.Equal("*sound sound", twins.Standing);

        await twins.Anvils[0].DisposeAsync();
        await Twins.MineAsync([twins.Anvils[1]], 10);
        await twins.FollowAsync();

        Assert.Equal((10, "Unreachable *sound"), (twins.Logs, twins.Standing));
        Assert.Equal((await twins.Anvils[1].Node.HeadAsync(_none)).Ref, twins.Known[0]);
    }

    [Theory]
    [MemberData(nameof(Spoilers))]
    public async Task Whatever_ails_an_endpoint_it_is_set_aside_and_comes_back_when_a_look_finds_it_sound(string how, NodeTrouble trouble)
    {
        await using var twins = await Twins.StartAsync();
        await twins.MineAsync(2);
        Spoil(twins.Gates[0], how);
        var failed = await AskUntilTurnedAsync(twins);

        Assert.InRange(failed, 0, 3);
        Assert.Equal($"{trouble} *sound", twins.Standing);
        await twins.LookAsync();
        Assert.Equal($"{trouble} *sound", twins.Standing);

        twins.Gates[0].Refuse = (_, _) => Task.FromResult(false);
        twins.Gates[0].Answer = (context, answer) => context.Response.Body.WriteAsync(answer).AsTask();
        await twins.Pool.ProbeAsync(null, _none); // it waits for its time, which grows with each failed look
        Assert.Equal($"{trouble} *sound", twins.Standing);
        await twins.LookAsync();
        Assert.Equal("sound *sound", twins.Standing);
    }

    [Fact]
    public async Task One_that_never_answers_is_left_after_its_time()
    {
        await using var twins = await Twins.StartAsync();
        using var ending = new CancellationTokenSource();
        twins.Gates[0].Refuse = async (_, _) =>
        {
            await Task.Delay(Timeout.Infinite, ending.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        using var pool = NodePool.Connect(twins.Gates.Select(gate => gate.Url), null, new NodePoolOptions { Road = new HttpNodeOptions { TimeoutMs = 3000 } });
        Assert.Equal(1UL, (await new EthereumNode(pool).HeadAsync(_none)).Ref.Number);
        Assert.Equal(NodeTrouble.TimedOut, pool.Statuses[0].Trouble);
        await ending.CancelAsync();
    }

    [Fact]
    public async Task Refused_ranges_errors_in_answers_and_strangers_calls_blame_nobody()
    {
        await using var twins = await Twins.StartAsync();
        await twins.MineAsync(20);
        twins.Gates[0].Refuse = LimitWords.Ranges.Single(words => words.Vendor == "a gateway that is overloaded").RefuseRangesOver(1);
        await twins.FollowAsync();
        Assert.Equal((21, "*sound sound"), (twins.Logs, twins.Standing));

        for (var i = 0; i < 20; i++)
        {
            Assert.NotNull((await twins.Pool.SendAsync([new RpcCall("eth_nonsense")], _none))[0].Error);
        }

        Spoil(twins.Gates[0], "unreachable");
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<ChainFault>(() => twins.Pool.ForStrangers.SendAsync([new RpcCall("eth_chainId")], _none));
        }

        Assert.Equal("*sound sound", twins.Standing);
    }

    [Fact]
    public async Task One_that_leaves_logs_out_is_found_out_by_the_bloom_and_set_aside()
    {
        await using var twins = await Twins.StartAsync();
        await twins.MineAsync(20);
        twins.Gates[0].Answer = (context, answer) => context.Response.WriteAsync(WithoutLogs(answer));
        var faults = 0;
        while (twins.Known.Count < 21)
        {
            try
            {
                await twins.FollowAsync();
            }
            catch (ChainFault fault)
            {
                Assert.Equal(ChainFaultKind.Inconsistent, fault.Kind);
                faults++;
            }
        }

        Assert.Equal((21, "Inconsistent *sound"), (twins.Logs, twins.Standing));
        Assert.InRange(faults, 0, 3);
    }

    [Fact]
    public async Task One_of_another_chain_is_asked_only_where_there_is_no_other()
    {
        await using var twins = await Twins.StartAsync("--chain-id", "77");
        await twins.MineAsync();
        await twins.LookAsync();
        Assert.Equal("*sound WrongChain", twins.Standing);

        await twins.Anvils[0].DisposeAsync();
        await Assert.ThrowsAsync<ChainFault>(() => new EthereumNode(twins.Pool).ChainIdAsync(_none));
        await twins.LookAsync();
        Assert.Equal("*Unreachable WrongChain", twins.Standing);

        // Alone, it is asked: who starts with it hears that it is of another chain.
        using var alone = new NodePool([twins.Anvils[1].Transport, twins.Anvils[1].Transport], (await IdentityAsync(twins)) with { ChainId = 1 });
        await alone.ProbeAsync(null, _none);
        Assert.Equal(77UL, await new EthereumNode(alone).ChainIdAsync(_none));
        Assert.All(alone.Statuses, status => Assert.Equal(NodeTrouble.WrongChain, status.Trouble));
    }

    [Fact]
    public async Task One_with_other_code_at_a_contracts_address_is_of_another_chain()
    {
        await using var twins = await Twins.StartAsync();
        var contract = (await IdentityAsync(twins)).Contracts[0].Address;
        await twins.Anvils[0].AskAsync("anvil_setCode", $"[\"{contract}\",\"0x00\"]");
        await twins.LookAsync();
        Assert.Equal("WrongChain *sound", twins.Standing);
    }

    [Fact]
    public async Task One_that_lags_is_left_until_it_has_caught_up()
    {
        await using var twins = await Twins.StartAsync();
        for (ulong number = 2; number <= 11; number++)
        {
            await Twins.MineAsync([twins.Anvils[1]], number);
        }

        await twins.LookAsync();
        Assert.Equal("Lagging *sound", twins.Standing);
        await Twins.MineAsync([twins.Anvils[0]], 2);
        await twins.LookAsync();
        Assert.Equal("Lagging *sound", twins.Standing);
        await Twins.MineAsync([twins.Anvils[0]], 3);
        await twins.LookAsync();
        Assert.Equal("sound *sound", twins.Standing);
    }

    [Fact]
    public async Task One_that_only_claims_to_be_ahead_leaves_nobody_behind()
    {
        var (honest, boasted) = (new ScriptedChain(blocks: 4), new ScriptedChain(blocks: 40));
        var boaster = new ScriptedTransport(call => (call.ParametersJson.Contains("latest", StringComparison.Ordinal) ? boasted : honest).Answer(call));
        using var pool = new NodePool([honest, boaster], identity: null);
        await pool.ProbeAsync(null, _none);
        Assert.Equal([4UL, 40UL], pool.Statuses.Select(status => status.Head));
        Assert.Equal((null, true), (pool.Statuses[0].Trouble, pool.Statuses[0].IsActive));
    }

    [Theory]
    [InlineData("eth_getTransactionReceipt")]
    [InlineData("eth_getCode")]
    public async Task One_whose_history_is_gone_is_set_aside(string method)
    {
        await using var twins = await Twins.StartAsync();
        await twins.MineAsync(8);
        await twins.FollowAsync();
        twins.Gates[0].Refuse = async (context, request) =>
        {
            var call = NodeProxy.Calls(request).First();
            var isGone = call.GetProperty("method").GetString() == method && !call.GetProperty("params").GetRawText().Contains("latest", StringComparison.Ordinal);
            if (isGone)
            {
                var id = call.GetProperty("id").GetRawText();
                await context.Response.WriteAsync(method == "eth_getCode"
                    ? $$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":-32000,"message":"missing trie node 0a (path )"}}"""
                    : $$"""{"jsonrpc":"2.0","id":{{id}},"result":null}""");
            }

            return isGone;
        };
        await twins.LookAsync(twins.Final);
        Assert.Equal("Pruned *sound", twins.Standing);
    }

    [Fact]
    public async Task The_same_signed_bytes_go_to_the_next_when_the_road_to_the_first_fails()
    {
        await using var twins = await Twins.StartAsync();
        var road = new EthereumNode(twins.Pool);
        var submitter = new Submitter(road, TestKeys.Funded, new SubmitterOptions { ChainId = 31_337 });
        var prepared = Assert.IsType<Preparation.Prepared>(
            await submitter.PrepareAsync(new TransactionIntent(default, null, TestKeys.Logs(7)), _none)).Transaction;
        var signed = await submitter.SignAsync(prepared, nonce: 1, _none);
        var many = Enumerable.Repeat(signed, 40).ToList();
        twins.Gates[0].Refuse = (context, request) =>
        {
            var isSending = NodeProxy.Calls(request).Any(call => call.GetProperty("method").GetString() == "eth_sendRawTransaction");
            if (isSending)
            {
                context.Abort();
            }

            return Task.FromResult(isSending);
        };

        Assert.All(await submitter.SendAsync(many, _none), result => Assert.Equal(SendOutcome.Sent, result.Outcome));

        Assert.Equal("*sound sound", twins.Standing); // forty at once may have been too many for it
        await twins.Anvils[1].MineAsync();
        Assert.NotNull(await twins.Anvils[1].Node.InclusionAsync(signed.Hash, _none));
        Assert.Equal(2UL, await twins.Anvils[1].Node.NonceAsync(TestKeys.Funded.Address, withPending: false, _none));
    }

    [Fact]
    public async Task Nothing_that_is_said_names_an_endpoints_address()
    {
        ConcurrentQueue<string> counted = new();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name.StartsWith("Ledger", StringComparison.Ordinal))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
            counted.Enqueue(instrument.Name + string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"))));
        listener.Start();
        await using var twins = await Twins.StartAsync();
        Spoil(twins.Gates[0], "unreachable");
        Spoil(twins.Gates[1], "page");
        var fault = await Assert.ThrowsAsync<ChainFault>(() => new EthereumNode(twins.Pool).HeadAsync(_none));

        List<string> said = [.. counted, .. twins.Pool.Statuses.Select(status => status.ToString()), fault.ToString()];
        Assert.Contains("ledger.node.errors endpoint=node-1 kind=Unreachable", said);
        Assert.Contains("ledger.node.errors endpoint=node-2 kind=Malformed", said);
        Assert.Contains("ledger.node.switches endpoint=node-2", said);
        Assert.All(said, text => Assert.False(text.Contains("secret-key", StringComparison.Ordinal) || text.Contains("127.0.0.1", StringComparison.Ordinal), text));
    }

    private static async Task<NodeIdentity> IdentityAsync(Twins twins) => new(
        31_337, (await twins.Anvils[1].Node.BlockAsync(0, _none))!.Ref.Hash, 1, 1,
        [(Chain.Deploy.Deployer.Created(TestKeys.Funded.Address, 0), Ethereum.Keccak256.Hash([]))]);

    /// <summary>Asks until the other endpoint is turned to; how many askings failed.</summary>
    private static async Task<int> AskUntilTurnedAsync(Twins twins)
    {
        var failed = 0;
        while (twins.Pool.Statuses[0].IsActive)
        {
            try
            {
                await new EthereumNode(twins.Pool).ChainAndBlockAsync(1, _none);
            }
            catch (ChainFault)
            {
                failed++;
            }
        }

        return failed;
    }

    private static void Spoil(NodeProxy gate, string how)
    {
        gate.Refuse = async (context, request) =>
        {
            switch (how)
            {
                case "unreachable":
                    context.Abort();
                    return true;
                case "busy":
                    context.Response.StatusCode = 503;
                    return true;
                case "forbidden":
                    context.Response.StatusCode = 403;
                    return true;
                case "throttled":
                    context.Response.StatusCode = 429;
                    return true;
                case "throttled in the answer":
                    var answers = NodeProxy.Calls(request).Select(call =>
                        $$$"""{"jsonrpc":"2.0","id":{{{call.GetProperty("id").GetRawText()}}},"error":{"code":-32005,"message":"rate limit exceeded"}}""").ToList();
                    await context.Response.WriteAsync(answers.Count == 1 ? answers[0] : $"[{string.Join(',', answers)}]");
                    return true;
                default:
                    return false;
            }
        };
        gate.Answer = (context, answer) => how switch
        {
            "cut" => context.Response.Body.WriteAsync(answer.AsMemory(0, answer.Length / 2)).AsTask(),
            "page" => context.Response.WriteAsync("<html>Bad gateway</html>"),
            "incomplete" => context.Response.WriteAsync(JsonElement.Parse(answer) is { ValueKind: JsonValueKind.Array } batch ? $"[{batch[0].GetRawText()}]" : "[]"),
            _ => context.Response.Body.WriteAsync(answer).AsTask(),
        };
    }

    /// <summary>The answer without the first of each list of logs.</summary>
    private static string WithoutLogs(byte[] answer)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(answer)!;
        if (json is System.Text.Json.Nodes.JsonObject single && single["result"] is System.Text.Json.Nodes.JsonArray { Count: > 0 } logs && logs[0]?["topics"] is not null)
        {
            logs.RemoveAt(0);
        }

        return json.ToJsonString();
    }
}
