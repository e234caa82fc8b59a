// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ledger.Application.Views;

namespace Ledger.SystemTests.Faults;

/// <summary>A client that does not give up: what fails because the host is dead, full or busy is sent again, the same bytes under the same key.</summary>
internal sealed class PatientClient : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private int _again;

    public PatientClient(int port, string token)
    {
        _client.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        _client.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <summary>How many times something had to be sent again.</summary>
    public int Again => Volatile.Read(ref _again);

    public Task<JsonElement> GetAsync(string path) => UntilAnsweredAsync(() => new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>What is no JSON.</summary>
    public Task<string> TextAsync(string path) => _client.GetStringAsync(path);

    /// <summary>Posts under an idempotency key, as often as it takes.</summary>
    /// <param name="token">Another API key than this client's own.</param>
    public Task<JsonElement> PostAsync(string path, object body, string key, string? token = null) => UntilAnsweredAsync(() =>
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: LedgerJson.Options) };
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return request;
    });

    /// <summary>Every item of a list, page by page.</summary>
    public async Task<List<JsonElement>> ListAsync(string path)
    {
        List<JsonElement> items = [];
        string? cursor = null;
        do
        {
            var page = await GetAsync($"{path}?limit=200{(cursor is null ? "" : $"&cursor={cursor}")}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        return items;
    }

    public async Task<JsonElement> RpcAsync(string method, params object[] parameters) =>
        (await PostAsync("/rpc", new { jsonrpc = "2.0", id = 1, method, @params = parameters }, "rpc")).GetProperty("result");

    public void Dispose() => _client.Dispose();

    private async Task<JsonElement> UntilAnsweredAsync(Func<HttpRequestMessage> ask)
    {
        using var timer = new PeriodicTimer(_look);
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (answer, trouble, pause) = await TryAsync(ask);
            if (answer is { } json)
            {
                return json;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(began) < _patience, $"No answer within {_patience}: {trouble}");
            Interlocked.Increment(ref _again);
            timer.Period = pause ?? _look;
            await timer.WaitForNextTickAsync();
        }
    }

    private async Task<(JsonElement? Answer, string Trouble, TimeSpan? Pause)> TryAsync(Func<HttpRequestMessage> ask)
    {
        try
        {
            using var request = ask();
            using var answer = await _client.SendAsync(request);
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (answer.IsSuccessStatusCode)
            {
                return (JsonElement.Parse(body), "", null);
            }

            var said = $"{request.Method} {request.RequestUri}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(body)}";
            Assert.True(answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, said);
            return (null, said, answer.Headers.RetryAfter?.Delta);
        }
        catch (Exception down) when (down is HttpRequestException or IOException or TaskCanceledException)
        {
            return (null, down.Message, null);
        }
    }
}
