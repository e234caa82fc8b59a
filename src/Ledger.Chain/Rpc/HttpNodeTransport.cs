// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Ledger.Chain.Rpc;

/// <summary>JSON-RPC 2.0 over HTTP POST. Neither its faults nor its text show the node's URL, which may carry a key.</summary>
public sealed class HttpNodeTransport : INodeTransport, IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _http;
    private readonly HttpNodeOptions _options;
    private readonly TimeProvider _time;
    private readonly AnswerBuffers _buffers = new();
    private long _lastId;

    /// <param name="endpoint">An http or https URL; a user and password in it become Basic authentication.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="time">The clock of the time limit; null for the system's.</param>
    public HttpNodeTransport(Uri endpoint, HttpNodeOptions? options = null, TimeProvider? time = null)
    {
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("A node's URL starts with http:// or https://.", nameof(endpoint));
        }

        _options = options ?? new HttpNodeOptions();
        _time = time ?? TimeProvider.System;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !endpoint.IsLoopback,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = new UriBuilder(endpoint) { UserName = "", Password = "" }.Uri,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (endpoint.UserInfo.Length > 0)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(endpoint.UserInfo)));
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }
    }

    public async Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation)
    {
        if (calls.Count == 0)
        {
            return [];
        }

        var firstId = Interlocked.Add(ref _lastId, calls.Count) - calls.Count + 1;
        using var content = new ByteArrayContent(RpcWire.Write(calls, firstId));
        content.Headers.ContentType = Json;
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.TimeoutMs), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, (Uri?)null) { Content = content };
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Read(response, await AnswerBody.ReadAsync(response.Content, _buffers, _options.MaxAnswerBytes, either.Token), firstId, calls.Count);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ChainFault(ChainFaultKind.TimedOut, $"The node did not answer within {_options.TimeoutMs} ms.", isTransient: true);
        }
        catch (InvalidDataException)
        {
            throw new ChainFault(ChainFaultKind.Malformed, "The node's answer is compressed, and broken or cut off.", isTransient: true);
        }
        catch (ObjectDisposedException)
        {
            throw new ChainFault(ChainFaultKind.Unreachable, "The connection to the node is closed.", isTransient: true);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // The inner exception would name host and port.
            var why = (failure as HttpRequestException)?.HttpRequestError.ToString() ?? (failure as HttpIOException)?.HttpRequestError.ToString() ?? "connection broken";
            throw new ChainFault(ChainFaultKind.Unreachable, $"The node cannot be reached ({why}).", isTransient: true);
        }
    }

    public void Dispose() => _http.Dispose();

    private static IReadOnlyList<RpcAnswer> Read(HttpResponseMessage response, AnswerBody body, long firstId, int count)
    {
        // What is shorter is copied, and nobody need give it back.
        if (response.StatusCode is HttpStatusCode.OK && body.Memory.Length >= AnswerBuffers.Long)
        {
            return RpcWire.Read(body, firstId, count);
        }

        using (body)
        {
            return Read(response, body.Memory.Span, firstId, count);
        }
    }

    private static RpcAnswer[] Read(HttpResponseMessage response, ReadOnlySpan<byte> body, long firstId, int count)
    {
        var code = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.OK)
        {
            return RpcWire.Read(body, firstId, count);
        }

        if (response.StatusCode is HttpStatusCode.TooManyRequests)
        {
            throw new ChainFault(ChainFaultKind.Throttled, $"The node is asked too often (HTTP {code}).", isTransient: true)
            {
                RetryAfter = response.Headers.RetryAfter?.Delta,
            };
        }

        // Some nodes and most gateways send the JSON-RPC error under another status; then its own words say more.
        if (RpcWire.TryReadError(body, out var error))
        {
            throw RpcFaults.Of(error, "batch");
        }

        throw code is 408 or >= 500
            ? new ChainFault(ChainFaultKind.Busy, $"The node asks to come back later (HTTP {code}).", isTransient: true)
            : new ChainFault(ChainFaultKind.Refused, $"The node refuses the request (HTTP {code}).", isTransient: false);
    }
}

/// <summary>Limits of the road to the node.</summary>
public sealed record HttpNodeOptions
{
    /// <summary>How long one batch may take, in milliseconds.</summary>
    public int TimeoutMs { get; init; } = 30_000;

    /// <summary>The longest answer that is read, in bytes as they are after inflating.</summary>
    public int MaxAnswerBytes { get; init; } = 128 * 1024 * 1024;
}
