// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Application.Views;

namespace Ledger.Cli.Signing;

/// <summary>How drafts are read: as the API's JSON, but numbers may stand as texts, and a field that no draft has is refused.</summary>
internal static class DraftJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>A value that a draft names by its name, in either case, or by its number.</summary>
    /// <remarks>The library's reader takes several with commas, too, and makes of their numbers one that none of them has.</remarks>
    /// <exception cref="CliFailure">Usage: it is none.</exception>
    public static T Word<T>(string? text)
        where T : struct, Enum =>
        text?.Contains(',', StringComparison.Ordinal) is false && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new CliFailure(ExitCode.Usage, "usage.content", ("reason", text ?? ""));

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
