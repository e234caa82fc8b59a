// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Evidence.Disclosure;

/// <summary>A disclosure as JSON, the same in a file of its own and in a bundle.</summary>
/// <remarks><code>
/// {schemaId, count, treeRoot, fields: [{index, name, type, value, salt, path: [hash]}]}
/// </code>
/// Names are for readers, and must be the schema's. Only fields that are shown stand here.</remarks>
internal static class DisclosureJson
{
    private static readonly DocumentSchema[] _known = [LicenseTerms.Schema, CharterTerms.Schema, ShipmentFields.Schema];

    public static void Write(Utf8JsonWriter json, Disclosed shown)
    {
        var schema = _known.FirstOrDefault(known => known.Id == shown.SchemaId);
        json.WriteStartObject();
        json.WriteString("schemaId", shown.SchemaId.ToString());
        json.WriteNumber("count", shown.Count);
        json.WriteString("treeRoot", shown.TreeRoot.ToString());
        json.WriteStartArray("fields");
        foreach (var field in shown.Fields)
        {
            json.WriteStartObject();
            json.WriteNumber("index", field.Index);
            json.WriteString("name", NameOf(schema, field.Index));
            json.WriteString("type", field.Value.Type.ToString().ToLowerInvariant());
            json.WriteString("value", field.Value.Text);
            json.WriteString("salt", field.Salt.ToString());
            json.WriteStartArray("path");
            foreach (var hash in field.Path)
            {
                json.WriteStringValue(hash.ToString());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <exception cref="FormatException">Something is missing, or is not in its form; the text names it.</exception>
    public static Disclosed Read(JsonElement json) => new(
        Hash32.Parse(Text(json, "schemaId")),
        Must(json, "count").GetUInt32(),
        Hash32.Parse(Text(json, "treeRoot")),
        [.. Must(json, "fields").EnumerateArray().Select(Field)]);

    /// <summary>A property that must be there.</summary>
    public static JsonElement Must(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value : throw new FormatException($"{name} is missing");

    public static string Text(JsonElement json, string name) => Must(json, name).GetString() ?? throw new FormatException($"{name} is null");

    private static DisclosedField Field(JsonElement json)
    {
        var word = Text(json, "type");
        var type = Enum.GetValues<FieldType>().FirstOrDefault(
            candidate => string.Equals(candidate.ToString().ToLowerInvariant(), word, StringComparison.Ordinal), (FieldType)byte.MaxValue);
        return Enum.IsDefined(type)
            ? new(
                Must(json, "index").GetInt32(),
                new FieldValue(type, Text(json, "value")),
                Hash32.Parse(Text(json, "salt")),
                [.. Must(json, "path").EnumerateArray().Select(hash => Hash32.Parse(hash.GetString() ?? throw new FormatException("path holds null")))])
            : throw new FormatException($"type '{word}' is unknown");
    }

    private static string NameOf(DocumentSchema? schema, int index) =>
        schema is not null && index >= 0 && index < schema.Fields.Length ? schema.Fields[index].Name : "";
}
