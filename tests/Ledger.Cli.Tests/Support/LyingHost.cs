// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Ethereum;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Tests.Support;

/// <summary>Stands between the command and the real host, and changes what the host says.</summary>
internal sealed class LyingHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _truth;

    private LyingHost(WebApplication app, HttpClient truth) => (_app, _truth) = (app, truth);

    public string Url => _app.Urls.Single();

    /// <summary>How often something was posted through it.</summary>
    public int Posts { get; private set; }

    /// <param name="lie">Changes an answer.</param>
    /// <param name="drop">Whether a request of that method and path is lost before the host sees it.</param>
    /// <param name="refuse">Whether an answer becomes a refusal, whose problem <paramref name="lie"/> makes.</param>
    public static async Task<LyingHost> StartAsync(Uri host, Func<string, string> lie, Func<string, string, bool>? drop = null, Func<string, bool>? refuse = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var liar = new LyingHost(builder.Build(), new HttpClient { BaseAddress = host });
        liar._app.Run(http => liar.AnswerAsync(http, lie, drop, refuse));
        await liar._app.StartAsync();
        return liar;
    }

    /// <summary>An answer of logs without the first event of a name; any other answer as it is.</summary>
    public static string Without(string text, Hash32 topic)
    {
        if (!text.Contains("\"result\":[{", StringComparison.Ordinal) || !text.Contains(topic.ToString(), StringComparison.Ordinal))
        {
            return text;
        }

        var answer = JsonNode.Parse(text)!;
        var logs = answer["result"]!.AsArray();
        logs.Remove(logs.FirstOrDefault(log => log!["topics"]?[0]?.GetValue<string>() == topic.ToString())); // a block's receipts are no logs
        return answer.ToJsonString();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _truth.Dispose();
    }

    private async Task AnswerAsync(HttpContext http, Func<string, string> lie, Func<string, string, bool>? drop, Func<string, bool>? refuse)
    {
        if (http.Request.Method is "POST" && !http.Request.Path.StartsWithSegments("/rpc", StringComparison.Ordinal))
        {
            Posts++;
        }

        if (drop?.Invoke(http.Request.Method, http.Request.Path) == true)
        {
            http.Abort();
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.Path + http.Request.QueryString);
        request.Headers.TryAddWithoutValidation("Authorization", http.Request.Headers.Authorization.ToString());
        if (http.Request.Headers.TryGetValue("Idempotency-Key", out var once))
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", once.ToString());
        }

        if (http.Request.ContentType is not null)
        {
            var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType);
        }

        using var response = await _truth.SendAsync(request);
        // Latin-1 maps every byte to one character and back, so that bundles pass unharmed where nothing is changed.
        var text = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync());
        var isRefused = refuse?.Invoke(text) == true;
        http.Response.StatusCode = isRefused ? StatusCodes.Status422UnprocessableEntity : (int)response.StatusCode;
        http.Response.ContentType = isRefused ? "application/problem+json" : response.Content.Headers.ContentType?.ToString();
        await http.Response.Body.WriteAsync(Encoding.Latin1.GetBytes(lie(text)));
    }
}
