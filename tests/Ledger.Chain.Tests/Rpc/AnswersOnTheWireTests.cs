// SPDX-License-Identifier: Apache-2.0

using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Ledger.Chain.Rpc;
using Microsoft.AspNetCore.Http;

namespace Ledger.Chain.Tests.Rpc;

/// <summary>A real node's answers, as a gateway may change them on their way.</summary>
public sealed class AnswersOnTheWireTests(AnswersOnTheWireTests.Network network) : IClassFixture<AnswersOnTheWireTests.Network>
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task They_are_asked_for_compressed_and_read_compressed(string encoding)
    {
        await using var proxy = await NodeProxy.StartAsync(network.Anvil.Url);
        var (plain, packed) = (0, 0);
        proxy.Answer = async (context, answer) =>
        {
            Assert.Contains(encoding, context.Request.Headers.AcceptEncoding.ToString(), StringComparison.Ordinal);
            var body = Pack(encoding, answer);
            (plain, packed) = (answer.Length, body.Length);
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.Body.WriteAsync(body);
        };
        using var transport = new HttpNodeTransport(proxy.Url);

        Assert.Equal(20, (await new EthereumNode(transport).HeadersAsync(1, 20, CancellationToken.None)).Count);
        Assert.True(packed < plain / 4, $"{packed} of {plain} bytes");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_bomb_is_refused_at_the_limit_of_what_it_inflates_to(string encoding)
    {
        await using var proxy = await NodeProxy.StartAsync(network.Anvil.Url);
        var bomb = Pack(encoding, Encoding.UTF8.GetBytes("[" + new string(' ', 32 << 20) + "]"));
        proxy.Answer = async (context, _) =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.Body.WriteAsync(bomb);
        };
        using var transport = new HttpNodeTransport(proxy.Url, new HttpNodeOptions { MaxAnswerBytes = 1 << 20 });
        Assert.True(bomb.Length < 1 << 20);

        var fault = await Assert.ThrowsAsync<ChainFault>(() => new EthereumNode(transport).HeadersAsync(1, 20, CancellationToken.None));

        Assert.Equal(ChainFaultKind.Malformed, fault.Kind);
        Assert.Contains("longer than 1048576 bytes", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task One_that_is_cut_while_compressed_is_a_passing_fault(string encoding)
    {
        await using var proxy = await NodeProxy.StartAsync(network.Anvil.Url);
        proxy.Answer = async (context, answer) =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            var body = Pack(encoding, answer);
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
        };
        using var transport = new HttpNodeTransport(proxy.Url);
        var fault = await Assert.ThrowsAsync<ChainFault>(() => new EthereumNode(transport).HeadersAsync(1, 20, CancellationToken.None));
        Assert.Equal((ChainFaultKind.Malformed, true), (fault.Kind, fault.IsTransient));
    }

    [Fact]
    public async Task One_whose_connection_breaks_before_its_end_is_a_passing_fault()
    {
        await using var proxy = await NodeProxy.StartAsync(network.Anvil.Url);
        proxy.Answer = async (context, answer) =>
        {
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer.AsMemory(0, answer.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        using var transport = new HttpNodeTransport(proxy.Url);
        var fault = await Assert.ThrowsAsync<ChainFault>(() => new EthereumNode(transport).HeadersAsync(1, 20, CancellationToken.None));
        Assert.Equal((ChainFaultKind.Unreachable, true), (fault.Kind, fault.IsTransient));
    }

    [Fact]
    public async Task A_batch_may_come_back_in_any_order()
    {
        await using var proxy = await NodeProxy.StartAsync(network.Anvil.Url);
        proxy.Answer = (context, answer) => WriteAsync(context, JsonElement.Parse(answer).EnumerateArray().Reverse());
        using var transport = new HttpNodeTransport(proxy.Url);
        var blocks = await new EthereumNode(transport).HeadersAsync(1, 20, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 20).Select(number => (ulong)number), blocks.Select(block => block.Ref.Number));
    }

    [Fact]
    public async Task A_batch_that_lacks_an_answer_is_a_passing_fault()
    {
        await using var proxy = await NodeProxy.StartAsync(network.Anvil.Url);
        proxy.Answer = (context, answer) => WriteAsync(context, JsonElement.Parse(answer).EnumerateArray().Where((_, i) => i != 7));
        using var transport = new HttpNodeTransport(proxy.Url);
        var fault = await Assert.ThrowsAsync<ChainFault>(() => new EthereumNode(transport).HeadersAsync(1, 20, CancellationToken.None));
        Assert.Equal((ChainFaultKind.Malformed, true), (fault.Kind, fault.IsTransient));
    }

    private static Task WriteAsync(HttpContext context, IEnumerable<JsonElement> answers) =>
        context.Response.WriteAsync("[" + string.Join(',', answers.Select(answer => answer.GetRawText())) + "]");

    private static byte[] Pack(string encoding, byte[] plain)
    {
        using var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Optimal),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new ZLibStream(packed, CompressionLevel.Optimal),
        })
        {
            stream.Write(plain);
        }

        return packed.ToArray();
    }

    /// <summary>A node with 20 blocks.</summary>
    public sealed class Network : IAsyncLifetime
    {
        public AnvilNode Anvil { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Anvil = await AnvilNode.StartAsync();
            await Anvil.MineAsync(20);
        }

        public async Task DisposeAsync() => await Anvil.DisposeAsync();
    }
}
