// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Application.Documents;

/// <summary>Patents as people send them: what is left out, or null, is not known; the holder is who contributes them.</summary>
internal static class PatentJson
{
    /// <exception cref="FormatException">It is no patent; the message begins with the JSON pointer of what is wrong.</exception>
    public static Patent Read(JsonElement patent, JsonElement? holder, string pointer)
    {
        if (patent.ValueKind is not JsonValueKind.Object)
        {
            throw new FormatException($"{pointer}: a patent is an object.");
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            foreach (var field in patent.EnumerateObject().Where(field => field.Value.ValueKind is not JsonValueKind.Null))
            {
                field.WriteTo(writer);
            }

            foreach (var field in Eip712.Fields<Patent>().Where(field => !IsGiven(patent, field.Name)))
            {
                Fill(writer, field, holder);
            }

            writer.WriteEndObject();
        }

        return TypedDataJson.ReadMessage<Patent>(
            JsonElement.Parse(buffer.WrittenSpan, new JsonDocumentOptions { AllowDuplicateProperties = true }), pointer);
    }

    private static bool IsGiven(JsonElement patent, string name) =>
        patent.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;

    private static void Fill(Utf8JsonWriter writer, TypedField field, JsonElement? holder)
    {
        switch (field.Name, field.Type)
        {
            case ("country" or "number", _):
                break; // the strict reader names what is missing
            case ("holder", _) when holder is { ValueKind: JsonValueKind.String } given:
                writer.WriteString(field.Name, given.GetString());
                break;
            case (_, "string"):
                writer.WriteString(field.Name, "");
                break;
            case (_, "uint64"):
                writer.WriteNumber(field.Name, 0);
                break;
            default:
                writer.WriteString(field.Name, Hash32.Zero.ToString());
                break;
        }
    }
}
