// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Ledger.Chain.Rpc;

/// <summary>The bytes of JSON-RPC 2.0: one call as an object, several as an array (a batch), answers in any order.</summary>
internal static class RpcWire
{
    internal static byte[] Write(IReadOnlyList<RpcCall> calls, long firstId)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        if (calls.Count > 1)
        {
            json.WriteStartArray();
        }

        for (var i = 0; i < calls.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            json.WriteNumber("id", firstId + i);
            json.WriteString("method", calls[i].Method);
            json.WritePropertyName("params");
            json.WriteRawValue(calls[i].ParametersJson);
            json.WriteEndObject();
        }

        if (calls.Count > 1)
        {
            json.WriteEndArray();
        }

        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The answers in the order of the calls; each call has exactly one, or the whole batch is malformed.</summary>
    internal static RpcAnswer[] Read(ReadOnlySpan<byte> body, long firstId, int count) => Read(Parse(body), firstId, count);

    /// <summary>The same, out of the buffer itself; who has read them disposes of them, and of <paramref name="body"/> with them.</summary>
    internal static LoanedAnswers Read(AnswerBody body, long firstId, int count)
    {
        var document = Parse(body.Memory);
        return new LoanedAnswers(Read(document.RootElement, firstId, count), document, body); // what throws leaves both to the collector
    }

    private static RpcAnswer[] Read(JsonElement root, long firstId, int count)
    {
        var answers = new RpcAnswer[count];
        var seen = new bool[count];
        if (root.ValueKind == JsonValueKind.Object)
        {
            // A node may answer a whole batch with one error that names no call.
            if (IsErrorOfNoCall(root, out var error))
            {
                throw RpcFaults.Of(error, "batch");
            }

            Place(root, firstId, answers, seen);
        }
        else if (root.ValueKind == JsonValueKind.Array)
        {
            foreach (var answer in root.EnumerateArray())
            {
                Place(answer, firstId, answers, seen);
            }
        }

        return !seen.Contains(false) ? answers : throw Malformed("The node left a call of the batch unanswered.");
    }

    /// <summary>Reads a lone JSON-RPC error object; false when the bytes are anything else.</summary>
    internal static bool TryReadError(ReadOnlySpan<byte> body, [NotNullWhen(true)] out RpcError? error)
    {
        error = null;
        try
        {
            var root = JsonElement.Parse(body);
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var element) && TryError(element, out error);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Place(JsonElement answer, long firstId, RpcAnswer[] answers, bool[] seen)
    {
        if (answer.ValueKind != JsonValueKind.Object
            || !answer.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var number)
            || number < firstId || number >= firstId + answers.Length || seen[number - firstId])
        {
            throw Malformed("The node answered something that was not asked, or twice.");
        }

        seen[number - firstId] = true;
        answers[number - firstId] = answer.TryGetProperty("error", out var problem) && problem.ValueKind != JsonValueKind.Null
            ? new RpcAnswer(default, TryError(problem, out var error) ? error : throw Malformed("The node's error object has no code and message."))
            : RpcAnswer.Of(answer.TryGetProperty("result", out var result) ? result : throw Malformed("An answer of the node has neither result nor error."));
    }

    private static bool IsErrorOfNoCall(JsonElement root, [NotNullWhen(true)] out RpcError? error)
    {
        error = null;
        return (!root.TryGetProperty("id", out var id) || id.ValueKind == JsonValueKind.Null)
            && root.TryGetProperty("error", out var problem) && TryError(problem, out error);
    }

    private static bool TryError(JsonElement element, [NotNullWhen(true)] out RpcError? error)
    {
        error = null;
        if (element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number)
            && element.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String)
        {
            error = new RpcError(number, message.GetString()!, element.TryGetProperty("data", out var data) ? data : null);
        }

        return error is not null;
    }

    private static JsonElement Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            throw NoJson();
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw NoJson();
        }
    }

    private static ChainFault NoJson() => Malformed("The node answered something that is not JSON, or was cut off.");

    // Transient: a proxy's error page or a cut answer; the same call may work in a moment.
    private static ChainFault Malformed(string message) => new(ChainFaultKind.Malformed, message, isTransient: true);
}
