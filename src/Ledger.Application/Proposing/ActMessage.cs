// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Application.Proposing;

/// <summary>Completes a message: fields that it leaves out are filled, all others stay as they were given, faults included.</summary>
internal static class ActMessage
{
    /// <summary>Reads the act out of the message and <paramref name="fills"/>.</summary>
    /// <param name="fills">Field → value, where the message leaves it out: text, or a whole number.</param>
    /// <exception cref="FormatException">The message is not of that kind; the text names the place.</exception>
    public static IAct Complete(ActKind kind, JsonElement message, IReadOnlyDictionary<string, object> fills)
    {
        if (message.ValueKind is not JsonValueKind.Object)
        {
            throw new FormatException("The message is not an object.");
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            foreach (var property in message.EnumerateObject())
            {
                property.WriteTo(writer);
            }

            foreach (var field in ActJson.Fields(kind).Where(field => !message.TryGetProperty(field.Name, out _)))
            {
                Fill(writer, field, fills);
            }

            writer.WriteEndObject();
        }

        return ActJson.ReadAct(kind, JsonElement.Parse(buffer.WrittenSpan, new JsonDocumentOptions { AllowDuplicateProperties = true }));
    }

    /// <summary>Whether the message gives the field itself.</summary>
    public static bool Gives(JsonElement message, string field) => message.ValueKind is JsonValueKind.Object && message.TryGetProperty(field, out _);

    private static void Fill(Utf8JsonWriter writer, TypedField field, IReadOnlyDictionary<string, object> fills)
    {
        if (!fills.TryGetValue(field.Name, out var value))
        {
            return; // the strict reader names what is missing
        }

        switch (value)
        {
            case ulong number when number <= Views.LedgerJson.MaxSafeInteger && !string.Equals(field.Type, "uint256", StringComparison.Ordinal):
                writer.WriteNumber(field.Name, number);
                break;
            case bool flag:
                writer.WriteBoolean(field.Name, flag);
                break;
            case IReadOnlyList<Hash32> list:
                writer.WriteStartArray(field.Name);
                foreach (var hash in list)
                {
                    writer.WriteStringValue(hash.ToString());
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteString(field.Name, value.ToString());
                break;
        }
    }
}
