// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Application.Views;

namespace Ledger.Cli.Signing;

/// <summary>How drafts are read: as the API's JSON, but numbers may stand as texts, and a field that no draft has is refused.</summary>
internal static class DraftJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(LedgerJson.Options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = true,
        };
        options.Converters.Add(new FlexibleConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class FlexibleConverter : JsonConverter<Flexible>
    {
        public override Flexible Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var value = JsonElement.ParseValue(ref reader);
            return value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? new Flexible(value) : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, Flexible value, JsonSerializerOptions options) => value.Value.WriteTo(writer);
    }
}
