// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Views;

namespace Ledger.Cli.Api;

/// <summary>An answer of the host: as it came, and as our record.</summary>
public sealed record Reply<T>(T Value, JsonElement Raw);

/// <summary>The host's API over HTTP. Knows routes' manners (keys, problems, languages), no rule of the ledger.</summary>
public sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    /// <param name="url">The host's root, such as <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="apiKey">The caller's API key, or null where the host asks for none.</param>
    /// <param name="road">The road to the host; null: the network.</param>
    public ApiClient(Uri url, string language, string? apiKey, HttpMessageHandler? road = null)
    {
        _http = road is null ? new HttpClient() : new HttpClient(road, disposeHandler: false);
        ChainUrl = new Uri(url, "/rpc");
        (_http.BaseAddress, _http.Timeout) = (url, TimeSpan.FromMinutes(5));
        _http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        if (apiKey is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        }
    }

    /// <summary>Where the chain is read by JSON-RPC: the host's door for strangers, or a node.</summary>
    public Uri ChainUrl { get; init; }

    /// <summary>Reads <paramref name="path"/> below <c>/api/v1</c>.</summary>
    public Task<Reply<T>> GetAsync<T>(string path, CancellationToken cancel) => SendAsync<T>(HttpMethod.Get, path, null, cancel);

    /// <summary>Posts with an idempotency key of its own, so that a retried send is taken once.</summary>
    public Task<Reply<T>> PostAsync<T>(string path, object body, CancellationToken cancel) => SendAsync<T>(HttpMethod.Post, path, body, cancel);

    public Task<Reply<T>> DeleteAsync<T>(string path, CancellationToken cancel) => SendAsync<T>(HttpMethod.Delete, path, null, cancel);

    /// <summary>Reads bytes, such as a bundle.</summary>
    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancel)
    {
        using var response = await AnswerAsync(() => new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path), cancel);
        return await response.Content.ReadAsByteArrayAsync(cancel);
    }

    /// <summary>Copies an answer of another form, such as CSV, without holding it.</summary>
    public async Task CopyAsync(string path, string accept, Stream to, CancellationToken cancel)
    {
        using var response = await AnswerAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path);
                request.Headers.Accept.ParseAdd(accept);
                return request;
            },
            cancel,
            HttpCompletionOption.ResponseHeadersRead);
        await response.Content.CopyToAsync(to, cancel);
    }

    /// <summary>Reads the lines of an NDJSON answer one by one, as they come.</summary>
    public async IAsyncEnumerable<T> LinesAsync<T>(string path, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var response = await AnswerAsync(() => new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path), cancel, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            T? read;
            try
            {
                read = JsonSerializer.Deserialize<T>(line, LedgerJson.Options);
            }
            catch (JsonException)
            {
                read = default;
            }

            yield return read ?? throw NoAnswer(response);
        }
    }

    /// <summary>Asks the chain; an error of the node is a fault.</summary>
    public async Task<JsonElement> AskChainAsync(string method, object[] parameters, CancellationToken cancel)
    {
        using var response = await AnswerAsync(
            () => new HttpRequestMessage(HttpMethod.Post, ChainUrl) { Content = JsonContent.Create(new { jsonrpc = "2.0", id = 1, method, @params = parameters }) }, cancel);
        var answer = await ReadJsonAsync(response, cancel);
        return answer.TryGetProperty("result", out var result)
            ? result
            : throw new CliFailure(ExitCode.Fault, "fault.node", ("answer", answer.ToString()));
    }

    public void Dispose() => _http.Dispose();

    private async Task<Reply<T>> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var response = await AnswerAsync(() => Request(method, path, body, key), cancel);
        var raw = await ReadJsonAsync(response, cancel);
        try
        {
            return new Reply<T>(raw.Deserialize<T>(LedgerJson.Options)!, raw);
        }
        catch (JsonException)
        {
            throw NoAnswer(response);
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, object? body, string key)
    {
        var request = new HttpRequestMessage(method, "/api/v1" + path)
        {
            Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: LedgerJson.Options),
        };
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }

    /// <summary>Sends, and sends the same again when the host says that it is busy, after the time that it names; gives up in the end.</summary>
    private async Task<HttpResponseMessage> AnswerAsync(
        Func<HttpRequestMessage> make, CancellationToken cancel, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var request = make();
            var response = await _http.SendAsync(request, until, cancel);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                if (PauseOf(response) is not { } pause || TimeProvider.System.GetElapsedTime(began) + pause > _patience)
                {
                    throw await FailureOfAsync(response, cancel);
                }

                await Task.Delay(pause, cancel);
            }
        }
    }

    /// <summary>How long the host asks to wait; null where it does not ask.</summary>
    private static TimeSpan? PauseOf(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests && response.Headers.RetryAfter?.Delta is { } delta && delta <= _longestPause ? delta : null;

    private static async Task<CliFailure> FailureOfAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentType?.MediaType is not "application/problem+json")
        {
            return NoAnswer(response);
        }

        var problem = await ReadJsonAsync(response, cancel);
        string Field(string name) => problem.TryGetProperty(name, out var value) ? value.ToString() : "";
        return new CliFailure(
            (int)response.StatusCode < 500 ? ExitCode.Refused : ExitCode.Fault,
            "refused",
            ("title", Field("title")), ("detail", Field("detail")), ("code", Field("code"))) { Problem = problem };
    }

    private static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<JsonElement>(LedgerJson.Options, cancel);
        }
        catch (JsonException)
        {
            throw NoAnswer(response);
        }
    }

    private static CliFailure NoAnswer(HttpResponseMessage response) => new(ExitCode.Fault, "fault.answer", ("status", $"{(int)response.StatusCode}"));
}
