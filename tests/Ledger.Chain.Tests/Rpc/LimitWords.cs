// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Ledger.Chain.Tests.Rpc;

/// <summary>In which words vendors refuse (<c>tests/vectors/rpc-limits.json</c>, each with its source).</summary>
/// <param name="Vendor">Whose they are.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The JSON-RPC code; null for an answer that is no JSON-RPC, such as a gateway's page.</param>
/// <param name="Message">The words.</param>
public sealed record LimitWords(string Vendor, int Status, int? Code, string Message)
{
    public static IReadOnlyList<LimitWords> Ranges { get; } = Read("ranges");

    public static IReadOnlyList<LimitWords> Rates { get; } = Read("rates");

    /// <summary>Refuses ranges of logs that span more blocks.</summary>
    public Func<HttpContext, JsonElement, Task<bool>> RefuseRangesOver(ulong blocks) =>
        (context, request) => NodeProxy.Calls(request).Any(call => Span(call) > blocks) ? RefuseAsync(context, request) : Task.FromResult(false);

    /// <summary>Refuses.</summary>
    public async Task<bool> RefuseAsync(HttpContext context, JsonElement request)
    {
        context.Response.StatusCode = Status;
        var id = request.ValueKind == JsonValueKind.Object ? request.GetProperty("id").GetRawText() : "null";
        await context.Response.WriteAsync(Code is null ? Message : $$"""{"jsonrpc":"2.0","id":{{id}},"error":{"code":{{Code}},"message":{{JsonSerializer.Serialize(Message)}}} }""");
        return true;
    }

    private static ulong Span(JsonElement call)
    {
        if (call.GetProperty("method").GetString() != "eth_getLogs" || !call.GetProperty("params")[0].TryGetProperty("fromBlock", out var from))
        {
            return 0;
        }

        return Number(call.GetProperty("params")[0].GetProperty("toBlock")) - Number(from) + 1;
    }

    private static ulong Number(JsonElement quantity) => ulong.Parse(quantity.GetString()!.AsSpan()[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static LimitWords[] Read(string list) =>
    [
        .. JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "rpc-limits.json"))).GetProperty(list).EnumerateArray().Select(entry =>
            new LimitWords(
                entry.GetProperty("vendor").GetString()!,
                entry.GetProperty("status").GetInt32(),
                entry.GetProperty("code") is { ValueKind: JsonValueKind.Number } code ? code.GetInt32() : null,
                entry.GetProperty("message").GetString()!)),
    ];
}
