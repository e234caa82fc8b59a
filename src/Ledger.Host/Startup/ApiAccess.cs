// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Ledger.Application.Access;
using Ledger.Host.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ledger.Host.Startup;

/// <summary>Who may call which route, in the OpenAPI document: <c>security</c> for machines, <c>x-access</c> for what a scheme cannot say.</summary>
internal static class ApiAccess
{
    private const string Scheme = "apiKey";

    public static void Describe(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key, bound to a party with a role in each of its pools, or to the operator.",
        };
    }

    public static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessRule>().LastOrDefault() is not { } rule)
        {
            return;
        }

        operation.Security = rule.IsPublic ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        operation.Extensions["x-access"] = new JsonNodeExtension(Write(rule));
    }

    private static JsonObject Write(AccessRule rule)
    {
        var access = new JsonObject { ["public"] = rule.IsPublic };
        if (!rule.IsPublic)
        {
            access["callers"] = Array(new[] { Callers.Party, Callers.Operator }.Where(who => rule.Who.HasFlag(who)).Select(who => who.ToString().ToLowerInvariant()));
            access["scope"] = string.Join(' ', AccessWords.Of(rule.Scope));
            access["roles"] = Array(rule.Roles.Select(AccessWords.Of));
        }

        if (rule.Objects is not null)
        {
            access["objects"] = rule.Objects;
        }

        return access;
    }

    private static JsonArray Array(IEnumerable<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);
}
