// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Chain.Tests.Rpc;

namespace Ledger.SystemTests.Running;

/// <summary>The door to a real node: it passes everything on, and while it is held shut takes no transaction, as a full pool does.</summary>
internal sealed class NodeDoor : IDisposable
{
    private const string Send = "eth_sendRawTransaction";
    private readonly HttpClient _node;
    private readonly ScriptedServer _server;
    private volatile bool _isShut;

    public NodeDoor(Uri node)
    {
        _node = new HttpClient { BaseAddress = node };
        _server = new ScriptedServer(Answer);
    }

    public Uri Url => _server.Url;

    /// <summary>Whether transactions are turned away.</summary>
    public bool IsShut
    {
        get => _isShut;
        set => _isShut = value;
    }

    public void Dispose()
    {
        _server.Dispose();
        _node.Dispose();
    }

    private (int Status, string Body) Answer(string body)
    {
        if (_isShut && body.Contains(Send, StringComparison.Ordinal))
        {
            var asked = JsonElement.Parse(body);
            return (200, asked.ValueKind is JsonValueKind.Array
                ? $"[{string.Join(',', asked.EnumerateArray().Select(Refusal))}]"
                : Refusal(asked));
        }

        return Pass(_node, body);
    }

    /// <summary>Passes a body on, and its answer back.</summary>
    public static (int Status, string Body) Pass(HttpClient node, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = node.Send(request);
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        return ((int)answer.StatusCode, reader.ReadToEnd());
    }

    private static string Refusal(JsonElement call) =>
        $$"""{"jsonrpc":"2.0","id":{{call.GetProperty("id").GetRawText()}},"error":{"code":-32003,"message":"txpool is full"} }""";
}
