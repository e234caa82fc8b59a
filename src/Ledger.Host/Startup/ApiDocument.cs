// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Views;
using Ledger.Ethereum;
using Microsoft.OpenApi;

namespace Ledger.Host.Startup;

/// <summary>The OpenAPI 3.1 document, made from the code; a test compares it with the copy in the repository.</summary>
internal static class ApiDocument
{
    public static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var bare = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
            Shape(schema, bare ?? context.JsonTypeInfo.Type);
            if (bare == typeof(ulong))
            {
                schema.Type |= JsonSchemaType.Null;
            }

            if (schema.Type?.HasFlag(JsonSchemaType.Array) == true)
            {
                schema.Items ??= ItemsOf(context.JsonTypeInfo.ElementType);
            }

            if (Words(context.JsonPropertyInfo?.AttributeProvider) is { } words)
            {
                schema.Enum = [.. words.Select(word => (JsonNode)word)];
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Ledger",
                Version = "v1",
                Description = "License provenance for patent pools. Integers beyond 2^53 are decimal strings, bytes 0x lower-case, times UTC seconds.",
                License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            };
            document.Servers = [];
            ApiAccess.Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Http.NeedsIdempotencyKey>().Any())
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(IdempotencyKey());
            }

            ApiAccess.Describe(operation, context);

            return Task.CompletedTask;
        });
    });

    /// <summary>What our converters write, which the schema generator cannot see through.</summary>
    private static void Shape(OpenApiSchema schema, Type type)
    {
        if (type == typeof(Hash32))
        {
            Text(schema, "^0x[0-9a-f]{64}$", "32 bytes");
        }
        else if (type == typeof(Address))
        {
            Text(schema, "^0x[0-9a-fA-F]{40}$", "An account or contract, EIP-55");
        }
        else if (type == typeof(UInt256))
        {
            Text(schema, "^(0|[1-9][0-9]{0,77})$", "An unsigned integer of 256 bits in decimal digits");
        }
        else if (type == typeof(ulong))
        {
            schema.Type = JsonSchemaType.Integer | JsonSchemaType.String;
            schema.Pattern = "^(0|[1-9][0-9]{0,19})$";
            schema.Format = null;
        }
        else if (type == typeof(JsonElement))
        {
            schema.Type = null;
        }
    }

    /// <summary>The schema of an array's items, which the generator leaves out where a converter of ours writes them.</summary>
    private static OpenApiSchema ItemsOf(Type? element)
    {
        var items = new OpenApiSchema();
        Shape(items, element ?? throw new InvalidOperationException("An array of nothing known."));
        return items;
    }

    /// <summary>The words that a text is one of, where its view says so.</summary>
    private static IEnumerable<string>? Words(ICustomAttributeProvider? property) => property?
        .GetCustomAttributes(typeof(WordOfAttribute), inherit: false).Cast<WordOfAttribute>().SingleOrDefault()?.Words;

    private static void Text(OpenApiSchema schema, string pattern, string description)
    {
        schema.Type = JsonSchemaType.String;
        schema.Pattern = pattern;
        schema.Description ??= description;
        schema.Properties = null;
    }

    private static OpenApiParameter IdempotencyKey() => new()
    {
        Name = Http.IdempotencyFilter.HeaderName,
        In = ParameterLocation.Header,
        Required = true,
        Description = "1 to 255 visible ASCII characters; the same key and body replay the kept answer.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = Http.IdempotencyFilter.MaxKeyLength },
    };
}
