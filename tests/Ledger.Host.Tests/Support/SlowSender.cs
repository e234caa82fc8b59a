// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Ledger.Host.Tests.Support;

/// <summary>Sends a body of reports piece by piece over a connection of its own, and reads what is answered meanwhile.</summary>
public sealed class SlowSender : IAsyncDisposable
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(60);
    private readonly TcpClient _client = new();
    private readonly StringBuilder _heard = new();

    private SlowSender()
    {
    }

    /// <summary>All that was answered so far: head, chunk sizes and all.</summary>
    public string Heard => _heard.ToString();

    /// <summary>Sends the head of the request, and nothing of its body.</summary>
    public static async Task<SlowSender> StartAsync(Uri host, string token, string key, string language = "en")
    {
        var sender = new SlowSender();
        await sender._client.ConnectAsync(host.Host, host.Port);
        await sender.WriteAsync(
            $"POST /api/v1/usage-reports HTTP/1.1\r\nHost: {host.Authority}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n"
            + $"Accept-Language: {language}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        return sender;
    }

    public Task SendAsync(string text) =>
        WriteAsync($"{Encoding.UTF8.GetByteCount(text).ToString("x", CultureInfo.InvariantCulture)}\r\n{text}\r\n");

    public Task EndAsync() => WriteAsync("0\r\n\r\n");

    /// <summary>Reads until so many receipts or problems were answered.</summary>
    public Task HearAsync(string word, int times) => UntilAsync(() => Heard.Split(word).Length - 1 >= times, $"{times} times {word}");

    /// <summary>Reads until the answer ends.</summary>
    public Task HearEndAsync() => UntilAsync(() => Heard.EndsWith("0\r\n\r\n", StringComparison.Ordinal), "the end");

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task UntilAsync(Func<bool> holds, string what)
    {
        using var deadline = new CancellationTokenSource(_deadline);
        var bytes = new byte[1 << 16];
        while (!holds())
        {
            var read = await _client.GetStream().ReadAsync(bytes, deadline.Token);
            Assert.True(read > 0, $"The host hung up before {what}: {Heard}");
            _heard.Append(Encoding.UTF8.GetString(bytes, 0, read));
        }
    }

    private async Task WriteAsync(string text) => await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));
}
