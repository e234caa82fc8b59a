// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Host.Rpc;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Rpc;

[Collection(HostCollection.Name)]
public sealed class RpcEndpointTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Theory]
    [InlineData("anvil_setStorageAt")]
    [InlineData("anvil_dumpState")]
    [InlineData("anvil_impersonateAccount")]
    [InlineData("evm_mine")]
    [InlineData("evm_snapshot")]
    [InlineData("hardhat_reset")]
    [InlineData("debug_traceTransaction")]
    [InlineData("eth_sendTransaction")]
    [InlineData("eth_sign")]
    [InlineData("eth_accounts")]
    [InlineData("personal_unlockAccount")]
    [InlineData("txpool_content")]
    [InlineData("eth_getblockbynumber")]
    public async Task A_method_off_the_list_never_reaches_the_node(string method)
    {
        var error = (await _walk.RpcAsync(method)).GetProperty("error");

        Assert.Equal(-32601, error.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Reading_is_answered_under_the_callers_id()
    {
        var answer = (await host.PostAsync("/rpc", "{\"jsonrpc\":\"2.0\",\"id\":\"mine\",\"method\":\"eth_chainId\",\"params\":[]}")).Json;

        Assert.Equal("mine", answer.GetProperty("id").GetString());
        Assert.StartsWith("0x", answer.GetProperty("result").GetString(), StringComparison.Ordinal);
        Assert.False(answer.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_batch_is_answered_in_its_order()
    {
        var answers = (await host.PostAsync("/rpc", "[{\"id\":1,\"method\":\"eth_chainId\"},{\"id\":2,\"method\":\"evm_mine\"},{\"id\":3,\"method\":\"eth_blockNumber\"},7]")).Json;

        Assert.Equal(4, answers.GetArrayLength());
        Assert.Equal(-32601, answers[1].GetProperty("error").GetProperty("code").GetInt32());
        Assert.StartsWith("0x", answers[2].GetProperty("result").GetString(), StringComparison.Ordinal);
        Assert.Equal(-32600, answers[3].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("{\"method\":\"eth_chainId\",\"method\":\"evm_mine\"}", -32700)]
    [InlineData("nonsense", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("{}", -32600)]
    [InlineData("7", -32600)]
    public async Task A_body_that_is_no_call_is_refused(string body, int code) =>
        Assert.Equal(code, (await host.PostAsync("/rpc", body)).Json.GetProperty("error").GetProperty("code").GetInt32());

    [Fact]
    public async Task A_batch_too_long_is_refused()
    {
        var batch = "[" + string.Join(',', Enumerable.Repeat("{\"id\":1,\"method\":\"eth_chainId\"}", RpcEndpoint.MaxBatch + 1)) + "]";

        Assert.Equal(-32600, (await host.PostAsync("/rpc", batch)).Json.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_nodes_own_error_is_handed_on()
    {
        var error = (await _walk.RpcAsync("eth_sendRawTransaction", "0x00")).GetProperty("error");

        Assert.Equal(JsonValueKind.Number, error.GetProperty("code").ValueKind);
    }

    [Fact]
    public async Task A_page_elsewhere_cannot_post_a_call_as_plain_text()
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/rpc", Encoding.UTF8.GetBytes("{\"id\":1,\"method\":\"eth_chainId\"}"), contentType: "text/plain");

        Assert.Equal(415, answer.Status);
    }
}
