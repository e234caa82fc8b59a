// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Chain.Rpc;

namespace Ledger.Chain.Tests.Rpc;

public sealed class HttpNodeTransportTests
{
    private static readonly RpcCall[] Three = [new("a"), new("b", "[1]"), new("c")];

    [Fact]
    public async Task Answers_of_a_batch_may_come_in_any_order()
    {
        using var server = new ScriptedServer(body => (200, "[" + string.Join(',', Ids(body).Reverse().Select(id => $$"""{"jsonrpc":"2.0","id":{{id}},"result":"{{id}}" }""")) + "]"));
        using var transport = new HttpNodeTransport(server.Url);

        var first = await transport.SendAsync(Three, CancellationToken.None);
        var second = await transport.SendAsync(Three, CancellationToken.None);

        Assert.Equal(["1", "2", "3"], first.Select(answer => answer.Result.GetString()!), StringComparer.Ordinal);
        Assert.Equal(["4", "5", "6"], second.Select(answer => answer.Result.GetString()!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task One_call_is_no_array_and_an_error_is_an_answer()
    {
        using var server = new ScriptedServer(body => body.StartsWith('{')
            ? (200, $$"""{"jsonrpc":"2.0","id":{{Ids(body).Single()}},"error":{"code":3,"message":"execution reverted","data":"0x08c379a0"} }""")
            : (500, ""));
        using var transport = new HttpNodeTransport(server.Url);

        var answer = Assert.Single(await transport.SendAsync([new RpcCall("eth_call")], CancellationToken.None));

        Assert.Equal((3, "execution reverted", "0x08c379a0"), (answer.Error!.Code, answer.Error.Message, answer.Error.Data!.Value.GetString()));
    }

    [Fact]
    public async Task A_long_answer_lies_in_a_buffer_on_loan_until_it_is_given_back()
    {
        var words = new string('w', 200_000);
        using var server = new ScriptedServer(body => (200, "[" + string.Join(',', Ids(body).Select(id => $$"""{"jsonrpc":"2.0","id":{{id}},"result":"{{id}}{{words}}" }""")) + "]"));
        using var transport = new HttpNodeTransport(server.Url);

        var kept = await transport.SendAsync(Three, CancellationToken.None);
        var given = await transport.SendAsync(Three, CancellationToken.None);
        Assert.IsAssignableFrom<IDisposable>(given).Dispose();
        var next = await transport.SendAsync(Three, CancellationToken.None);

        Assert.Equal(["1" + words, "2" + words, "3" + words], kept.Select(answer => answer.Result.GetString()!), StringComparer.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => given[0].Result.GetString());
        Assert.Equal(["7" + words, "8" + words, "9" + words], next.Select(answer => answer.Result.GetString()!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_long_answer_that_does_not_answer_is_a_passing_fault_too()
    {
        using var server = new ScriptedServer(_ => (200, $$"""[{"id":1,"result":"{{new string('w', 200_000)}}"}]"""));
        using var transport = new HttpNodeTransport(server.Url);

        var fault = await Assert.ThrowsAsync<ChainFault>(() => transport.SendAsync(Three, CancellationToken.None));

        Assert.Equal((ChainFaultKind.Malformed, true), (fault.Kind, fault.IsTransient));
    }

    [Theory]
    [InlineData("""[{"id":1,"result":1},{"id":2,"result":2}]""", "unanswered")]
    [InlineData("""[{"id":1,"result":1},{"id":2,"result":2},{"id":2,"result":2}]""", "twice")]
    [InlineData("""[{"id":1,"result":1},{"id":2,"result":2},{"id":9,"result":2}]""", "not asked")]
    [InlineData("""[{"id":1,"result":1},{"id":2,"result":2},{"id":3}]""", "neither result nor error")]
    [InlineData("""[{"id":1,"result":1},{"id":2,"result":2},{"id":3,"error":"no"}]""", "no code and message")]
    [InlineData("""[{"id":1,"result":1},{"id":2,"res""", "cut off")]
    [InlineData("<html>", "not JSON")]
    [InlineData("""{"id":1,"result":1}""", "unanswered")]
    [InlineData("[]", "unanswered")]
    public async Task What_is_no_answer_to_the_batch_is_a_passing_fault(string body, string words)
    {
        using var server = new ScriptedServer(_ => (200, body));
        using var transport = new HttpNodeTransport(server.Url);

        var fault = await Assert.ThrowsAsync<ChainFault>(() => transport.SendAsync(Three, CancellationToken.None));

        Assert.Equal((ChainFaultKind.Malformed, true), (fault.Kind, fault.IsTransient));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "", ChainFaultKind.Throttled, true)]
    [InlineData(408, "", ChainFaultKind.Busy, true)]
    [InlineData(503, "<html>", ChainFaultKind.Busy, true)]
    [InlineData(401, "", ChainFaultKind.Refused, false)]
    [InlineData(400, """{"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"daily request count exceeded"}}""", ChainFaultKind.Throttled, true)]
    [InlineData(200, """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch too large"}}""", ChainFaultKind.Refused, false)]
    [InlineData(302, "", ChainFaultKind.Refused, false)]
    public async Task A_status_says_whether_to_come_back(int status, string body, ChainFaultKind kind, bool transient)
    {
        using var server = new ScriptedServer(_ => (status, body));
        using var transport = new HttpNodeTransport(server.Url);
        var fault = await Assert.ThrowsAsync<ChainFault>(() => transport.SendAsync(Three, CancellationToken.None));
        Assert.Equal((kind, transient), (fault.Kind, fault.IsTransient));
    }

    [Fact]
    public async Task No_fault_shows_where_the_node_is()
    {
        var server = new ScriptedServer(_ => (200, """{"id":null,"error":{"code":1,"message":"see https://node.example/v3/secret-key for limits"}}"""));
        using var transport = new HttpNodeTransport(server.Url);
        var refused = await Assert.ThrowsAsync<ChainFault>(() => transport.SendAsync(Three, CancellationToken.None));
        server.Dispose();
        var unreachable = await Assert.ThrowsAsync<ChainFault>(() => transport.SendAsync(Three, CancellationToken.None));

        Assert.Equal((ChainFaultKind.Unreachable, true), (unreachable.Kind, unreachable.IsTransient));
        foreach (var text in new[] { refused.ToString(), unreachable.ToString() })
        {
            Assert.DoesNotContain("secret-key", text, StringComparison.Ordinal);
            Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
            Assert.DoesNotContain(server.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_node_that_does_not_answer_in_time_and_one_that_answers_too_much_are_faults()
    {
        using var silent = new ScriptedServer(_ => (0, ""));
        using var slow = new HttpNodeTransport(silent.Url, new HttpNodeOptions { TimeoutMs = 50 });
        Assert.Equal(ChainFaultKind.TimedOut, (await Assert.ThrowsAsync<ChainFault>(() => slow.SendAsync(Three, CancellationToken.None))).Kind);

        using var loud = new ScriptedServer(_ => (200, new string(' ', 2_000)));
        using var narrow = new HttpNodeTransport(loud.Url, new HttpNodeOptions { MaxAnswerBytes = 1_000 });
        Assert.Contains("longer than 1000 bytes", (await Assert.ThrowsAsync<ChainFault>(() => narrow.SendAsync(Three, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_and_password_of_the_url_become_basic_authentication()
    {
        using var server = new ScriptedServer(body => (200, $$"""{"id":{{Ids(body).Single()}},"result":null}"""));
        using var transport = new HttpNodeTransport(new UriBuilder(server.Url) { UserName = "me", Password = "p%40ss" }.Uri);
        await transport.SendAsync([new RpcCall("a")], CancellationToken.None);
        Assert.Equal(["Basic " + Convert.ToBase64String("me:p@ss"u8)], server.Authorizations, StringComparer.Ordinal);
    }

    private static IEnumerable<long> Ids(string body)
    {
        var root = JsonElement.Parse(body);
        return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray().Select(call => call.GetProperty("id").GetInt64())] : [root.GetProperty("id").GetInt64()];
    }
}
