// SPDX-License-Identifier: Apache-2.0

using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Ledger.Chain.Nodes;

/// <summary>A WebSocket on which a node says that there is a new block. Nothing of what it says is believed: whoever hears it looks for himself.</summary>
/// <param name="url">A ws or wss URL; a user and password in it become Basic authentication. Shown nowhere.</param>
/// <param name="time">The clock of the waits; null for the system's.</param>
public sealed class HeadHints(Uri url, TimeProvider? time = null)
{
    private const string Subscribe = """{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}""";
    private const int LongestMessage = 64 * 1024;

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    // Who says nothing for so long is subscribed to anew: the subscription may be lost while the connection stands.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    // Whoever floods us is read no faster.
    private static readonly TimeSpan LeastBetween = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Listens on one connection until it ends, which it always does by an exception.</summary>
    /// <param name="hint">Called for each message of the subscription.</param>
    /// <param name="cancellation">Ends the listening.</param>
    /// <exception cref="ChainFault">The connection ended, or was never there.</exception>
    public async Task ListenAsync(Action hint, CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        using var silence = new CancellationTokenSource(ConnectWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        try
        {
            await ConnectAsync(socket, either.Token);
            var buffer = new byte[LongestMessage];
            while (true)
            {
                silence.CancelAfter(LongestSilence);
                if (IsHead(await ReadAsync(socket, buffer, either.Token)))
                {
                    hint();
                }

                await Task.Delay(LeastBetween, _time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ChainFault(ChainFaultKind.TimedOut, "The node's WebSocket says nothing.", isTransient: true);
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or HttpRequestException)
        {
            throw new ChainFault(ChainFaultKind.Unreachable, "The node's WebSocket cannot be reached, or broke.", isTransient: true); // the inner one would name the host
        }
    }

    private async Task ConnectAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(20);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        if (url.IsLoopback)
        {
            socket.Options.Proxy = null;
        }

        if (url.UserInfo.Length > 0)
        {
            socket.Options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
        }

        await socket.ConnectAsync(new UriBuilder(url) { UserName = "", Password = "" }.Uri, cancellation);
        await socket.SendAsync(Encoding.UTF8.GetBytes(Subscribe), WebSocketMessageType.Text, endOfMessage: true, cancellation);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(ClientWebSocket socket, byte[] buffer, CancellationToken cancellation)
    {
        for (var length = 0; length < buffer.Length;)
        {
            var got = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            length += got.Count;
            if (got.MessageType is WebSocketMessageType.Close)
            {
                throw new ChainFault(ChainFaultKind.Unreachable, "The node closed its WebSocket.", isTransient: true);
            }

            if (got.EndOfMessage)
            {
                return buffer.AsMemory(0, length);
            }
        }

        throw new ChainFault(ChainFaultKind.Malformed, $"The node's WebSocket sent more than {LongestMessage} bytes at once.", isTransient: true);
    }

    /// <summary>Whether a message is one of the subscription; its answer, and whatever else comes, is none.</summary>
    private static bool IsHead(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && (root.TryGetProperty("error", out _)
                    ? throw new ChainFault(ChainFaultKind.Refused, "The node's WebSocket refuses to tell of new blocks.", isTransient: true)
                    : root.TryGetProperty("method", out var method) && method.ValueKind is JsonValueKind.String && method.ValueEquals("eth_subscription"));
        }
        catch (JsonException)
        {
            throw new ChainFault(ChainFaultKind.Malformed, "The node's WebSocket says something that is not JSON.", isTransient: true);
        }
    }
}
