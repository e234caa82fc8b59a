// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ledger.Outbound.Tests;

/// <summary>A receiver on loopback that takes one request per connection and answers what it was told to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <param name="answer">The answer's bytes as text; null: never an answer.</param>
    public Receiver(string? answer = "HTTP/1.1 204 No Content\r\n\r\n")
    {
        Answer = answer;
        _listener.Start();
        _loop = LoopAsync();
    }

    public List<(Dictionary<string, string> Headers, string Head, byte[] Body)> Requests { get; } = [];

    /// <summary>What the next request is answered with; null: never an answer.</summary>
    public string? Answer { get; set; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static string Status(int status, string headers = "") =>
        $"HTTP/1.1 {status} X\r\ncontent-length: 0\r\n{headers}\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or IOException or InvalidOperationException)
        {
            // Stopped, or the client went away: both belong to the tests.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!Encoding.ASCII.GetString([.. bytes.TakeLast(4)]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            bytes.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(it => it[0], it => it[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("content-length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stop.Token);
        Requests.Add((headers, lines[0], body));
        if (Answer is null)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer!), _stop.Token);
    }
}
