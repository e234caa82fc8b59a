// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ledger.Chain.Tests.Rpc;

/// <summary>An HTTP server on loopback that answers every POST by a function of its body.</summary>
public sealed class ScriptedServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public ScriptedServer(Func<string, (int Status, string Body)> answer)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/secret-key");
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{Url.Port}/");
        _listener.Start();
        _ = ServeAsync(answer);
    }

    public Uri Url { get; }

    public List<string?> Authorizations { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ServeAsync(Func<string, (int Status, string Body)> answer)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                Authorizations.Add(context.Request.Headers["Authorization"]);
                using var reader = new StreamReader(context.Request.InputStream);
                var (status, body) = answer(await reader.ReadToEndAsync());
                if (status == 0)
                {
                    continue;
                }

                context.Response.StatusCode = status;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
