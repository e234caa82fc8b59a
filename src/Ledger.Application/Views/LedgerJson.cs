// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary>JSON as API.md fixes it: camelCase, bytes 0x lower-case, addresses EIP-55, integers beyond 2⁵³ as decimal strings.</summary>
public static class LedgerJson
{
    /// <summary>The largest integer that every JSON reader keeps exact.</summary>
    public const ulong MaxSafeInteger = (1UL << 53) - 1;

    /// <summary>The options that Host, Cli and tests serialize views with.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The options that outside bodies and documents are read with: what is not nullable must be there, and nothing else may.</summary>
    public static JsonSerializerOptions Incoming { get; } = CreateIncoming();

    /// <summary>Teaches <paramref name="options"/> what this page says; for a framework that owns its own instance.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 32;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = false;
        options.Converters.Add(new Hash32Converter());
        options.Converters.Add(new AddressConverter());
        options.Converters.Add(new UInt64Converter());
        options.Converters.Add(new UInt256Converter());
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static JsonSerializerOptions CreateIncoming()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
        Configure(options);
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatCannotBeNull } };
        options.MakeReadOnly();
        return options;
    }

    private static void RequireWhatCannotBeNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired |= property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false };
        }
    }

    private sealed class Hash32Converter : JsonConverter<Hash32>
    {
        public override Hash32 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Hash32.TryParse(reader.GetString(), out var hash) ? hash : throw new JsonException("Expected 0x and 64 hexadecimal digits.");

        public override void Write(Utf8JsonWriter writer, Hash32 value, JsonSerializerOptions options)
        {
            Span<byte> text = stackalloc byte[Hash32.TextSize];
            value.WriteText(text);
            writer.WriteStringValue(text);
        }
    }

    private sealed class AddressConverter : JsonConverter<Address>
    {
        public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Address.TryParse(reader.GetString(), out var address) ? address : throw new JsonException("Expected an address: 0x and 40 digits, EIP-55.");

        public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options)
        {
            Span<byte> text = stackalloc byte[Address.TextSize];
            value.WriteText(text);
            writer.WriteStringValue(text);
        }
    }

    private sealed class UInt64Converter : JsonConverter<ulong>
    {
        public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetUInt64(out var number) && number <= MaxSafeInteger => number,
            JsonTokenType.String when ulong.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw new JsonException("Expected an unsigned integer (beyond 2^53 as a decimal string)."),
        };

        public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options)
        {
            if (value <= MaxSafeInteger)
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private sealed class UInt256Converter : JsonConverter<UInt256>
    {
        public override UInt256 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            UInt256.TryParse(reader.TokenType is JsonTokenType.String ? reader.GetString() : null, out var value)
                ? value
                : throw new JsonException("Expected an unsigned integer of 256 bits as a decimal string.");

        public override void Write(Utf8JsonWriter writer, UInt256 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
