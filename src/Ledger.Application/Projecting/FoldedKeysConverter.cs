// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Application.Projecting;

/// <summary>Writes a party's keys one by one, as the serializer would: left to itself it makes a stack of frames for each list inside of a row.</summary>
internal sealed class FoldedKeysConverter : JsonConverter<IReadOnlyList<FoldedKey>>
{
    public override IReadOnlyList<FoldedKey>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<FoldedKey[]>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<FoldedKey> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (var i = 0; i < value.Count; i++)
        {
            JsonSerializer.Serialize(writer, value[i], options);
        }

        writer.WriteEndArray();
    }
}
