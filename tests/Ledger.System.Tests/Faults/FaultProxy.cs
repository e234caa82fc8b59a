// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.SystemTests.Simulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.SystemTests.Faults;

/// <summary>A road to a real node on which calls and answers are late, refused, cut, lost, out of order, incomplete and stale.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const double Share = 0.25;
    private const int MaxLateMs = 300;

    private readonly WebApplication _app;
    private readonly HttpClient _node;
    private readonly SimRandom _random;
    private readonly Lock _chance = new();
    private readonly ConcurrentDictionary<string, int> _met = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JsonNode> _before = new(StringComparer.Ordinal);

    private int _drawn;

    private FaultProxy(Uri node, SimRandom random)
    {
        _random = random;
        _node = new HttpClient { BaseAddress = node };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Every fault there is.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["late", "busy", "limited", "unreached", "lost", "cut", "reversed", "logless", "stale"];

    public Uri Url { get; private set; } = null!;

    /// <summary>Whether everything passes as it is.</summary>
    public bool IsCalm { get; set; } = true;

    /// <summary>How many calls met each fault.</summary>
    public IReadOnlyDictionary<string, int> Met => _met;

    public static async Task<FaultProxy> StartAsync(Uri node, SimRandom random)
    {
        var proxy = new FaultProxy(node, random);
        await proxy._app.StartAsync();
        var addresses = proxy._app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!;
        proxy.Url = new Uri(addresses.Addresses.Single());
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _node.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var asked = await reader.ReadToEndAsync(http.RequestAborted);
        var fault = Draw();
        switch (fault)
        {
            case "busy":
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            case "limited":
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            case "unreached":
                http.Abort();
                return;
            default:
                await ForwardAsync(http, asked, fault);
                return;
        }
    }

    private async Task ForwardAsync(HttpContext http, string asked, string? fault)
    {
        using var content = new StringContent(asked, Encoding.UTF8, "application/json");
        using var answer = await _node.PostAsync(new Uri("", UriKind.Relative), content, CancellationToken.None);
        var said = Bend(asked, await answer.Content.ReadAsStringAsync(CancellationToken.None), fault);
        if (fault is "lost")
        {
            http.Abort();
            return;
        }

        if (fault is "late")
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Chance(MaxLateMs) + 1));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        var bytes = Encoding.UTF8.GetBytes(said);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(fault is "cut" ? bytes.AsMemory(0, bytes.Length / 2) : bytes);
        if (fault is "cut")
        {
            await http.Response.Body.FlushAsync();
            http.Abort();
        }
    }

    /// <summary>What the node said, told wrongly.</summary>
    private string Bend(string asked, string said, string? fault)
    {
        JsonNode[] calls = [.. Each(JsonNode.Parse(asked)!)];
        var answer = JsonNode.Parse(said)!;
        foreach (var one in Each(answer))
        {
            var call = calls.FirstOrDefault(each => each["id"]!.ToJsonString() == one["id"]?.ToJsonString());
            if (call is null || one["result"] is not { } result)
            {
                continue;
            }

            if (fault is "logless" && call["method"]!.GetValue<string>() is "eth_getLogs")
            {
                one["result"] = new JsonArray();
            }
            else if (IsOfTheHead(call))
            {
                var key = call["method"] + call["params"]?.ToJsonString();
                var now = result.DeepClone();
                if (fault is "stale" && _before.TryGetValue(key, out var before))
                {
                    one["result"] = before.DeepClone();
                }
                else
                {
                    _before[key] = now;
                }
            }
        }

        return fault is "reversed" && answer is JsonArray batch ? new JsonArray([.. batch.Reverse().Select(one => one!.DeepClone())]).ToJsonString() : answer.ToJsonString();
    }

    private static bool IsOfTheHead(JsonNode call) =>
        call["method"]!.GetValue<string>() is "eth_blockNumber" or "eth_getTransactionCount"
        || (call["method"]!.GetValue<string>() is "eth_getBlockByNumber" && call["params"]?[0]?.ToString() is "latest");

    private static IEnumerable<JsonNode> Each(JsonNode body) => body is JsonArray batch ? batch.Select(one => one!) : [body];

    private string? Draw()
    {
        if (IsCalm)
        {
            return null;
        }

        lock (_chance)
        {
            if (_random.NextDouble() >= Share)
            {
                return null;
            }

            var kind = Kinds[_drawn++ % Kinds.Count]; // in turn: each comes, however short the storm
            _met.AddOrUpdate(kind, 1, (_, count) => count + 1);
            return kind;
        }
    }

    private int Chance(int below)
    {
        lock (_chance)
        {
            return _random.Next(below);
        }
    }
}
