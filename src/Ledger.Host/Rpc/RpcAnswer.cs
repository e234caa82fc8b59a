// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Application.Views;

namespace Ledger.Host.Rpc;

/// <summary>An answer of JSON-RPC 2.0: a result (which may be null) or an error, never both.</summary>
[JsonConverter(typeof(Converter))]
public sealed record RpcAnswer(JsonElement? Id, JsonElement? Result, JsonElement? Error)
{
    public static RpcAnswer Failed(JsonElement? id, int code, string message) =>
        new(id, null, JsonSerializer.SerializeToElement(new { code, message }, LedgerJson.Options));

    private sealed class Converter : JsonConverter<RpcAnswer>
    {
        public override RpcAnswer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("The host writes answers; it never reads them.");

        public override void Write(Utf8JsonWriter writer, RpcAnswer value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            Put(writer, "id", value.Id);
            if (value.Error is not null)
            {
                Put(writer, "error", value.Error);
            }
            else
            {
                Put(writer, "result", value.Result);
            }

            writer.WriteEndObject();
        }

        private static void Put(Utf8JsonWriter writer, string name, JsonElement? value)
        {
            writer.WritePropertyName(name);
            if (value is { ValueKind: not JsonValueKind.Undefined } known)
            {
                known.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
