// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Ledger.Outbound.Webhooks;

/// <summary>
/// Posts messages to one receiver. The name is resolved once, all its addresses are checked, and the connection goes to
/// the first of them: a second look-up could say something else. No redirects, no proxy, no cookies, a connection per try.
/// </summary>
public sealed class WebhookNotifier : INotifier, IDisposable
{
    private static readonly HttpRequestOptionsKey<IPAddress> Target = new("ledger.target");

    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly NameResolver _resolve;
    private readonly HttpClient _client;

    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public WebhookNotifier(WebhookOptions options, TimeProvider time, NameResolver? resolve = null)
    {
        if (!options.TryValidate(out var problem))
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _options = options;
        _time = time;
        _resolve = resolve ?? Dns.GetHostAddressesAsync;
        _client = new HttpClient(MakeHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<DeliveryOutcome> NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.TimeoutMs), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await TryAsync(notification, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TimedOut(_options.TimeoutMs);
        }
        catch (HttpRequestException error)
        {
            return new Unreachable(error.HttpRequestError.ToString());
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<DeliveryOutcome> TryAsync(Notification notification, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await _resolve(_options.Url.IdnHost, cancellationToken);
        }
        catch (SocketException)
        {
            addresses = [];
        }

        if (addresses.Length == 0)
        {
            return new NotResolved(_options.Url.IdnHost);
        }

        // One forbidden address among good ones is an attempt to be sent there: nothing is sent at all.
        if (Array.Find(addresses, address => !AddressRule.Allows(address, _options.AllowInsideAddresses)) is { } forbidden)
        {
            return new AddressForbidden(forbidden);
        }

        using var request = MakeRequest(notification);
        request.Options.Set(Target, addresses[0]);
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (int)answer.StatusCode switch
        {
            >= 200 and < 300 and var status => new Delivered(status),
            >= 300 and < 400 and var status => new Redirected(status),
            (408 or 425 or 429) and var status => new NotNow(status),
            >= 400 and < 500 and var status => new Rejected(status),
            var status => new NotNow(status),
        };
    }

    private HttpRequestMessage MakeRequest(Notification notification)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, _options.Url) { Content = new ReadOnlyMemoryContent(notification.Payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("Ledger/1");
        request.Headers.Add("webhook-id", notification.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(
            "webhook-signature", WebhookSignature.Make(_options.Secret.Span, notification.Id, timestamp, notification.Payload.Span));
        request.Headers.Add("ledger-event", notification.Kind);
        return request;
    }

    private static SocketsHttpHandler MakeHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 0,
        ConnectCallback = ConnectAsync,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var address = context.InitialRequestMessage.Options.TryGetValue(Target, out var target)
            ? target
            : throw new InvalidOperationException("No connection without a checked address.");
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
