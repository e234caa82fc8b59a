// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Chain.Tests.Rpc;

/// <summary>Stands before a node as vendors' gateways do: passes calls on, refuses them, or spoils their answers.</summary>
public sealed class NodeProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly Uri _node;

    private NodeProxy(WebApplication app, Uri node) => (_app, _node) = (app, node);

    /// <summary>Ends in a key, as such URLs do.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Answers a request in place of the node; false passes it on.</summary>
    public Func<HttpContext, JsonElement, Task<bool>> Refuse { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>Sends the node's answer; by default as it is.</summary>
    public Func<HttpContext, byte[], Task> Answer { get; set; } = (context, answer) => context.Response.Body.WriteAsync(answer).AsTask();

    /// <summary>How many requests came.</summary>
    public int Requests { get; private set; }

    public static async Task<NodeProxy> StartAsync(Uri node)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var proxy = new NodeProxy(builder.Build(), node);
        proxy._app.Run(proxy.PassAsync);
        await proxy._app.StartAsync();
        proxy.Url = new Uri(proxy._app.Urls.Single() + "/v3/secret-key");
        return proxy;
    }

    /// <summary>The calls of a request: one, or a batch.</summary>
    public static IEnumerable<JsonElement> Calls(JsonElement request) =>
        request.ValueKind == JsonValueKind.Array ? request.EnumerateArray() : [request];

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        Requests++;
        var request = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        if (await Refuse(context, request))
        {
            return;
        }

        using var content = new StringContent(request.GetRawText(), System.Text.Encoding.UTF8, "application/json");
        try
        {
            using var answer = await _http.PostAsync(_node, content);
            await Answer(context, await answer.Content.ReadAsByteArrayAsync());
        }
        catch (HttpRequestException)
        {
            context.Abort(); // the node is dead: so is whoever stands before it
        }
    }
}
